import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bytes } from '../../../lib/tuple.ts';
import { ItemKey } from '../item-key.ts';
import { StoredItem } from '../stored-item.ts';
import { decodeWrite, encodeWrite, type ReplicatedWrite } from './replicated-write.ts';

const bytes = fc.uint8Array({ maxLength: 20 });
const writes = fc.record({
  hash: fc.nat(),
  partition: bytes,
  sort: fc.option(bytes, { nil: undefined }),
  at: fc.nat(),
  count: fc.nat(),
  text: fc.option(fc.string(), { nil: undefined }),
});

test('a write arrives as it was sent: its key, its version, and the item or its end', () => {
  fc.assert(
    fc.property(writes, ({ hash, partition, sort, at, count, text }) => {
      const write: ReplicatedWrite = {
        key: new ItemKey(Bytes.of(partition), sort && Bytes.of(sort), hash),
        version: { at, count, region: 'us-east-1' },
        next: text === undefined ? undefined : StoredItem.of({ id: { S: 'a' }, text: { S: text } }),
      };
      const arrived = decodeWrite(encodeWrite(write));
      expect(arrived.key.partition).toEqual(write.key.partition);
      expect(arrived.key.sort).toEqual(write.key.sort);
      expect(arrived.key.hash).toBe(hash);
      expect(arrived.version).toEqual(write.version);
      expect(arrived.next?.item).toEqual(write.next?.item);
    }),
  );
});

import { toBuffer } from '../../../lib/to-buffer.ts';
import { pack, unpack } from '../../../lib/tuple.ts';
import { ItemKey } from '../item-key.ts';
import { StoredItem } from '../stored-item.ts';
import type { Version } from './version.ts';

/** A write as it travels from one replica to another. */
export interface ReplicatedWrite {
  readonly key: ItemKey;
  readonly version: Version;
  /** Undefined is a deletion. */
  readonly next: StoredItem | undefined;
}

const LENGTH_BYTES = 4;

/** The key and the version, then the item's own bytes, which nobody has to parse on the way. */
export function encodeWrite({ key, version, next }: ReplicatedWrite): Uint8Array {
  const { at, count, region } = version;
  const head = Buffer.from(pack([key.hash, key.partition, key.sort ?? null, at, count, region]), 'latin1');
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(head.length);
  return Buffer.concat(next ? [length, head, next.bytes] : [length, head]);
}

type Head = [hash: number, partition: Uint8Array, sort: Uint8Array | null, at: number, count: number, region: string];

export function decodeWrite(bytes: Uint8Array): ReplicatedWrite {
  const buffer = toBuffer(bytes);
  const end = LENGTH_BYTES + buffer.readUInt32BE();
  const [hash, partition, sort, at, count, region] = unpack(buffer.toString('latin1', LENGTH_BYTES, end)) as Head;
  return {
    key: ItemKey.ofParts([hash, partition, sort]),
    version: { at, count, region },
    next: end === buffer.length ? undefined : new StoredItem(buffer.subarray(end)),
  };
}

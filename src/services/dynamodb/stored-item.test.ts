import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { StoredItem } from './stored-item.ts';
import { itemSizeBytes } from './values/size.ts';
import type { Item, Value } from './values/value.ts';

const bytes = fc.uint8Array({ maxLength: 20 });
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.record({ S: fc.string({ unit: 'binary' }) }),
    fc.record({ N: fc.integer().map(String) }),
    fc.record({ B: bytes }),
    fc.record({ BOOL: fc.boolean() }),
    fc.constant({ NULL: true as const }),
    fc.record({ BS: fc.array(bytes, { minLength: 1, maxLength: 3 }) }),
    fc.record({ L: fc.array(tie('value'), { maxLength: 3 }) }),
    fc.record({ M: fc.dictionary(fc.string({ maxLength: 5 }), tie('value'), { maxKeys: 3, noNullPrototype: true }) }),
  ),
}));
const items: fc.Arbitrary<Item> = fc.dictionary(fc.string(), value, { maxKeys: 5, noNullPrototype: true });

/** Buffers and arrays of bytes are the same to a reader. */
const plain = (item: Item): unknown =>
  JSON.parse(JSON.stringify(item, (_, part: unknown) => (part instanceof Uint8Array ? [...part] : part)));
const withoutBuffers = (item: Item): unknown => plain(structuredClone(item));

test('an item comes back as it was stored, and says its size without being parsed', () => {
  fc.assert(
    fc.property(items, (item) => {
      const { bytes } = StoredItem.of(item);
      const text = Buffer.from(bytes).toString();
      // What is not a text as it lies in storage is read as bytes.
      for (const stored of Buffer.from(text).equals(bytes) ? [bytes, text] : [bytes]) {
        const read = new StoredItem(stored);
        expect(read.sizeBytes).toBe(itemSizeBytes(item));
        expect(withoutBuffers(read.item)).toEqual(withoutBuffers(item));
        expect(Buffer.from(read.bytes).equals(bytes)).toBe(true);
        expect(Buffer.from(read.json.bytes).equals(bytes.subarray(4))).toBe(true);
      }
    }),
  );
});

test('an item of before, with its size in bytes of eight bits, is read', () => {
  const size = itemSizeBytes({ id: { S: 'a'.repeat(300) } });
  const header = Buffer.from([2, 0, size >> 8, size & 0xff]);
  const read = new StoredItem(Buffer.concat([header, Buffer.from(JSON.stringify({ id: { S: 'a'.repeat(300) } }))]));
  expect(read.sizeBytes).toBe(302);
  expect(read.isPlain).toBe(false);
  expect(read.item).toEqual({ id: { S: 'a'.repeat(300) } });
});

test('its JSON is what goes over the wire', () => {
  const stored = StoredItem.of({
    id: { S: 'é' },
    bytes: { B: Uint8Array.of(1, 2) },
    list: { L: [{ BS: [Uint8Array.of(3)] }] },
  });
  expect(JSON.parse(Buffer.from(stored.json.bytes).toString())).toEqual({
    id: { S: 'é' },
    bytes: { B: 'AQI=' },
    list: { L: [{ BS: ['Aw=='] }] },
  });
});

test('it knows whether its texts are ASCII that needs no escape, and writes those as they are', () => {
  const isPlain = (name: string, text: string) => new StoredItem(StoredItem.of({ [name]: { S: text } }).bytes).isPlain;
  expect(isPlain('plain', 'text')).toBe(true);
  for (const text of ['"', '\\', '\n', '\u0000', '\ud800']) {
    expect(isPlain('text', text)).toBe(false);
    expect(isPlain(text, 'name')).toBe(false);
  }
  const item: Item = { a: { S: 'b' }, c: { L: [{ M: { d: { SS: ['e'] } } }] } };
  expect(StoredItem.of(item, itemSizeBytes(item), true).bytes).toEqual(StoredItem.of(item).bytes);
});

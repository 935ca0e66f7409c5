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
      const read = new StoredItem(StoredItem.of(item).bytes);
      expect(read.sizeBytes).toBe(itemSizeBytes(item));
      expect(withoutBuffers(read.item)).toEqual(withoutBuffers(item));
    }),
  );
});

test('its JSON is what goes over the wire', () => {
  const stored = StoredItem.of({
    id: { S: 'é' },
    bytes: { B: Uint8Array.of(1, 2) },
    list: { L: [{ BS: [Uint8Array.of(3)] }] },
  });
  expect(JSON.parse(Buffer.from(stored.json).toString())).toEqual({
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

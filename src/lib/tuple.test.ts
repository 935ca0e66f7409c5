import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterPrefix, pack, PackedTuple, unpack } from './tuple.ts';
import type { Tuple, TuplePart } from './tuple.ts';

const part: fc.Arbitrary<TuplePart> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.double({ noNaN: true }).map((value) => value + 0),
  fc.integer(),
  fc.bigInt(),
  fc.bigInt({ min: -(2n ** 1100n), max: 2n ** 1100n }),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('\0', '\x01', 'a', '\x7f', '\u{ffff}', '\u{10000}') }),
  fc.uint8Array(),
  fc.array(fc.constantFrom(0, 1, 255)).map((bytes) => new Uint8Array(bytes)),
);
const tuple: fc.Arbitrary<Tuple> = fc.array(part, { maxLength: 4 });

const rank = (value: TuplePart): number => {
  if (value === null) return 0;
  if (typeof value === 'boolean') return value ? 2 : 1;
  return 3 + ['number', 'bigint', 'string', 'object'].indexOf(typeof value);
};

/** The documented order, written a second time without bytes. */
function compareParts(left: TuplePart, right: TuplePart): number {
  if (rank(left) !== rank(right)) return rank(left) - rank(right);
  if (typeof left === 'string') return Buffer.compare(Buffer.from(left), Buffer.from(right as string));
  if (left instanceof Uint8Array) return Buffer.compare(left, right as Uint8Array);
  if (left === null || left === right) return 0;
  return left < (right as typeof left) ? -1 : 1;
}

function compareTuples(left: Tuple, right: Tuple): number {
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const order = compareParts(left[index]!, right[index]!);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

const comparePacked = (left: string, right: string): number => {
  if (left === right) return 0;
  return left < right ? -1 : 1;
};

test('a packed tuple unpacks to itself', () => {
  fc.assert(
    fc.property(tuple, (value) => {
      expect(unpack(pack(value))).toEqual(value);
    }),
  );
});

test('packed tuples sort as their tuples do', () => {
  fc.assert(
    fc.property(tuple, tuple, (left, right) => {
      expect(Math.sign(comparePacked(pack(left), pack(right)))).toBe(Math.sign(compareTuples(left, right)));
    }),
    { numRuns: 2000 },
  );
});

test('exactly the extensions of a tuple lie between it and the end of its prefix', () => {
  fc.assert(
    fc.property(tuple, tuple, (prefix, other) => {
      const [packed, from] = [pack(other), pack(prefix)];
      const isExtension = compareTuples(other.slice(0, prefix.length), prefix) === 0;
      expect(packed >= from && packed < afterPrefix(from)).toBe(isExtension);
    }),
    { numRuns: 2000 },
  );
});

test('numbers sort by value, with their infinities', () => {
  const sorted = [-Infinity, -1e300, -2, -1.5, -5e-324, 0, 5e-324, 0.1, 1, 1.5, 2 ** 53, 1e300, Infinity];
  const shuffled = sorted.toReversed().map((value) => pack([value]));
  expect(shuffled.sort(comparePacked).map((packed) => unpack(packed)[0])).toEqual(sorted);
});

test('minus zero is zero', () => {
  expect(pack([-0])).toBe(pack([0]));
  expect(Object.is(unpack(pack([-0]))[0], 0)).toBe(true);
});

test('strings sort by code point, unlike UTF-16', () => {
  expect(['\u{ffff}', '\u{10000}'].toSorted()[0]).toBe('\u{10000}');
  expect(pack(['\u{ffff}']) < pack(['\u{10000}'])).toBe(true);
});

test('what has no order is refused', () => {
  expect(() => pack([NaN])).toThrow('NaN cannot be part of a key');
  expect(() => unpack('\x7f')).toThrow('not a packed tuple');
  expect(() => unpack('\x20abc')).toThrow('ends inside a text');
});

test('a packed tuple is extended as the tuple itself would be', () => {
  fc.assert(
    fc.property(tuple, tuple, (start, end) => {
      const packed = PackedTuple.of(start);
      expect(pack(packed)).toBe(pack(start));
      expect(packed.with(end).text).toBe(pack([...start, ...end]));
    }),
  );
});

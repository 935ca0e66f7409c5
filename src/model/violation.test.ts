import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { brokenFacts } from './violation.ts';

const text = fc.string({ unit: fc.constantFrom('a', 'ß', '😀', '\ud83d'), maxLength: 8 });

test('the length of a text is that of its characters, those outside the basic plane counted once', () => {
  fc.assert(
    fc.property(text, fc.nat(8), fc.nat(8), (value, min, max) => {
      const { length } = Array.from(value);
      expect(brokenFacts(value, { min, max })).toEqual([
        ...(length < min ? [`Member must have length greater than or equal to ${min}`] : []),
        ...(length > max ? [`Member must have length less than or equal to ${max}`] : []),
      ]);
    }),
  );
});

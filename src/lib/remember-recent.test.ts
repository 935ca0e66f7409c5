import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rememberRecent } from './remember-recent.ts';

test('computes once what comes again', () => {
  const computed: string[] = [];
  const lengthOf = rememberRecent((text) => {
    computed.push(text);
    return text.length;
  }, 8);
  expect(['a', 'bb', 'a', 'bb', ''].map(lengthOf)).toEqual([1, 2, 1, 2, 0]);
  expect(computed).toEqual(['a', 'bb', '']);
});

test('the answer is the same whether it was remembered or not', () => {
  const reverse = (text: string) => text.split('').reverse().join('');
  const remembered = rememberRecent(reverse, 3);
  fc.assert(
    fc.property(fc.string({ maxLength: 3, unit: fc.constantFrom('a', 'b', 'c') }), (text) => {
      expect(remembered(text)).toBe(reverse(text));
    }),
  );
});

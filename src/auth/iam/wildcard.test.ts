import { assert, constantFrom, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { matches, toPattern } from './wildcard.ts';

const isMatch = (pattern: string, text: string, context = {}) => {
  const ready = toPattern(pattern, '2012-10-17', context);
  return ready !== undefined && matches(ready, text);
};

test.each([
  ['*', ''],
  ['*', 'anything:at/all'],
  ['a*c', 'abbbc'],
  ['a*b*c', 'a-b-b-c'],
  ['a?c', 'abc'],
  ['*abc', 'ababc'],
  ['a**', 'a'],
])('%s matches %s', (pattern, text) => expect(isMatch(pattern, text)).toBe(true));

test.each([
  ['', 'a'],
  ['a', ''],
  ['a?', 'a'],
  ['a*b', 'abc'],
  ['a.c', 'abc'],
  ['A', 'a'],
])('%s does not match %s', (pattern, text) => expect(isMatch(pattern, text)).toBe(false));

test('a variable stands for its value, in which a star is a star', () => {
  expect(isMatch('home/${aws:username}/*', 'home/alice/x', { 'aws:username': 'alice' })).toBe(true);
  expect(isMatch('home/${aws:username}', 'home/anybody', { 'aws:username': '*' })).toBe(false);
  expect(isMatch('${*}${?}${$}', '*?$')).toBe(true);
  expect(isMatch("${aws:PrincipalTag/team, 'all'}", 'all')).toBe(true);
  expect(isMatch('x${aws:nothing}', 'x')).toBe(false);
});

test('patterns mean what the same regular expression means', () => {
  const letters = string({ unit: constantFrom('a', 'b', '*', '?'), maxLength: 8 });
  const text = string({ unit: constantFrom('a', 'b'), maxLength: 8 });
  assert(
    property(letters, text, (pattern, subject) => {
      const regex = new RegExp(`^${pattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
      expect(isMatch(pattern, subject)).toBe(regex.test(subject));
    }),
  );
});

import { isAscii } from 'node:buffer';
import { expect, test } from 'vitest';
import { isPlain, rememberPlain } from './plain-input.ts';

const long = 'plain '.repeat(100);

function isRemembered(text: string): boolean {
  const json = JSON.stringify({ text });
  const input: object = JSON.parse(json);
  rememberPlain(input, json, isAscii(Buffer.from(json)));
  return isPlain(input);
}

test('knows of the inputs whose JSON is ASCII without an escape', () => {
  expect(isRemembered(long)).toBe(true);
  for (const other of ['"', '\\', '\n', '\u0000', '\ud800', 'ü', '😀']) expect(isRemembered(long + other)).toBe(false);
  expect(isPlain({ text: long })).toBe(false);
});

import { expect, test } from 'vitest';
import { isEscapeFree, rememberEscapeFree } from './escape-free.ts';

const long = 'grüß'.repeat(100);

function isRemembered(text: string): boolean {
  const json = JSON.stringify({ text });
  const input: object = JSON.parse(json);
  rememberEscapeFree(input, json);
  return isEscapeFree(input);
}

test('knows of the inputs whose JSON has no escape', () => {
  expect(isRemembered(long)).toBe(true);
  for (const escaped of ['"', '\\', '\n', '\u0000', '\ud800']) expect(isRemembered(long + escaped)).toBe(false);
  expect(isEscapeFree({ text: long })).toBe(false);
});

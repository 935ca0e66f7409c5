import { expect, test } from 'vitest';
import { chunked } from './chunked.ts';

async function* pieces(...texts: readonly string[]) {
  for (const text of texts) yield Buffer.from(text);
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const chunk of body) text += Buffer.from(chunk).toString();
  return text;
}

test('each piece is told its length, and an empty one is none', async () => {
  expect(await textOf(chunked(pieces('hello', '', 'x'.repeat(16))))).toBe(
    `5\r\nhello\r\n10\r\n${'x'.repeat(16)}\r\n0\r\n\r\n`,
  );
  expect(await textOf(chunked(pieces()))).toBe('0\r\n\r\n');
});

import { expect, test } from 'vitest';
import { checkPayload, parseClientContext } from './payload.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test.each(['', '{}', '[1]', '"text"', 'null', ' 5 '])('%j is a payload', (text) => {
  expect(() => checkPayload(bytes(text), false)).not.toThrow();
});

test('what is not JSON is refused in the words of AWS', () => {
  expect(() => checkPayload(bytes('not json'), false)).toThrow(
    "Could not parse request body into json: Could not parse payload into json: Unrecognized token 'not': was expecting",
  );
  expect(() => checkPayload(bytes('{"a": 1'), false)).toThrow('Unexpected end-of-input');
  expect(() => checkPayload(new Uint8Array([0x7b, 0xa7, 0x7d]), false)).toThrow('Invalid UTF-8 start byte 0xa7');
});

test('6 MB may be sent to a function, 1 MB as an event', () => {
  const payload = (size: number) => bytes(`"${'x'.repeat(size - 2)}"`);
  expect(() => checkPayload(payload(6_291_456), false)).not.toThrow();
  expect(() => checkPayload(payload(6_291_457), false)).toThrow('Request must be smaller than 6291456 bytes');
  expect(() => checkPayload(payload(1_048_577), true)).toThrow('Request must be smaller than 1048576 bytes');
});

test('a client context is JSON in Base64', () => {
  expect(parseClientContext(Buffer.from('{"custom":{}}').toString('base64'))).toBe('{"custom":{}}');
  expect(() => parseClientContext('!!')).toThrow('Client context must be a valid Base64-encoded JSON object.');
});

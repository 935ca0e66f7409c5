import { expect, test } from 'vitest';
import { AnswerHeads } from './answer-head.ts';

const heads = new AnswerHeads(5000);
const body = Buffer.from('hello');
async function* stream() {
  yield body;
}

const linesOf = (text: string) => text.split('\r\n').filter((line) => line !== '' && !line.startsWith('Date: '));

test('a body of known length', () => {
  expect(linesOf(heads.write({ status: 200, headers: { 'X-A': '1' }, body }, false))).toEqual([
    'HTTP/1.1 200 OK',
    'X-A: 1',
    'Content-Length: 5',
    'Connection: keep-alive',
    'Keep-Alive: timeout=5',
  ]);
});

test('the last answer of a connection says so', () => {
  expect(heads.write({ status: 404, headers: {}, body }, true)).toMatch(
    /^HTTP\/1.1 404 Not Found\r\n[^]*\r\nConnection: close\r\n\r\n$/,
  );
});

test('a stream with a length and one without', () => {
  expect(linesOf(heads.write({ status: 200, headers: { 'Content-Length': '5' }, body: stream() }, false))[1]).toBe(
    'Content-Length: 5',
  );
  expect(linesOf(heads.write({ status: 200, headers: {}, body: stream() }, false))[1]).toBe(
    'Transfer-Encoding: chunked',
  );
});

test('what has no body has no length', () => {
  expect(heads.write({ status: 204, headers: { 'Content-Length': '5' }, body }, false)).not.toContain('Content-Length');
});

test.each(['Connection', 'transfer-encoding', 'DATE', 'Keep-Alive', 'content-length'])(
  '%s is not for a service to say',
  (name) => {
    expect(heads.write({ status: 200, headers: { [name]: 'sentinel' }, body }, false)).not.toContain('sentinel');
  },
);

test.each([
  ['a line break in a value', { a: 'b\r\nc: d' }],
  ['a line break in a name', { 'a\r\nb': 'c' }],
  ['what is not Latin-1', { a: '\u{1F600}' }],
])('%s cannot be sent', (_, headers) => {
  expect(() => heads.write({ status: 200, headers, body }, false)).toThrow(TypeError);
});

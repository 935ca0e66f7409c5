import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRequestHead } from './request-head.ts';

const head = (...lines: readonly string[]) => ['POST /a/../b//c%2Fd?x=1 HTTP/1.1', ...lines].join('\r\n');

test('method, raw target, headers and length are read', () => {
  const text = head('Host: localhost:4566', 'X-Amz-Target:  A.B \t', 'Content-Length: 12', 'Empty:');
  expect(parseRequestHead(text)).toMatchObject({ method: 'POST', target: '/a/../b//c%2Fd?x=1', bodyBytes: 12 });
  expect({ ...parseRequestHead(text)!.headers }).toEqual({
    host: 'localhost:4566',
    'x-amz-target': 'A.B',
    'content-length': '12',
    empty: '',
  });
});

test('no length is no body', () => {
  expect(parseRequestHead(head('Host: a'))).toMatchObject({ bodyBytes: 0 });
});

test.each([
  ['an older version', 'GET / HTTP/1.0\r\nHost: a'],
  ['a method of its own rules', 'HEAD / HTTP/1.1\r\nHost: a'],
  ['a method nobody knows', 'BREW / HTTP/1.1\r\nHost: a'],
  ['a target with a space', 'GET /a b HTTP/1.1\r\nHost: a'],
  ['no header', 'GET / HTTP/1.1'],
  ['no host', head('Content-Length: 1')],
  ['two hosts', head('Host: a', 'host: b')],
  ['two lengths', head('Host: a', 'Content-Length: 1', 'Content-Length: 1')],
  ['a length that is none', head('Host: a', 'Content-Length: +1')],
  ['chunks', head('Host: a', 'Transfer-Encoding: chunked')],
  ['an expectation', head('Host: a', 'Expect: 100-continue')],
  ['an upgrade', head('Host: a', 'Connection: Upgrade', 'Upgrade: websocket')],
  ['the end of the connection', head('Host: a', 'Connection: close')],
  ['a folded line', head('Host: a', 'X: 1', ' 2')],
  ['a space before the colon', head('Host : a')],
  ['a line without a colon', head('Host: a', 'nonsense')],
  ['an empty line in between', head('Host: a', '', 'X: 1')],
  ['a lone line feed', head('Host: a', 'X: 1\nY: 2')],
  ['a lone carriage return', head('Host: a', 'X: 1\rY: 2')],
  ['a zero byte', head('Host: a', 'X: \0')],
  ['what is not ASCII', head('Host: a', 'X: ü')],
])('%s is left to Node', (_, text) => {
  expect(parseRequestHead(text)).toBeUndefined();
});

test('a header of any name is a header', () => {
  expect(parseRequestHead(head('Host: a', '__proto__: x'))!.headers['__proto__']).toBe('x');
  expect(parseRequestHead(head('Host: a', 'constructor: x'))!.headers['constructor']).toBe('x');
  expect(parseRequestHead(head('Host: a'))!.headers['constructor']).toBeUndefined();
});

test('headers come back as they were sent', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/).map((text) => `x-${text}`);
  const value = fc.stringMatching(/^[!-~]([ -~]{0,10}[!-~])?$/);
  fc.assert(
    fc.property(fc.dictionary(name, value, { noNullPrototype: true }), (headers) => {
      const lines = Object.entries(headers).map(([key, text]) => `${key}: ${text}`);
      expect({ ...parseRequestHead(head('Host: a', ...lines))?.headers }).toEqual({ host: 'a', ...headers });
    }),
  );
});

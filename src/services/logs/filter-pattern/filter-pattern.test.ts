import { describe, expect, test } from 'vitest';
import { parseFilterPattern } from './filter-pattern.ts';

const matches = (pattern: string, message: string) => parseFilterPattern(pattern)(message);

test('an empty pattern matches everything', () => {
  expect(matches('', 'anything')).toBe(true);
  expect(matches('  ', '')).toBe(true);
});

describe('terms', () => {
  test.each([
    ['ERROR', '[ERROR 400] BAD REQUEST', true],
    ['ERROR', '[error 400] BAD REQUEST', false],
    ['ERROR ARGUMENTS', 'ERROR INVALID ARGUMENTS', true],
    ['ERROR ARGUMENTS', 'ERROR MISSING', false],
    ['"INTERNAL SERVER ERROR"', '[ERROR 500] INTERNAL SERVER ERROR', true],
    ['"a \\"b\\""', 'say a "b" now', true],
    ['?ERROR ?WARN', 'WARN slow', true],
    ['?ERROR ?WARN', 'INFO fine', false],
    ['?ERROR INFO', 'INFO fine', true],
    ['ERROR -ARGUMENTS', 'ERROR INVALID ARGUMENTS', false],
    ['ERROR -ARGUMENTS', 'ERROR 400', true],
    ['-INFO', 'WARN', true],
    ['-"two words"', 'here are two words', false],
    ['%colou?r%', 'the color', true],
    ['%^4\\d\\d$%', '404', true],
    ['%^4\\d\\d$%', '1404', false],
  ])('%s on %s: %s', (pattern, message, expected) => {
    expect(matches(pattern, message)).toBe(expected);
  });

  test.each(['a-b', '""', 'foo"bar', '%(a)%', '%[%', 'ERROR: x'])('%s is refused', (pattern) => {
    expect(() => parseFilterPattern(pattern)).toThrow('Invalid filter pattern');
  });
});

describe('JSON', () => {
  const message = JSON.stringify({
    eventType: 'UpdateTrail',
    sourceIPAddress: '111.111.111.111',
    arrayKey: ['value', 'another value'],
    objectList: [
      { name: 'a', id: 1 },
      { name: 'b', id: 2 },
    ],
    SomeObject: null,
    cluster: { 'odd name': 5 },
    bandwidth: 75.5,
    ok: true,
    tiny: 0.001,
  });
  test.each([
    ['{ $.eventType = "UpdateTrail" }', true],
    ['{ $.eventType = UpdateTrail }', true],
    ['{ $.eventType = "Update*" }', true],
    ['{ $.eventType = *Trail* }', true],
    ['{ $.eventType = *Tail }', false],
    ['{ $.eventType != "Other" }', true],
    ['{ $.missing != "Other" }', false],
    ['{ $.sourceIPAddress != 123.123.* }', true],
    ['{ $.sourceIPAddress = %111\\.111\\.111\\.1[01]{2}% }', true],
    ['{ $.arrayKey[0] = "value" }', true],
    ['{ $.arrayKey[5] = "value" }', false],
    ['{ $.objectList[1].id = 2 }', true],
    ['{ $.objectList[*].name = "b" }', true],
    ['{ $.SomeObject IS NULL }', true],
    ['{ $.missing IS NULL }', false],
    ['{ $.missing NOT EXISTS }', true],
    ['{ $.eventType NOT EXISTS }', false],
    ['{ $.ok IS TRUE }', true],
    ['{ $.ok IS FALSE }', false],
    ['{ $.bandwidth > 75 }', true],
    ['{ $.bandwidth >= 75.5 && $.bandwidth < 76 }', true],
    ['{ $.tiny = 1e-3 }', true],
    ["{ $.cluster.['odd name'] = 5 }", true],
    ['{ ($.bandwidth < 1 || $.ok IS TRUE) && $.tiny < 1 }', true],
    ['{ $.bandwidth < 1 || $.ok IS TRUE && $.tiny > 1 }', false],
    ['{$.eventType=UpdateTrail&&$.ok IS TRUE}', true],
  ])('%s: %s', (pattern, expected) => {
    expect(matches(pattern, message)).toBe(expected);
  });

  test('a message that is not JSON never matches', () => {
    expect(matches('{ $.a NOT EXISTS }', 'plain text')).toBe(false);
    expect(matches('{ $.a NOT EXISTS }', '{ broken')).toBe(false);
  });

  test.each(['{ $.a }', '{ $.a = }', '{ a = 1 }', '{ ($.a = 1 }', '{ $.a = 1', '{ $ = 1 }', '{}'])(
    '%s is refused',
    (pattern) => {
      expect(() => parseFilterPattern(pattern)).toThrow('Invalid filter pattern');
    },
  );
});

describe('space-delimited fields', () => {
  const line = '127.0.0.1 Prod frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534';
  test.each([
    ['[ip, user, username, timestamp, request, status_code, bytes]', true],
    ['[ip, user, username, timestamp, request = *.html*, status_code = 4*, bytes > 1000]', true],
    ['[ip, user, username, timestamp, request, status_code = 5* || status_code = 404, bytes]', true],
    ['[ip, user, username, timestamp, request, status_code >= 400 && status_code < 404, bytes]', false],
    ['[..., status_code = 404, bytes]', true],
    ['[..., bytes > 2000]', false],
    ['[ip = "127.0.0.1", ...]', true],
    ['[ip, user = %^Pr%, ...]', true],
    ['[ip, ..., bytes = 1534]', true],
    ['[ip, rest]', true],
    ['[ip, rest = "*frank*"]', true],
    ['[a, b, c, d, e, f, g, h]', false],
    ['[ip != 10.*, rest]', true],
  ])('%s: %s', (pattern, expected) => {
    expect(matches(pattern, line)).toBe(expected);
  });

  test('the last field takes the rest of a line of a function', () => {
    const message = '2024-01-01T00:00:00.000Z\t8f507cfc-xmpl-4697\tINFO\t{"a": 1, "b": 2}';
    expect(matches('[timestamp=*Z, request_id="*-*", level = INFO, event = "{*}"]', message)).toBe(true);
  });

  test.each(['[a', '[]', '[a, a = 1 && b = 2]', '[..., ...]', '[a b]', '[1 = 2]'])('%s is refused', (pattern) => {
    expect(() => parseFilterPattern(pattern)).toThrow('Invalid filter pattern');
  });
});

import { test } from 'vitest';
import { lambda, refuses } from './refusals.ts';

const FUNCTIONS = '/2015-03-31/functions';
const NOWHERE = '{"Message":"Unable to determine service/operation name to be authorized"}';

test('a path or a method that is not there', () =>
  refuses([
    ['a path', lambda('GET', '/2015-03-31/nope'), 403, NOWHERE],
    ['a method', lambda('PATCH', FUNCTIONS), 403, NOWHERE],
    ['no path', lambda('GET', '/'), 403, NOWHERE],
  ]));

test('bodies and parameters that cannot be read', () =>
  refuses([
    ['half of JSON', lambda('POST', FUNCTIONS, '{"a"'), 400, '{}'],
    ['a list', lambda('POST', FUNCTIONS, '[]'), 400, '{"Message":"Start of list found where not expected"}'],
    [
      'a wrong type',
      lambda('POST', FUNCTIONS, '{"FunctionName":1}'),
      400,
      '{"Message":"NUMBER_VALUE can not be converted to a String"}',
    ],
    [
      'no member',
      lambda('POST', FUNCTIONS, '{}'),
      400,
      /^{"message":"3 validation errors detected: Value null at 'functionName'/,
    ],
    [
      'text for a number',
      lambda('GET', `${FUNCTIONS}?MaxItems=many`),
      400,
      '{"Message":"STRING_VALUE can not be converted to an Integer"}',
    ],
    ['a number beyond all', lambda('GET', `${FUNCTIONS}?MaxItems=${'9'.repeat(400)}`), 400, /./],
    ['a marker that is none', lambda('GET', `${FUNCTIONS}?Marker=nope`), 400, /InvalidParameter|Invalid marker/],
    [
      'stray percent signs',
      lambda('GET', `${FUNCTIONS}/%zz%`),
      400,
      /Value '%zz%' at 'functionName' failed to satisfy constraint/,
    ],
    [
      'a way out',
      lambda('GET', `${FUNCTIONS}/..%2F..%2Fetc%2Fpasswd`),
      400,
      /at 'functionName' failed to satisfy constraint/,
    ],
  ]));

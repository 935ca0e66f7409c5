import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { toItem, toValue } from './check.ts';
import { attribute } from './value.ts';

const as = (value: unknown) => value as AttributeValue;
const nested = (levels: number): AttributeValue => {
  let value: AttributeValue = { S: 'leaf' };
  for (let level = 0; level < levels; level++) value = { M: { n: value } };
  return value;
};

test('numbers are kept as DynamoDB writes them, wherever they are', () => {
  const item = toItem({ a: { N: '0042.1200' }, b: { NS: ['1e2', '-0'] }, c: { L: [{ M: { d: { N: '+1.0' } } }] } });
  expect(item).toEqual({ a: { N: '42.12' }, b: { NS: ['100', '0'] }, c: { L: [{ M: { d: { N: '1' } } }] } });
});

test('null is true', () => {
  expect(toValue({ NULL: true })).toEqual({ NULL: true });
  expect(() => toValue(as({ NULL: false }))).toThrow(
    'One or more parameter values were invalid: Null attribute value types must have the value of true',
  );
});

test('empty strings and binaries are values', () => {
  expect(toItem({ a: { S: '' }, b: { B: new Uint8Array() } })).toEqual({ a: { S: '' }, b: { B: new Uint8Array() } });
});

test.each([
  [{}, 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'],
  [{ S: undefined }, 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'],
  [
    { S: 'a', N: '1' },
    'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
  ],
  [{ S: 'a', N: 'b' }, 'The parameter cannot be converted to a numeric value: b'],
  [{ N: '' }, 'The parameter cannot be converted to a numeric value'],
  [{ N: 'abc' }, 'The parameter cannot be converted to a numeric value: abc'],
  [{ N: '1e126' }, 'Number overflow. Attempting to store a number with magnitude larger than supported range'],
  [{ N: '1e-131' }, 'Number underflow. Attempting to store a number with magnitude smaller than supported range'],
  [{ N: '1'.repeat(39) }, 'Attempting to store more than 38 significant digits in a Number'],
  [{ SS: [] }, 'One or more parameter values were invalid: An string set  may not be empty'],
  [{ NS: [] }, 'One or more parameter values were invalid: An number set  may not be empty'],
  [{ BS: [] }, 'One or more parameter values were invalid: Binary sets should not be empty'],
  [{ SS: ['a', 'a'] }, 'One or more parameter values were invalid: Input collection [a, a] contains duplicates.'],
  [{ NS: ['1', '1.0'] }, 'Input collection contains duplicates'],
  [
    { BS: [Uint8Array.of(1), Uint8Array.of(1)] },
    'One or more parameter values were invalid: Input collection [AQ==, AQ==]of type BS contains duplicates.',
  ],
  [{ NS: ['1', 'x'] }, 'The parameter cannot be converted to a numeric value: x'],
  [{ L: [{ SS: [] }] }, 'One or more parameter values were invalid: An string set  may not be empty'],
  [{ M: { a: {} } }, 'Supplied AttributeValue is empty, must contain exactly one of the supported datatypes'],
])('%j is refused', (value, message) => {
  expect(() => toValue(as(value))).toThrow(expect.objectContaining({ code: 'ValidationException', message }));
});

test('the leaf may be at level 32, the attribute being the first', () => {
  expect(toItem({ data: nested(31) })).toEqual({ data: nested(31) });
  expect(() => toItem({ data: nested(32) })).toThrow(
    'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
  );
});

test('an attribute may have any name', () => {
  const input = JSON.parse('{"__proto__": {"S": "a"}, "constructor": {"S": "b"}}');
  const item = toItem(input);
  expect(attribute(item, '__proto__')).toEqual({ S: 'a' });
  expect(attribute(item, 'constructor')).toEqual({ S: 'b' });
  expect(attribute(item, 'toString')).toBeUndefined();
  expect(JSON.stringify(item)).toBe(JSON.stringify(input));
});

test('an attribute has a name of 65,535 bytes at most', () => {
  expect(() => toItem({ '': { S: 'a' } })).toThrow('Empty attribute name');
  expect(() => toItem({ ['é'.repeat(32_767)]: { S: 'a' } })).not.toThrow();
  expect(() => toItem({ ['é'.repeat(32_768)]: { S: 'a' } })).toThrow(
    'Attribute name is too large, must be less than 65536 bytes',
  );
});

import { describe, expect, test } from 'vitest';
import { parseFunctionName, toQualifiedArn } from './function-name.ts';

const caller = { accountId: '000000000000', region: 'us-east-1' };
const own = { ...caller, name: 'orders', qualifier: undefined };

describe('a function is named', () => {
  test.each([
    ['orders', own],
    ['orders:7', { ...own, qualifier: '7' }],
    ['orders:$LATEST', { ...own, qualifier: '$LATEST' }],
    ['function:orders', own],
    ['123456789012:function:orders:live', { ...own, accountId: '123456789012', qualifier: 'live' }],
    ['123456789012:orders', { ...own, accountId: '123456789012' }],
    ['arn:aws:lambda:us-east-1:000000000000:function:orders', own],
    ['arn:aws:lambda:us-east-1:000000000000:function:orders:7', { ...own, qualifier: '7' }],
  ])('%s', (text, reference) => {
    expect(parseFunctionName(caller, text)).toEqual(reference);
  });

  test('with a qualifier beside the name', () => {
    expect(parseFunctionName(caller, 'orders', '3')).toEqual({ ...own, qualifier: '3' });
    expect(parseFunctionName(caller, 'orders:3', '3')).toEqual({ ...own, qualifier: '3' });
    expect(() => parseFunctionName(caller, 'orders:3', '4')).toThrow(
      'The derived qualifier from the function name does not match the specified qualifier.',
    );
  });
});

test('a function of another region is out of reach', () => {
  expect(() => parseFunctionName(caller, 'arn:aws:lambda:eu-west-1:000000000000:function:orders')).toThrow(
    "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')",
  );
});

test('an ARN ends with the qualifier, where there is one', () => {
  expect(toQualifiedArn(own)).toBe('arn:aws:lambda:us-east-1:000000000000:function:orders');
  expect(toQualifiedArn({ ...own, qualifier: '7' })).toBe('arn:aws:lambda:us-east-1:000000000000:function:orders:7');
});

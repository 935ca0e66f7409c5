import { expect, test } from 'vitest';
import {
  parseControlTableName,
  parseTableArn,
  parseTableName,
  requireNameLength,
  requireTargetName,
} from './table-name.ts';

const scope = { accountId: '111111111111', region: 'eu-west-1' };

test('a name is one of the caller’s account and region', () => {
  expect(parseTableName(scope, 'my.Table_1-x')).toEqual({ ...scope, name: 'my.Table_1-x' });
});

test('an ARN says where the table is', () => {
  const arn = 'arn:aws:dynamodb:eu-west-1:222222222222:table/orders';
  const address = { accountId: '222222222222', region: 'eu-west-1', name: 'orders' };
  expect(parseTableName(scope, arn)).toEqual(address);
  expect(parseControlTableName(scope, arn)).toEqual(address);
  expect(parseTableArn(`${arn}/index/byDate`)).toBeUndefined();
  const elsewhere = arn.replace('eu-west-1', 'us-east-1');
  for (const parse of [parseTableName, parseControlTableName]) {
    expect(() => parse(scope, elsewhere)).toThrow(`1 validation error detected: Invalid AWS region in '${elsewhere}'`);
  }
});

test('tables are made with names of three characters at least, and looked up by one', () => {
  expect(parseTableName(scope, 'a')).toMatchObject({ name: 'a' });
  expect(() => parseControlTableName(scope, 'ab')).toThrow(/length greater than or equal to 3$/);
});

test('violations are counted', () => {
  expect(() => parseControlTableName(scope, 'a;')).toThrow(
    "2 validation errors detected: Value 'a;' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3; " +
      "Value 'a;' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
  );
  expect(() => parseTableName(scope, '')).toThrow(
    /^1 validation error detected: .* length greater than or equal to 1$/,
  );
});

test('the older checks know the length alone', () => {
  expect(() => requireNameLength('a;')).toThrow(
    'TableName must be at least 3 characters long and at most 255 characters long',
  );
  expect(() => requireTargetName('a;b')).toThrow(/'targetTableName' failed to satisfy constraint: .* pattern/);
});

test('a control operation misses its name first of all', () => {
  expect(() => parseControlTableName(scope, undefined)).toThrow(
    "The parameter 'TableName' is required but was not present in the request",
  );
});

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb } from './support.ts';

/**
 * Writes of one item tell what is wrong with their requests as a violation of constraints, unless a value is nested beyond 62
 * levels: as recorded by the public conformance suite in October 2026.
 */
const TableName = 'there';
const INVALID = 'One or more parameter values were invalid: ';
const x = { S: 'x' };
const ANY_WRITE: readonly (readonly [object, string])[] = [
  [
    { ExpressionAttributeValues: { ':v': x } },
    'ExpressionAttributeValues can only be specified when using expressions',
  ],
  [
    { ExpressionAttributeNames: { '#a': 'a' } },
    'ExpressionAttributeNames can only be specified when using expressions',
  ],
  [
    { ConditionExpression: 'attribute_exists(a)', ExpressionAttributeValues: {} },
    'ExpressionAttributeValues must not be empty',
  ],
  [
    { ConditionExpression: 'attribute_exists(a)', ExpressionAttributeNames: {} },
    'ExpressionAttributeNames must not be empty',
  ],
  [{ ConditionExpression: '' }, 'Invalid ConditionExpression: The expression can not be empty;'],
  [
    { ConditionExpression: 'a = :v', ExpressionAttributeValues: { ':w': x } },
    'Invalid ConditionExpression: An expression attribute value used in expression is not defined; attribute value: :v',
  ],
  [{ Expected: { a: { Exists: true } } }, `${INVALID}Value must be provided when Exists is true for Attribute: a`],
  [
    { Expected: { a: { Exists: false, Value: x } } },
    `${INVALID}Value cannot be used when Exists is false for Attribute: a`,
  ],
  [
    { Expected: { a: { ComparisonOperator: 'EQ' } } },
    `${INVALID}Value or AttributeValueList must be used with ComparisonOperator: EQ for Attribute: a`,
  ],
  [
    { Expected: { a: { ComparisonOperator: 'BETWEEN', AttributeValueList: [x] } } },
    `${INVALID}Invalid number of argument(s) for the BETWEEN ComparisonOperator`,
  ],
];
const Key = { id: x };
const RETURN_VALUES = 'ReturnValues can only be ALL_OLD or NONE';

/** In `levels` maps. */
function nested(levels: number): AttributeValue {
  let value: AttributeValue = x;
  for (let level = 0; level < levels; level++) value = { M: { n: value } };
  return value;
}
const deep = (levels: number) => ({
  ConditionExpression: 'a = :deep',
  ExpressionAttributeValues: { ':deep': nested(levels) },
});

async function withTable() {
  const cloud = await testCloud();
  await createTable(dynamoDb(cloud), TableName, 'id:S');
  const said = async (operation: string, input: object) => {
    const answer = await cloud.fetch('/', {
      service: 'dynamodb',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${operation}` },
      body: JSON.stringify(input),
    });
    return ((await answer.json()) as { message?: string }).message;
  };
  return { said, [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose]() };
}

test.each([
  ['PutItem', { Item: Key }],
  ['UpdateItem', { Key }],
  ['DeleteItem', { Key }],
])('%s', async (operation, input) => {
  await using table = await withTable();
  for (const [more, message] of ANY_WRITE) {
    expect(await table.said(operation, { TableName, ...input, ...more })).toBe(
      `1 validation error detected: ${message}`,
    );
  }
});

test.each(['PutItem', 'DeleteItem'])('%s returns old values only', async (operation) => {
  await using table = await withTable();
  const input = { TableName, Key, Item: Key, ReturnValues: 'UPDATED_NEW' };
  expect(await table.said(operation, input)).toBe(`1 validation error detected: ${RETURN_VALUES}`);
  expect(await table.said(operation, { ...input, ...deep(62) })).toBe(`1 validation error detected: ${RETURN_VALUES}`);
  expect(await table.said(operation, { ...input, ...deep(63) })).toBe(RETURN_VALUES);
});

test('null is true', async () => {
  await using table = await withTable();
  expect(await table.said('PutItem', { TableName, Item: { ...Key, n: { NULL: false } } })).toBe(
    `1 validation error detected: ${INVALID}Null attribute value types must have the value of true`,
  );
});

test('zero is in range by the exponent that it is written with', async () => {
  await using table = await withTable();
  const put = (N: string) => table.said('PutItem', { TableName, Item: { ...Key, n: { N } } });
  expect(await put('0e125')).toBeUndefined();
  expect(await put('0e126')).toMatch(/^1 validation error detected: Number overflow/);
  expect(await put('0e-131')).toMatch(/^1 validation error detected: Number underflow/);
  expect(await put('1e99999999999')).toMatch(/^1 validation error detected: Number overflow/);
  expect(await put('1e+9223372036854775808')).toMatch(/cannot be converted to a numeric value/);
});

test('an empty name of a table is told with what else breaks a constraint', async () => {
  await using table = await withTable();
  expect(await table.said('UpdateItem', { TableName: '', ReturnConsumedCapacity: 'X', ReturnValues: 'X' })).toBe(
    "4 validation errors detected: Value 'X' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; " +
      "Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
      "Value 'X' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]; " +
      "Value null at 'key' failed to satisfy constraint: Member must not be null",
  );
  expect(await table.said('UpdateItem', { TableName, ConditionalOperator: 'XOR' })).toBe(
    "2 validation errors detected: Value 'XOR' at 'conditionalOperator' failed to satisfy constraint: Member must satisfy enum value set: [OR, AND]; " +
      "Value null at 'key' failed to satisfy constraint: Member must not be null",
  );
});

test('the size of an update that is too long is not told', async () => {
  await using table = await withTable();
  const UpdateExpression = `SET ${Array.from({ length: 500 }, (_, n) => `a${n} = :v`).join(', ')}`;
  const update = { TableName, Key, UpdateExpression, ExpressionAttributeValues: { ':v': x } };
  expect(await table.said('TransactWriteItems', { TransactItems: [{ Update: update }] })).toBe(
    'Invalid UpdateExpression: Expression size has exceeded the maximum allowed size;',
  );
});

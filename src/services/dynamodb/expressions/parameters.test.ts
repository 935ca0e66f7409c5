import { expect, test } from 'vitest';
import type { ExpressionInput } from './compile.ts';
import { checkParameters } from './parameters.ts';

const update = (input: object) =>
  checkParameters(
    input as ExpressionInput & { AttributeUpdates?: object; Expected?: object },
    ['UpdateExpression', 'ConditionExpression'],
    ['AttributeUpdates', 'Expected'],
  );
const query = (input: object) =>
  checkParameters(
    input as ExpressionInput & { KeyConditions?: object; QueryFilter?: object; AttributesToGet?: object },
    ['ProjectionExpression', 'FilterExpression', 'KeyConditionExpression'],
    ['AttributesToGet', 'QueryFilter', 'KeyConditions'],
  );

test('expressions do not go with the parameters they replace', () => {
  expect(() => update({ UpdateExpression: 'SET a = :a', AttributeUpdates: {} })).toThrow(
    'Can not use both expression and non-expression parameters in the same request: ' +
      'Non-expression parameters: {AttributeUpdates} Expression parameters: {UpdateExpression}',
  );
  expect(() =>
    update({ ConditionExpression: 'a = :a', UpdateExpression: '', Expected: {}, AttributeUpdates: {} }),
  ).toThrow(
    'Non-expression parameters: {AttributeUpdates, Expected} Expression parameters: {UpdateExpression, ConditionExpression}',
  );
  expect(() => update({ AttributeUpdates: {}, Expected: {} })).not.toThrow();
});

test('KeyConditions go with a filter expression, not with a key condition expression', () => {
  expect(() => query({ FilterExpression: 'a = :a', KeyConditions: {} })).not.toThrow();
  expect(() => query({ KeyConditionExpression: 'a = :a', KeyConditions: {} })).toThrow(
    'Non-expression parameters: {KeyConditions} Expression parameters: {KeyConditionExpression}',
  );
});

test('placeholders need an expression', () => {
  expect(() => update({ ExpressionAttributeNames: {} })).toThrow(
    /^ExpressionAttributeNames can only be specified when using expressions$/,
  );
  expect(() => update({ ExpressionAttributeValues: {} })).toThrow(
    'ExpressionAttributeValues can only be specified when using expressions: ' +
      'UpdateExpression and ConditionExpression are null',
  );
  expect(() => query({ ProjectionExpression: 'a', ExpressionAttributeValues: {} })).toThrow(
    'FilterExpression and KeyConditionExpression are null',
  );
  const put = { ExpressionAttributeValues: {} };
  expect(() => checkParameters(put, ['ConditionExpression'], [])).toThrow('ConditionExpression is null');
});

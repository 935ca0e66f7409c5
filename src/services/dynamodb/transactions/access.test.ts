import { expect, test } from 'vitest';
import { accessOf } from './access.ts';

const toArn = (table: string) => `arn:aws:dynamodb:us-east-1:000000000000:table/${table}`;
const toAddress = (name = '') => ({ accountId: '000000000000', region: 'us-east-1', name });
const Key = { id: { S: 'a' } };

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html */
test('each kind of action is asked for as outside a transaction, once for each table', () => {
  const questions = accessOf(
    'TransactWriteItems',
    [
      { Put: { TableName: 'one', Item: Key } },
      { Put: { TableName: 'two', Item: Key } },
      { Put: { TableName: 'one', Item: Key } },
      { Update: { TableName: 'one', Key, UpdateExpression: 'REMOVE n' } },
      { Delete: { TableName: 'two', Key } },
      { ConditionCheck: { TableName: 'three', Key, ConditionExpression: 'attribute_exists(id)' } },
    ],
    toAddress,
  );
  expect(questions).toMatchObject([
    { action: 'dynamodb:PutItem', resources: [toArn('one')] },
    { action: 'dynamodb:PutItem', resources: [toArn('two')] },
    { action: 'dynamodb:UpdateItem', resources: [toArn('one')] },
    { action: 'dynamodb:DeleteItem', resources: [toArn('two')] },
    { action: 'dynamodb:ConditionCheckItem', resources: [toArn('three')] },
  ]);
  expect(accessOf('TransactGetItems', [{ Get: { TableName: 'one', Key } }], toAddress)).toMatchObject([
    { action: 'dynamodb:GetItem', resources: [toArn('one')] },
  ]);
});

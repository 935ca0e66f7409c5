import { TransactWriteItemsCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { dynamoDbStreams, enabled, imagesOf, latestStreamArn, readStream } from './streams-support.ts';
import { createTable, dynamoDb, putAll, refusal, type Item } from './support.ts';

const item = (id: string, n: string): Item => ({ id: { S: id }, n: { N: n } });
const TableName = 'one';

test('a transaction leaves a stream record for each change, in order, and none where it is cancelled', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'id:S');
  await putAll(client, TableName, [item('old', '1'), item('gone', '1')]);
  const { StreamSpecification } = enabled();
  await createTable(client, 'two', 'id:S', undefined, { StreamSpecification });
  await putAll(client, 'two', [item('old', '1'), item('gone', '1')]);

  const changes = (table: string): TransactWriteItem[] => [
    { Put: { TableName: table, Item: item('new', '1') } },
    {
      ConditionCheck: {
        TableName: table,
        Key: { id: { S: 'other' } },
        ConditionExpression: 'attribute_not_exists(id)',
      },
    },
    {
      Update: {
        TableName: table,
        Key: { id: { S: 'old' } },
        UpdateExpression: 'ADD n :n',
        ExpressionAttributeValues: { ':n': { N: '1' } },
      },
    },
    { Delete: { TableName: table, Key: { id: { S: 'gone' } } } },
    { Delete: { TableName: table, Key: { id: { S: 'never was' } } } },
  ];
  const write = (TransactItems: TransactWriteItem[], ClientRequestToken: string) =>
    client.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken }));
  const failing: TransactWriteItem = {
    ConditionCheck: { TableName, Key: { id: { S: 'none' } }, ConditionExpression: 'attribute_exists(id)' },
  };
  expect(await refusal(write([...changes('two'), failing], 'a'))).toMatch(/^TransactionCanceledException/);
  await write([...changes('two'), ...changes(TableName)], 'b');
  await write([...changes('two'), ...changes(TableName)], 'b');

  const records = await readStream(dynamoDbStreams(cloud), await latestStreamArn(client, 'two'));
  expect(records.slice(2).map(imagesOf)).toEqual([
    ['INSERT', undefined, item('new', '1')],
    ['MODIFY', item('old', '1'), item('old', '2')],
    ['REMOVE', item('gone', '1'), undefined],
  ]);
});

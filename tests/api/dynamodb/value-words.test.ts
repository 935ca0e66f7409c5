import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, refusal } from './support.ts';

// DynamoDB checks values in two layers, and which of them an operation has decides its words: as recorded by the public
// conformance suite in October 2026.

const NOT_NUMERIC = 'The parameter cannot be converted to a numeric value';
const INVALID = 'One or more parameter values were invalid: ';
const OVERFLOW = 'Number overflow. Attempting to store a number with magnitude larger than supported range';
const UNDERFLOW = 'Number underflow. Attempting to store a number with magnitude smaller than supported range';
const TableName = 'words';
const Key = { id: { S: 'a' } };

/** A bad value, in the newer words and in the older ones. */
const BAD: readonly (readonly [AttributeValue, string, string])[] = [
  [{ N: 'abc' }, `${NOT_NUMERIC}: abc`, `${NOT_NUMERIC}: abc`],
  [{ N: '' }, `${NOT_NUMERIC}: `, NOT_NUMERIC],
  [{ N: '1e126' }, OVERFLOW, OVERFLOW],
  // The older layer's exponents are ints that wrap around.
  [{ N: '1e2147483647' }, OVERFLOW, UNDERFLOW],
  [
    { SS: ['b', 'a', 'b'] },
    `${INVALID}Input collection ["a", "b", "b"] contains duplicates.`,
    `${INVALID}Input collection [b, a, b] contains duplicates.`,
  ],
  [
    { BS: [Uint8Array.of(255), Uint8Array.of(0), Uint8Array.of(0)] },
    `${INVALID}Input collection ["AA==","/w==","AA=="]of type BS contains duplicates.`,
    `${INVALID}Input collection [/w==, AA==, AA==]of type BS contains duplicates.`,
  ],
  [{ NS: ['2', '1', '2'] }, `${INVALID}Input collection contains duplicates.`, 'Input collection contains duplicates'],
];

test.each(BAD)('%o', async (bad, current, older) => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'id:S');
  const ExpressionAttributeValues = { ':v': bad };

  const writes = [
    client.send(new PutItemCommand({ TableName, Item: { ...Key, n: { L: [{ M: { x: bad } }] } } })),
    client.send(new PutItemCommand({ TableName, Item: Key, ConditionExpression: 'n = :v', ExpressionAttributeValues })),
    client.send(new PutItemCommand({ TableName, Item: Key, Expected: { n: { Value: bad } } })),
    client.send(new UpdateItemCommand({ TableName, Key, UpdateExpression: 'SET n = :v', ExpressionAttributeValues })),
    client.send(new UpdateItemCommand({ TableName, Key, AttributeUpdates: { n: { Action: 'PUT', Value: bad } } })),
    client.send(new UpdateItemCommand({ TableName, Key: { id: bad } })),
    client.send(new DeleteItemCommand({ TableName, Key: { id: bad } })),
  ];
  for (const write of writes) {
    expect(await refusal(write)).toBe(`ValidationException: 1 validation error detected: ${current}`);
  }

  const KeyConditionExpression = 'id = :v';
  const reads = [
    client.send(new GetItemCommand({ TableName, Key: { id: bad } })),
    client.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [{ id: bad }] } } })),
    client.send(new QueryCommand({ TableName, KeyConditionExpression, ExpressionAttributeValues })),
    client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression,
        ExpressionAttributeValues: { ':v': { S: 'a' } },
        ExclusiveStartKey: { id: bad },
      }),
    ),
  ];
  for (const read of reads) expect(await refusal(read)).toBe(`ValidationException: ${current}`);

  const others = [
    client.send(
      new BatchWriteItemCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item: { ...Key, n: bad } } }] } }),
    ),
    client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName, Item: { ...Key, n: bad } } }] })),
  ];
  for (const other of others) expect(await refusal(other)).toBe(`ValidationException: ${older}`);
  const scan = client.send(new ScanCommand({ TableName, FilterExpression: 'n = :v', ExpressionAttributeValues }));
  expect(await refusal(scan)).toBe(
    `ValidationException: ExpressionAttributeValues contains invalid value: ${older} for key :v`,
  );
});

import {
  PutItemCommand,
  QueryCommand,
  type PutItemCommandInput,
  type QueryCommandInput,
  type ReturnValue,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, refusal } from './support.ts';

/**
 * Of several mistakes in one request, DynamoDB names the one that it looks at first. Each step here mends what the step
 * before was refused for and leaves all later mistakes in, so that the list is the order. As in dynalite's validations,
 * which were recorded from AWS.
 */
const TableName = 'music';
const S = (text: string) => ({ S: text });

async function withMusic() {
  const cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'artist:S', 'year:N');
  return { cloud, client, [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose]() };
}

describe('PutItem names first', () => {
  const worst: PutItemCommandInput = {
    TableName: 'nowhere',
    Item: { artist: S('Psy'), year: { SS: [] } },
    Expected: { artist: { Exists: false } },
    ConditionExpression: 'attribute_exists(artist',
    ReturnValues: 'SOMETHING' as ReturnValue,
  };
  const { Expected: _, ...expression } = worst;
  const known = { ...expression, ReturnValues: 'ALL_NEW' as const };
  const value = { ...known, Item: { artist: S('Psy'), year: S('2012') } };
  const returned = { ...value, ReturnValues: 'ALL_OLD' as const };
  const condition = { ...returned, ConditionExpression: 'attribute_exists(artist)' };
  const table = { ...condition, TableName };
  const key = { ...table, Item: { artist: S('Psy'), year: { N: '2012' } } };

  test.each<[string, PutItemCommandInput, RegExp]>([
    ['an unknown enum value', worst, /1 validation error detected: Value 'SOMETHING' at 'returnValues'/],
    [
      'parameters that exclude one another',
      { ...worst, ReturnValues: 'ALL_NEW' },
      /Can not use both expression and non-expression parameters in the same request/,
    ],
    ['a value that is none', known, /One or more parameter values were invalid: An string set {2}may not be empty/],
    ['a ReturnValues that is not for PutItem', value, /ReturnValues can only be ALL_OLD or NONE/],
    ['a condition that cannot be read', returned, /Invalid ConditionExpression: Syntax error/],
    ['a table that is not there', condition, /ResourceNotFoundException: Requested resource not found$/],
    ['a key of another type', table, /Type mismatch for key year expected: N actual: S/],
    ['a condition that is not met', key, /ConditionalCheckFailedException: The conditional request failed/],
  ])('%s', async (_, input, expected) => {
    await using music = await withMusic();
    expect(await refusal(music.client.send(new PutItemCommand(input)))).toMatch(expected);
  });

  test('a wrong type on the wire, before all of these', async () => {
    await using music = await withMusic();
    const answer = await music.cloud.fetch('/', {
      service: 'dynamodb',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'DynamoDB_20120810.PutItem' },
      body: JSON.stringify({ ...worst, TableName: 5 }),
    });
    expect(await answer.json()).toMatchObject({ __type: expect.stringContaining('SerializationException') });
  });
});

describe('Query names first', () => {
  const worst: QueryCommandInput = {
    TableName: 'nowhere',
    Limit: 0,
    QueryFilter: { title: { ComparisonOperator: 'NULL' } },
    FilterExpression: 'title = :missing',
    KeyConditionExpression: '#year = :missing',
    ExpressionAttributeNames: { '#year': 'year' },
    ExpressionAttributeValues: { ':year': { N: '2012' } },
    ExclusiveStartKey: { artist: { N: 'twelve' } },
  };
  const mixed = { ...worst, Limit: 1 };
  const { QueryFilter: _, ...start } = mixed;
  const expression = { ...start, ExclusiveStartKey: { artist: S('Psy') } };
  const table = { ...expression, FilterExpression: 'artist = :year', KeyConditionExpression: '#year = :year' };
  const startKey = { ...table, TableName };
  const { ExclusiveStartKey: __, ...keyCondition } = startKey;
  const filter = {
    ...keyCondition,
    KeyConditionExpression: 'artist = :artist AND #year = :year',
    ExpressionAttributeValues: { ':year': { N: '2012' }, ':artist': S('Psy') },
  };

  test.each<[string, QueryCommandInput, RegExp]>([
    ['a limit of nothing', worst, /failed to satisfy constraint: Member must have value greater than or equal to 1/],
    ['parameters that exclude one another', mixed, /Can not use both expression and non-expression parameters/],
    ['a starting key whose value is none', start, /cannot be converted to a numeric value: twelve/],
    ['an expression with an unknown placeholder', expression, /Invalid \w+Expression: .*:missing/],
    ['a table that is not there', table, /ResourceNotFoundException: Requested resource not found$/],
    ['a starting key that is not one', startKey, /The provided starting key is invalid/],
    ['a key condition without the key', keyCondition, /Query condition missed key schema element: artist/],
    ['a filter on the key', filter, /Filter Expression can only contain non-primary key attributes/],
  ])('%s', async (_, input, expected) => {
    await using music = await withMusic();
    expect(await refusal(music.client.send(new QueryCommand(input)))).toMatch(expected);
  });
});

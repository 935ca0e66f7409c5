import { expect, test } from 'vitest';
import { compileStatement } from '../partiql/compile.ts';
import { conditionKeysOf, type ItemAction } from './condition-keys.ts';
import { accessOfRequest, type ItemRequest } from './of-request.ts';
import { accessOfStatement } from './of-statement.ts';

// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html

const keys = { partition: { name: 'user', type: 'S' }, sort: { name: 'game', type: 'S' } } as const;
const Key = { user: { S: 'alice' }, game: { S: 'chess' } };

const ofRequest = (action: ItemAction, requests: readonly ItemRequest[], enclosing?: string) =>
  conditionKeysOf(action, { accesses: requests.map(accessOfRequest), keys, enclosing });
const ofStatement = (action: ItemAction, statement: string, enclosing?: string) =>
  conditionKeysOf(action, { accesses: [accessOfStatement(compileStatement(statement, []))], keys, enclosing });

test('GetItem', () => {
  expect(ofRequest('GetItem', [{ Key }])).toEqual({
    'dynamodb:Attributes': ['user', 'game'],
    'dynamodb:LeadingKeys': ['alice'],
    'dynamodb:ReturnConsumedCapacity': 'NONE',
    'dynamodb:Select': 'ALL_ATTRIBUTES',
  });
  const projected = { Key, ProjectionExpression: '#s.best, wins', ExpressionAttributeNames: { '#s': 'score' } };
  expect(ofRequest('GetItem', [projected], 'TransactGetItems')).toMatchObject({
    'dynamodb:Attributes': ['user', 'game', 'score', 'wins'],
    'dynamodb:EnclosingOperation': 'TransactGetItems',
    'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
  });
  expect(ofRequest('GetItem', [{ Key, AttributesToGet: ['wins'] }])).toMatchObject({
    'dynamodb:Attributes': ['user', 'game', 'wins'],
    'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
  });
});

test('BatchGetItem', () => {
  expect(
    ofRequest('BatchGetItem', [{ Keys: [Key, { ...Key, user: { S: 'bob' } }], ReturnConsumedCapacity: 'TOTAL' }]),
  ).toEqual({
    'dynamodb:Attributes': ['user', 'game'],
    'dynamodb:LeadingKeys': ['alice', 'bob'],
    'dynamodb:ReturnConsumedCapacity': 'TOTAL',
    'dynamodb:Select': 'ALL_ATTRIBUTES',
  });
});

test('BatchWriteItem', () => {
  expect(
    ofRequest('BatchWriteItem', [{ Item: { ...Key, wins: { N: '1' } } }, { Key: { ...Key, user: { S: 'bob' } } }]),
  ).toEqual({
    'dynamodb:Attributes': ['user', 'game', 'wins'],
    'dynamodb:LeadingKeys': ['alice', 'bob'],
    'dynamodb:ReturnConsumedCapacity': 'NONE',
  });
});

test('PutItem', () => {
  const put = { Item: { ...Key, wins: { N: '1' } }, ConditionExpression: 'attribute_not_exists(lost)' };
  expect(ofRequest('PutItem', [{ ...put, ReturnValues: 'ALL_OLD' }])).toEqual({
    'dynamodb:Attributes': ['user', 'game', 'wins', 'lost'],
    'dynamodb:LeadingKeys': ['alice'],
    'dynamodb:ReturnConsumedCapacity': 'NONE',
    'dynamodb:ReturnValues': 'ALL_OLD',
  });
});

test('UpdateItem', () => {
  const UpdateExpression = 'SET wins = if_not_exists(played, :n) REMOVE lost';
  const update = { Key, UpdateExpression, ExpressionAttributeValues: { ':n': { N: '1' } } };
  expect(ofRequest('UpdateItem', [update], 'TransactWriteItems')).toEqual({
    'dynamodb:Attributes': ['user', 'game', 'wins', 'lost', 'played'],
    'dynamodb:EnclosingOperation': 'TransactWriteItems',
    'dynamodb:LeadingKeys': ['alice'],
    'dynamodb:ReturnConsumedCapacity': 'NONE',
    'dynamodb:ReturnValues': 'NONE',
  });
  const legacy = { Key, AttributeUpdates: { wins: {} }, Expected: { lost: {} } };
  expect(ofRequest('UpdateItem', [legacy])['dynamodb:Attributes']).toEqual(['user', 'game', 'lost', 'wins']);
});

test.each(['DeleteItem', 'ConditionCheckItem'] as const)('%s', (action) => {
  expect(ofRequest(action, [{ Key, ConditionExpression: 'attribute_exists(wins)' }])).toEqual({
    'dynamodb:Attributes': ['user', 'game', 'wins'],
    'dynamodb:LeadingKeys': ['alice'],
    'dynamodb:ReturnConsumedCapacity': 'NONE',
    'dynamodb:ReturnValues': 'NONE',
  });
});

test('Query', () => {
  const query = {
    KeyConditionExpression: '#u = :u AND begins_with(game, :g)',
    FilterExpression: 'wins > lost',
    ExpressionAttributeNames: { '#u': 'user' },
    ExpressionAttributeValues: { ':u': { S: 'alice' }, ':g': { S: 'c' } },
    Select: 'COUNT',
  };
  expect(ofRequest('Query', [query])).toEqual({
    'dynamodb:Attributes': ['user', 'game', 'wins', 'lost'],
    'dynamodb:LeadingKeys': ['alice'],
    'dynamodb:ReturnConsumedCapacity': 'NONE',
    'dynamodb:ReturnValues': 'NONE',
    'dynamodb:Select': 'COUNT',
  });
  const KeyConditions = { user: { ComparisonOperator: 'EQ', AttributeValueList: [{ S: 'bob' }] } } as const;
  const legacy = {
    KeyConditions: { user: { ...KeyConditions.user, AttributeValueList: [{ S: 'bob' }] } },
    IndexName: 'byName',
  };
  expect(ofRequest('Query', [legacy])).toMatchObject({
    'dynamodb:Attributes': ['user'],
    'dynamodb:LeadingKeys': ['bob'],
    'dynamodb:Select': 'ALL_PROJECTED_ATTRIBUTES',
  });
});

test('Scan names no leading keys', () => {
  const scan = { FilterExpression: 'wins > :n', ExpressionAttributeValues: { ':n': { N: '1' } } };
  expect(ofRequest('Scan', [scan])).toEqual({
    'dynamodb:Attributes': ['wins'],
    'dynamodb:ReturnConsumedCapacity': 'NONE',
    'dynamodb:ReturnValues': 'NONE',
    'dynamodb:Select': 'ALL_ATTRIBUTES',
  });
});

test('PartiQLSelect', () => {
  expect(ofStatement('PartiQLSelect', `SELECT wins FROM scores WHERE "user" IN ['alice', 'bob'] AND lost = 1`)).toEqual(
    {
      'dynamodb:Attributes': ['user', 'lost', 'wins'],
      'dynamodb:FullTableScan': 'false',
      'dynamodb:LeadingKeys': ['alice', 'bob'],
      'dynamodb:Select': 'SPECIFIC_ATTRIBUTES',
    },
  );
  expect(ofStatement('PartiQLSelect', 'SELECT * FROM scores', 'ExecuteTransaction')).toEqual({
    'dynamodb:Attributes': [],
    'dynamodb:EnclosingOperation': 'ExecuteTransaction',
    'dynamodb:FullTableScan': 'true',
    'dynamodb:Select': 'ALL_ATTRIBUTES',
  });
  const half = `SELECT * FROM scores WHERE "user" = 'alice' OR wins = 1`;
  expect(ofStatement('PartiQLSelect', half)['dynamodb:FullTableScan']).toBe('true');
});

test('PartiQLInsert', () => {
  expect(
    ofStatement('PartiQLInsert', `INSERT INTO scores VALUE {'user': 'alice', 'game': 'chess', 'wins': 1}`),
  ).toEqual({
    'dynamodb:Attributes': ['user', 'game', 'wins'],
    'dynamodb:LeadingKeys': ['alice'],
  });
});

test('PartiQLUpdate and PartiQLDelete', () => {
  const where = `WHERE "user" = 'alice' AND game = 'chess'`;
  expect(ofStatement('PartiQLUpdate', `UPDATE scores SET wins = 1 ${where} RETURNING ALL OLD *`)).toEqual({
    'dynamodb:Attributes': ['user', 'game', 'wins'],
    'dynamodb:LeadingKeys': ['alice'],
    'dynamodb:ReturnValues': 'ALL_OLD',
  });
  expect(ofStatement('PartiQLDelete', `DELETE FROM scores ${where}`, 'ExecuteTransaction')).toEqual({
    'dynamodb:Attributes': ['user', 'game'],
    'dynamodb:EnclosingOperation': 'ExecuteTransaction',
    'dynamodb:LeadingKeys': ['alice'],
    'dynamodb:ReturnValues': 'NONE',
  });
});

test('numbers and binaries are texts', () => {
  const number = { partition: { name: 'n', type: 'N' } } as const;
  const accesses = [accessOfRequest({ Key: { n: { N: '1.50' } } })];
  expect(conditionKeysOf('GetItem', { accesses, keys: number })['dynamodb:LeadingKeys']).toEqual(['1.5']);
  const binary = [accessOfRequest({ Key: { n: { B: Buffer.from('abc') } } })];
  expect(conditionKeysOf('GetItem', { accesses: binary, keys: number })['dynamodb:LeadingKeys']).toEqual(['YWJj']);
});

test('a request that makes no sense has the keys that can be read', () => {
  expect(ofRequest('GetItem', [{ Key, ProjectionExpression: 'a..b' }])).toMatchObject({
    'dynamodb:Attributes': ['user', 'game'],
  });
  expect(ofRequest('GetItem', [{ Key: { user: {} as never } }])).not.toHaveProperty('dynamodb:LeadingKeys');
});

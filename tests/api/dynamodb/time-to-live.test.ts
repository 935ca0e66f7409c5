import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DeleteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  UpdateTimeToLiveCommand,
  type AttributeValue,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { testCloud, type TestCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, refusal } from './support.ts';
import { dynamoDbStreams, enabled, latestStreamArn, readStream } from './streams-support.ts';

const TableName = 'sessions';
const START = Date.UTC(2025, 0, 1, 12);
const NOW = START / 1000;

const set = (Enabled: boolean, AttributeName = 'expires', table = TableName) =>
  new UpdateTimeToLiveCommand({ TableName: table, TimeToLiveSpecification: { Enabled, AttributeName } });
const put = (id: string, expires?: AttributeValue) =>
  new PutItemCommand({ TableName, Item: { id: { S: id }, ...(expires ? { expires } : {}) } });
const at = (second: number): AttributeValue => ({ N: String(second) });

async function idsOf(client: DynamoDBClient): Promise<string[]> {
  const { Items } = await client.send(new ScanCommand({ TableName }));
  return Items!.map(({ id }) => id!.S!).sort();
}

async function expiringTable(cloud: TestCloud, more = {}): Promise<DynamoDBClient> {
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'id:S', undefined, more);
  await client.send(set(true));
  return client;
}

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TTL.html
test('an item goes some time after it expired, and is read until then', async () => {
  await using cloud = await testCloud({ startAt: START });
  const client = await expiringTable(cloud);
  await client.send(put('soon', at(NOW + 90)));
  await client.send(put('later', at(NOW + 3600)));
  await client.send(put('never'));
  await cloud.clock.advance({ seconds: 100 });
  expect(await idsOf(client)).toEqual(['later', 'never', 'soon']);
  await cloud.clock.advance({ seconds: 30 });
  expect(await idsOf(client)).toEqual(['later', 'never']);
  await cloud.clock.advance({ hours: 1 });
  expect(await idsOf(client)).toEqual(['never']);
});

test('only numbers of the last five years expire, fractions and exponents too', async () => {
  await using cloud = await testCloud({ startAt: START });
  const client = await expiringTable(cloud);
  const yearSeconds = 365 * 86_400;
  await client.send(put('past', at(NOW - 60)));
  await client.send(put('four years', at(NOW - 4 * yearSeconds)));
  await client.send(put('six years', at(NOW - 6 * yearSeconds)));
  await client.send(put('text', { S: String(NOW) }));
  await client.send(put('set', { NS: [String(NOW)] }));
  await client.send(put('fraction', { N: `${NOW - 60}.25` }));
  await client.send(put('exponent', { N: `${NOW / 10 - 6}e1` }));
  await client.send(put('milliseconds', at(START)));
  await cloud.clock.advance({ hours: 1 });
  expect(await idsOf(client)).toEqual(['milliseconds', 'set', 'six years', 'text']);
});

test('who changes the attribute, or removes it, changes when the item goes', async () => {
  await using cloud = await testCloud({ startAt: START });
  const client = await expiringTable(cloud);
  const change = (id: string, UpdateExpression: string, value?: AttributeValue) =>
    client.send(
      new UpdateItemCommand({
        TableName,
        Key: { id: { S: id } },
        UpdateExpression,
        ...(value ? { ExpressionAttributeValues: { ':v': value } } : {}),
      }),
    );
  for (const id of ['moved', 'kept', 'sooner', 'gone']) await client.send(put(id, at(NOW + 600)));
  await change('moved', 'SET expires = :v', at(NOW + 7200));
  await change('kept', 'REMOVE expires');
  await change('sooner', 'SET expires = :v', at(NOW + 60));
  await client.send(new DeleteItemCommand({ TableName, Key: { id: { S: 'gone' } } }));
  await cloud.clock.advance({ minutes: 3 });
  expect(await idsOf(client)).toEqual(['kept', 'moved']);
  await cloud.clock.advance({ hours: 1 });
  expect(await idsOf(client)).toEqual(['kept', 'moved']);
  await cloud.clock.advance({ hours: 1 });
  expect(await idsOf(client)).toEqual(['kept']);
});

test('items that were there before expire too, however many', async () => {
  await using cloud = await testCloud({ startAt: START });
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'id:S');
  const writes = Array.from({ length: 1200 }, (_, n) => client.send(put(`old ${n}`, at(NOW + 60 + (n % 2) * 7200))));
  await Promise.all(writes);
  await client.send(set(true));
  await cloud.clock.advance({ minutes: 3 });
  expect(await idsOf(client)).toHaveLength(600);
  await cloud.clock.advance({ hours: 3 });
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  expect([Table!.ItemCount, Table!.TableSizeBytes]).toEqual([0, 0]);
});

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html
test('the stream says that DynamoDB removed the item', async () => {
  await using cloud = await testCloud({ startAt: START });
  const client = await expiringTable(cloud, enabled());
  await client.send(put('expired', at(NOW + 60)));
  await client.send(put('deleted', at(NOW + 60)));
  await client.send(new DeleteItemCommand({ TableName, Key: { id: { S: 'deleted' } } }));
  await cloud.clock.advance({ minutes: 5 });
  const records = await readStream(dynamoDbStreams(cloud), await latestStreamArn(client, TableName));
  const removals = records.filter(({ eventName }) => eventName === 'REMOVE');
  expect(removals.map(({ dynamodb, userIdentity }) => [dynamodb!.OldImage!['id']!.S, userIdentity])).toEqual([
    ['deleted', undefined],
    ['expired', { PrincipalId: 'dynamodb.amazonaws.com', Type: 'Service' }],
  ]);
});

test('an expired item leaves the indexes, and keys may be what expires', async () => {
  await using cloud = await testCloud({ startAt: START });
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'id:S', 'expires:N', {
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'expires', AttributeType: 'N' },
      { AttributeName: 'user', AttributeType: 'S' },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byUser',
        KeySchema: [{ AttributeName: 'user', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  });
  await client.send(set(true));
  const ofUser = async () => {
    const { Items } = await client.send(
      new QueryCommand({
        TableName,
        IndexName: 'byUser',
        KeyConditionExpression: '#u = :u',
        ExpressionAttributeNames: { '#u': 'user' },
        ExpressionAttributeValues: { ':u': { S: 'u' } },
      }),
    );
    return Items!.map(({ expires }) => Number(expires!.N) - NOW);
  };
  for (const seconds of [60, 86_400]) {
    const Item = { id: { S: 'a' }, expires: at(NOW + seconds), user: { S: 'u' } };
    await client.send(new PutItemCommand({ TableName, Item }));
  }
  expect(await ofUser()).toEqual([60, 86_400]);
  await cloud.clock.advance({ minutes: 5 });
  expect(await ofUser()).toEqual([86_400]);
});

test('an item whose time is extended in the last moment stays, if the extension succeeds', async () => {
  await using cloud = await testCloud({ startAt: START });
  const client = await expiringTable(cloud);
  const ids = Array.from({ length: 300 }, (_, n) => `item ${n}`);
  await Promise.all(ids.map((id) => client.send(put(id, at(NOW + 60)))));
  const extend = (id: string) =>
    client.send(
      new UpdateItemCommand({
        TableName,
        Key: { id: { S: id } },
        UpdateExpression: 'SET expires = :later',
        ConditionExpression: 'attribute_exists(id)',
        ExpressionAttributeValues: { ':later': at(NOW + 86_400) },
      }),
    );
  const extensions = Promise.allSettled(ids.map(extend));
  await cloud.clock.advance({ minutes: 5 });
  const outcomes = await extensions;
  await cloud.clock.advance({ minutes: 5 });
  const extended = ids.filter((_, n) => outcomes[n]!.status === 'fulfilled').sort();
  expect(await idsOf(client)).toEqual(extended);
});

test('what is due is done after a restart', async () => {
  const data = mkdtempSync(join(tmpdir(), 'cirro-ttl-'));
  try {
    {
      await using cloud = await testCloud({ data, startAt: START });
      const client = await expiringTable(cloud, enabled());
      await client.send(put('a', at(NOW + 60)));
    }
    await using cloud = await testCloud({ data, startAt: START + 3_600_000 });
    const client = dynamoDb(cloud);
    await client.send(put('b'));
    await cloud.clock.advance({ minutes: 1 });
    expect(await idsOf(client)).toEqual(['b']);
    const records = await readStream(dynamoDbStreams(cloud), await latestStreamArn(client, TableName));
    expect(records.map(({ eventName, dynamodb }) => `${eventName} ${dynamodb!.Keys!['id']!.S}`).sort()).toEqual([
      'INSERT a',
      'INSERT b',
      'REMOVE a',
    ]);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});

test('nothing expires once it is disabled; enabled again, the items of then do', async () => {
  await using cloud = await testCloud({ startAt: START });
  const client = await expiringTable(cloud);
  await client.send(put('a', at(NOW + 7200)));
  await cloud.clock.advance({ hours: 1 });
  await client.send(set(false));
  await client.send(put('b', at(NOW + 60)));
  await cloud.clock.advance({ hours: 2 });
  expect(await idsOf(client)).toEqual(['a', 'b']);
  await client.send(set(true, 'other'));
  await cloud.clock.advance({ hours: 1 });
  expect(await idsOf(client)).toEqual(['a', 'b']);
  await client.send(set(false, 'other'));
  await cloud.clock.advance({ hours: 1 });
  await client.send(set(true));
  await cloud.clock.advance({ hours: 1 });
  expect(await idsOf(client)).toEqual([]);
});

test('a table made again under its name keeps its items', async () => {
  await using cloud = await testCloud({ startAt: START });
  const client = await expiringTable(cloud);
  await client.send(put('a', at(NOW + 60)));
  await client.send(new DeleteTableCommand({ TableName }));
  await createTable(client, TableName, 'id:S');
  await client.send(put('a', at(NOW + 60)));
  await cloud.clock.advance({ hours: 1 });
  const { Item } = await client.send(new GetItemCommand({ TableName, Key: { id: { S: 'a' } } }));
  expect(Item).toBeDefined();
});

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html
test('DescribeTimeToLive tells what UpdateTimeToLive set', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'id:S');
  const describe = async () => (await client.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;
  expect(await describe()).toEqual({ TimeToLiveStatus: 'DISABLED' });
  const { TimeToLiveSpecification } = await client.send(set(true));
  expect(TimeToLiveSpecification).toEqual({ Enabled: true, AttributeName: 'expires' });
  expect(await describe()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expires' });
  await cloud.clock.advance({ hours: 1 });
  await client.send(set(false));
  expect(await describe()).toEqual({ TimeToLiveStatus: 'DISABLED' });
});

test('what UpdateTimeToLive refuses, it refuses as AWS does', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  const attempt = (...parameters: Parameters<typeof set>) => refusal(client.send(set(...parameters)));
  expect(await attempt(true)).toBe(
    'ResourceNotFoundException: Requested resource not found: Table: sessions not found',
  );
  await createTable(client, TableName, 'id:S');
  expect(await attempt(false)).toBe('ValidationException: TimeToLive is already disabled');
  await client.send(set(true));
  expect(await attempt(true)).toBe('ValidationException: TimeToLive is already enabled');
  for (const isEnabled of [true, false]) {
    expect(await attempt(isEnabled, 'other')).toBe(
      'ValidationException: TimeToLive is active on a different AttributeName: current AttributeName is expires',
    );
  }
  expect(await attempt(false)).toBe(
    'ValidationException: Time to live has been modified multiple times within a fixed interval',
  );
  await cloud.clock.advance({ hours: 1 });
  await client.send(set(false));
  const one = 'ValidationException: 1 validation error detected: ';
  const where = "at 'timeToLiveSpecification.attributeName' failed to satisfy constraint: Member must ";
  expect(await attempt(true, '')).toBe(`${one}Value '' ${where}have length greater than or equal to 1`);
  const long = 'x'.repeat(256);
  expect(await attempt(true, long)).toBe(`${one}Value '${long}' ${where}have length less than or equal to 255`);
  const nothing = { TableName, TimeToLiveSpecification: {} as { Enabled: boolean; AttributeName: string } };
  const refused = await refusal(client.send(new UpdateTimeToLiveCommand(nothing)));
  for (const member of ['attributeName', 'enabled']) {
    const at = `timeToLiveSpecification.${member}`;
    expect(refused).toContain(`Value null at '${at}' failed to satisfy constraint: Member must not be null`);
  }
});

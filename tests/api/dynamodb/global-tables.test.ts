import { DeleteItemCommand, GetItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import {
  addReplica,
  contentOf,
  describe,
  EAST,
  globalTable,
  IRELAND,
  replicasOf,
  streamOf,
  TableName,
  update,
  WEST,
  worldOf,
} from './global-tables-support.ts';
import { createTable, putAll, refusal } from './support.ts';

const item = (id: string, text = 'x') => ({ id: { S: id }, word: { S: text } });

test('a replica is a table of the same name, schema and indexes in another region', async () => {
  await using cloud = await testCloud();
  const world = worldOf(cloud);
  await createTable(world[EAST], TableName, 'id:S', 'at:N');
  await putAll(world[EAST], TableName, [{ id: { S: 'a' }, at: { N: '1' } }]);

  const { TableDescription } = await update(world[EAST], { Create: { RegionName: WEST } });
  expect(TableDescription).toMatchObject({
    TableStatus: 'UPDATING',
    GlobalTableVersion: '2019.11.21',
    Replicas: [],
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  });
  await cloud.clock.settle();

  const [east, west] = [await describe(world[EAST]), await describe(world[WEST])];
  expect(replicasOf(east)).toEqual([`${WEST} ACTIVE`]);
  expect(replicasOf(west)).toEqual([`${EAST} ACTIVE`]);
  expect(west).toMatchObject({
    TableStatus: 'ACTIVE',
    TableArn: `arn:aws:dynamodb:${WEST}:000000000000:table/${TableName}`,
    GlobalTableVersion: '2019.11.21',
    GlobalTableSettingsReplicationMode: 'ENABLED_WITH_OVERRIDES',
    KeySchema: east.KeySchema,
    AttributeDefinitions: east.AttributeDefinitions,
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    ItemCount: 1,
  });
  expect(west.TableId).not.toBe(east.TableId);
  const { Item } = await world[WEST].send(new GetItemCommand({ TableName, Key: { id: { S: 'a' }, at: { N: '1' } } }));
  expect(Item).toEqual({ id: { S: 'a' }, at: { N: '1' } });
});

test('what is written in one region is read in all', async () => {
  await using cloud = await testCloud();
  const world = await globalTable(cloud);
  await putAll(world[EAST], TableName, [item('east'), item('gone')]);
  await putAll(world[WEST], TableName, [item('west')]);
  await putAll(world[IRELAND], TableName, [item('ireland')]);
  await cloud.clock.settle();
  const Key = { id: { S: 'gone' } };
  await world[WEST].send(new DeleteItemCommand({ TableName, Key }));
  await world[IRELAND].send(
    new UpdateItemCommand({
      TableName,
      Key: { id: { S: 'east' } },
      UpdateExpression: 'SET word = :word',
      ExpressionAttributeValues: { ':word': { S: 'changed' } },
    }),
  );
  await cloud.clock.settle();
  const expected = { east: item('east', 'changed'), ireland: item('ireland'), west: item('west') };
  for (const client of Object.values(world)) expect(await contentOf(client)).toEqual(expected);
});

test('each replica has a stream of its own, with what was written elsewhere too', async () => {
  await using cloud = await testCloud();
  const world = await globalTable(cloud);
  const Key = { id: { S: 'a' } };
  await world[EAST].send(new PutItemCommand({ TableName, Item: item('a', 'one') }));
  await world[EAST].send(new PutItemCommand({ TableName, Item: item('a', 'two') }));
  await cloud.clock.settle();
  await world[WEST].send(new DeleteItemCommand({ TableName, Key }));
  await cloud.clock.settle();

  for (const region of [EAST, WEST, IRELAND] as const) {
    const records = await streamOf(cloud, world[region], region);
    expect(
      records.map(({ images }) => images),
      region,
    ).toEqual([
      ['INSERT', undefined, item('a', 'one')],
      ['MODIFY', item('a', 'one'), item('a', 'two')],
      ['REMOVE', item('a', 'two'), undefined],
    ]);
  }
});

test('a new replica holds what was there, however much, and what is written meanwhile', async () => {
  await using cloud = await testCloud();
  const world = worldOf(cloud);
  await createTable(world[EAST], TableName, 'id:S');
  const ids = Array.from({ length: 1200 }, (_, n) => `item-${n}`);
  await putAll(
    world[EAST],
    TableName,
    ids.map((id) => item(id)),
  );
  await update(world[EAST], { Create: { RegionName: WEST } });
  await putAll(
    world[EAST],
    TableName,
    ids.slice(0, 30).map((id) => item(id, 'later')),
  );
  await Promise.all(
    ids.slice(30, 60).map((id) => world[EAST].send(new DeleteItemCommand({ TableName, Key: { id: { S: id } } }))),
  );
  await cloud.clock.settle();
  const there = await contentOf(world[WEST]);
  expect(Object.keys(there)).toHaveLength(1170);
  expect(there).toEqual(await contentOf(world[EAST]));
  expect((await describe(world[WEST])).ItemCount).toBe(1170);
});

test('the replica that was made from another one holds what a third one wrote just before', async () => {
  await using cloud = await testCloud();
  const world = worldOf(cloud);
  await createTable(world[EAST], TableName, 'id:S');
  await addReplica(cloud, world[EAST], WEST);
  await putAll(
    world[WEST],
    TableName,
    Array.from({ length: 100 }, (_, n) => item(`item-${n}`)),
  );
  await update(world[EAST], { Create: { RegionName: IRELAND } });
  await cloud.clock.settle();
  expect(Object.keys(await contentOf(world[IRELAND]))).toHaveLength(100);
});

test('a deleted replica takes its table with it, and the last table is a plain one again', async () => {
  await using cloud = await testCloud();
  const world = await globalTable(cloud);
  await world[WEST].send(new PutItemCommand({ TableName, Item: item('last') }));
  const { TableDescription } = await update(world[EAST], { Delete: { RegionName: WEST } });
  expect(replicasOf(TableDescription!)).toEqual([`${IRELAND} ACTIVE`, `${WEST} ACTIVE`]);
  await cloud.clock.settle();
  expect(await refusal(describe(world[WEST]))).toBe(
    `ResourceNotFoundException: Requested resource not found: Table: ${TableName} not found`,
  );
  expect(replicasOf(await describe(world[EAST]))).toEqual([`${IRELAND} ACTIVE`]);
  // What it had acknowledged has reached the others.
  expect(await contentOf(world[IRELAND])).toEqual({ last: item('last') });

  await update(world[EAST], { Delete: { RegionName: IRELAND } });
  await cloud.clock.settle();
  const left = await describe(world[EAST]);
  expect(left.GlobalTableVersion).toBeUndefined();
  expect(left.Replicas).toBeUndefined();
  expect(left.StreamSpecification).toEqual({ StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' });
  expect(await contentOf(world[EAST])).toEqual({ last: item('last') });

  await addReplica(cloud, world[EAST], WEST);
  expect(await contentOf(world[WEST])).toEqual({ last: item('last') });
});

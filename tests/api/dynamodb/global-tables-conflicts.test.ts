import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { testCloud, type TestCloud } from '../../support/cloud.ts';
import {
  addReplica,
  contentOf,
  describe,
  EAST,
  globalTable,
  IRELAND,
  REGIONS,
  streamOf,
  TableName,
  update,
  WEST,
  worldOf,
  type Region,
  type World,
} from './global-tables-support.ts';
import { createTable, refusal } from './support.ts';

const LAG_MS = 1000;

beforeEach(() => void vi.stubEnv('CIRRO_DYNAMODB_REPLICATION_LAG_MS', String(LAG_MS)));
afterEach(() => vi.unstubAllEnvs());

const item = (id: string, word: string) => ({ id: { S: id }, word: { S: word } });
const put = (world: World, region: Region, id: string, word: string) =>
  world[region].send(new PutItemCommand({ TableName, Item: item(id, word) }));
const remove = (world: World, region: Region, id: string) =>
  world[region].send(new DeleteItemCommand({ TableName, Key: { id: { S: id } } }));
const contents = (world: World) => Promise.all(REGIONS.map((region) => contentOf(world[region])));
const everywhere = <T>(content: T): T[] => REGIONS.map(() => content);

/** A stream, replayed, is its table, and each of its records begins where the one before ended. */
async function expectReplayed(cloud: TestCloud, world: World, region: Region): Promise<void> {
  const replayed = new Map<string, unknown>();
  for (const { images } of await streamOf(cloud, world[region], region)) {
    const [, old, next] = images;
    expect(replayed.get((next ?? old)!['id']!.S!)).toEqual(old);
    if (next) replayed.set(next['id']!.S!, next);
    else replayed.delete(old!['id']!.S!);
  }
  expect(Object.fromEntries(replayed)).toEqual(await contentOf(world[region]));
}

test('a write is on its way for a while, and then everywhere', async () => {
  await using cloud = await testCloud();
  const world = await globalTable(cloud);
  await put(world, EAST, 'a', 'east');
  await cloud.clock.advance({ milliseconds: LAG_MS - 1 });
  expect(await contents(world)).toEqual([{ a: item('a', 'east') }, {}, {}]);
  await cloud.clock.advance({ milliseconds: 1 });
  expect(await contents(world)).toEqual(everywhere({ a: item('a', 'east') }));
});

test('of two writes the later one stays, also where it arrives first', async () => {
  await using cloud = await testCloud();
  const world = await globalTable(cloud);
  await put(world, EAST, 'a', 'earlier');
  await cloud.clock.advance({ milliseconds: 100 });
  await put(world, WEST, 'a', 'later');
  await cloud.clock.advance({ milliseconds: LAG_MS - 100 });
  // The earlier one has come to where the later one was written, and lost.
  expect(await contentOf(world[WEST])).toEqual({ a: item('a', 'later') });
  expect(await contentOf(world[IRELAND])).toEqual({ a: item('a', 'earlier') });
  await cloud.clock.advance({ milliseconds: 100 });
  expect(await contents(world)).toEqual(everywhere({ a: item('a', 'later') }));
  expect((await streamOf(cloud, world[WEST], WEST)).map(({ images }) => images)).toEqual([
    ['INSERT', undefined, item('a', 'later')],
  ]);
});

test('of two writes at the same time one and the same stays everywhere', async () => {
  await using cloud = await testCloud();
  const world = await globalTable(cloud);
  await put(world, EAST, 'a', 'east');
  await put(world, WEST, 'a', 'west');
  await cloud.clock.advance({ milliseconds: LAG_MS });
  expect(await contents(world)).toEqual(everywhere({ a: item('a', 'west') }));
});

test('a deletion wins over what was written before it, and loses to what is written after it', async () => {
  await using cloud = await testCloud();
  const world = await globalTable(cloud);
  for (const id of ['gone', 'back']) await put(world, EAST, id, 'one');
  await cloud.clock.advance({ milliseconds: LAG_MS });
  await put(world, EAST, 'gone', 'two');
  await remove(world, IRELAND, 'back');
  await cloud.clock.advance({ milliseconds: 100 });
  await remove(world, WEST, 'gone');
  await put(world, WEST, 'back', 'two');
  await cloud.clock.advance({ milliseconds: LAG_MS });
  expect(await contents(world)).toEqual(everywhere({ back: item('back', 'two') }));
});

test('an item does not come back when an older write arrives after its deletion was forgotten elsewhere', async () => {
  vi.stubEnv('CIRRO_DYNAMODB_REPLICATION_LAG_MS', String(3 * 24 * 3600 * 1000));
  await using cloud = await testCloud();
  const world = worldOf(cloud);
  await createTable(world[EAST], TableName, 'id:S');
  await put(world, EAST, 'a', 'one');
  for (const region of [WEST, IRELAND]) await addReplica(cloud, world[EAST], region);
  await put(world, WEST, 'a', 'older');
  await cloud.clock.advance({ hours: 1 });
  await remove(world, EAST, 'a');
  // Days pass in which deletions are forgotten; the older write is still on its way to where the item was deleted.
  await cloud.clock.advance({ days: 4 });
  expect(await contents(world)).toEqual(everywhere({}));
  await put(world, IRELAND, 'a', 'new');
  await cloud.clock.advance({ days: 4 });
  expect(await contents(world)).toEqual(everywhere({ a: item('a', 'new') }));
});

test('a new replica gets what was on its way to the table that it is made from', async () => {
  await using cloud = await testCloud();
  const world = worldOf(cloud);
  await createTable(world[EAST], TableName, 'id:S');
  await put(world, EAST, 'gone', 'one');
  await addReplica(cloud, world[EAST], WEST);
  await put(world, WEST, 'a', 'west');
  await remove(world, WEST, 'gone');
  await addReplica(cloud, world[EAST], IRELAND);
  expect(await contentOf(world[IRELAND])).toEqual({ gone: item('gone', 'one') });
  await cloud.clock.advance({ milliseconds: LAG_MS });
  expect(await contents(world)).toEqual(everywhere({ a: item('a', 'west') }));
});

test('a condition is asked where the write is made, and nowhere else', async () => {
  await using cloud = await testCloud();
  const world = await globalTable(cloud);
  const claim = (region: Region) =>
    world[region].send(
      new PutItemCommand({ TableName, Item: item('a', region), ConditionExpression: 'attribute_not_exists(id)' }),
    );
  await claim(EAST);
  await cloud.clock.advance({ milliseconds: 1 });
  await claim(WEST);
  await cloud.clock.advance({ milliseconds: LAG_MS });
  expect(await contents(world)).toEqual(everywhere({ a: item('a', WEST) }));
  expect(await refusal(claim(IRELAND))).toBe('ConditionalCheckFailedException: The conditional request failed');
});

test('batches, transactions and updates travel as single writes do', async () => {
  await using cloud = await testCloud();
  const world = await globalTable(cloud);
  const puts = ['a', 'b', 'c'].map((id) => ({ PutRequest: { Item: item(id, 'batch') } }));
  await world[EAST].send(new BatchWriteItemCommand({ RequestItems: { [TableName]: puts } }));
  await cloud.clock.advance({ milliseconds: LAG_MS });
  await world[WEST].send(
    new TransactWriteItemsCommand({
      TransactItems: [
        { Put: { TableName, Item: item('a', 'transaction') } },
        { Delete: { TableName, Key: { id: { S: 'b' } } } },
      ],
    }),
  );
  await world[IRELAND].send(
    new UpdateItemCommand({
      TableName,
      Key: { id: { S: 'c' } },
      UpdateExpression: 'SET word = :word',
      ExpressionAttributeValues: { ':word': { S: 'update' } },
    }),
  );
  await cloud.clock.advance({ milliseconds: LAG_MS });
  expect(await contents(world)).toEqual(everywhere({ a: item('a', 'transaction'), c: item('c', 'update') }));
});

test('what a deleted replica has acknowledged arrives, but does not undo what was written later', async () => {
  await using cloud = await testCloud();
  const world = worldOf(cloud);
  await createTable(world[EAST], TableName, 'id:S');
  await addReplica(cloud, world[EAST], WEST);
  await put(world, WEST, 'kept', 'west');
  await put(world, WEST, 'lost', 'west');
  await cloud.clock.advance({ milliseconds: 100 });
  await update(world[EAST], { Delete: { RegionName: WEST } });
  await put(world, EAST, 'lost', 'east');
  expect((await describe(world[EAST])).Replicas).toEqual([{ RegionName: WEST, ReplicaStatus: 'DELETING' }]);
  await cloud.clock.advance({ milliseconds: LAG_MS });
  expect(await contentOf(world[EAST])).toEqual({ kept: item('kept', 'west'), lost: item('lost', 'east') });
  expect((await describe(world[EAST])).Replicas).toBeUndefined();
});

test('many who write at once in all regions, on the same items, leave one and the same state', async () => {
  vi.stubEnv('CIRRO_DYNAMODB_REPLICATION_LAG_MS', '0');
  await using cloud = await testCloud();
  const world = await globalTable(cloud);
  const add = (n: number) =>
    world[REGIONS[n % 3]!].send(
      new UpdateItemCommand({
        TableName,
        Key: { id: { S: `item-${n % 7}` } },
        UpdateExpression: 'ADD written :one SET word = :word',
        ExpressionAttributeValues: { ':one': { N: '1' }, ':word': { S: String(n) } },
      }),
    );
  const writes = Array.from({ length: 300 }, (_, n) =>
    n % 11 === 0 ? remove(world, REGIONS[n % 3]!, `item-${n % 7}`) : add(n),
  );
  await Promise.all(writes);
  await cloud.clock.settle();
  const [east, ...others] = await contents(world);
  for (const other of others) expect(other).toEqual(east);
  for (const region of REGIONS) {
    expect((await describe(world[region])).ItemCount).toBe(Object.keys(east!).length);
    await expectReplayed(cloud, world, region);
  }
});

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('put' as const),
      region: fc.constantFrom(...REGIONS),
      id: fc.constantFrom('a', 'b', 'c'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('remove' as const),
      region: fc.constantFrom(...REGIONS),
      id: fc.constantFrom('a', 'b', 'c'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), milliseconds: fc.integer({ min: 1, max: 1500 }) }),
  },
);

test('whatever is written wherever and whenever, all replicas end alike, and so do their streams', async () => {
  await using cloud = await testCloud();
  const world = await globalTable(cloud);
  let written = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      for (const one of steps) {
        if (one.kind === 'wait') await cloud.clock.advance({ milliseconds: one.milliseconds });
        else if (one.kind === 'put') await put(world, one.region, one.id, String(written++));
        else await remove(world, one.region, one.id);
      }
      await cloud.clock.advance({ milliseconds: LAG_MS });
      const [east, ...others] = await contents(world);
      for (const other of others) expect(other).toEqual(east);
      for (const region of REGIONS) {
        expect((await describe(world[region])).ItemCount).toBe(Object.keys(east!).length);
      }
    }),
    { numRuns: 40 },
  );
  for (const region of REGIONS) await expectReplayed(cloud, world, region);
});

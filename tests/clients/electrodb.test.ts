import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createSchema, Entity, Service } from 'electrodb';
import { expect, test } from 'vitest';
import { testCloud, type TestCloud } from '../support/cloud.ts';

/** https://electrodb.dev: many entities in one table, each with keys of its own making. */
const table = 'tracker';

const tasks = createSchema({
  model: { entity: 'task', version: '1', service: 'tracker' },
  attributes: {
    project: { type: 'string', required: true },
    taskId: { type: 'string', required: true },
    assignee: { type: 'string', required: true },
    status: { type: ['open', 'doing', 'done'] as const, required: true, default: () => 'open' },
    points: { type: 'number', default: () => 0 },
    labels: { type: 'set', items: 'string' },
    comments: {
      type: 'list',
      items: { type: 'map', properties: { by: { type: 'string' }, text: { type: 'string' } } },
    },
  },
  indexes: {
    byProject: { pk: { field: 'pk', composite: ['project'] }, sk: { field: 'sk', composite: ['taskId'] } },
    byAssignee: {
      index: 'gsi1',
      collection: 'desk',
      pk: { field: 'gsi1pk', composite: ['assignee'] },
      sk: { field: 'gsi1sk', composite: ['status', 'taskId'] },
    },
  },
});

const people = createSchema({
  model: { entity: 'person', version: '1', service: 'tracker' },
  attributes: {
    assignee: { type: 'string', required: true },
    name: { type: 'string', required: true },
    openTasks: { type: 'number', default: () => 0 },
  },
  indexes: {
    byName: { pk: { field: 'pk', composite: ['assignee'] }, sk: { field: 'sk', composite: [] } },
    desk: {
      index: 'gsi1',
      collection: 'desk',
      pk: { field: 'gsi1pk', composite: ['assignee'] },
      sk: { field: 'gsi1sk', composite: [] },
    },
  },
});

async function tracker(cloud: TestCloud) {
  const client = cloud.client(DynamoDBClient);
  const key = (AttributeName: string, KeyType: 'HASH' | 'RANGE') => ({ AttributeName, KeyType });
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
      AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk'].map((AttributeName) => ({
        AttributeName,
        AttributeType: 'S',
      })),
      GlobalSecondaryIndexes: [
        {
          IndexName: 'gsi1',
          KeySchema: [key('gsi1pk', 'HASH'), key('gsi1sk', 'RANGE')],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
  const Task = new Entity(tasks, { client, table });
  const Person = new Entity(people, { client, table });
  return { Task, Person, tracker: new Service({ task: Task, person: Person }) };
}

test('an entity is created once, read, and found through its two indexes', async () => {
  await using cloud = await testCloud();
  const { Task } = await tracker(cloud);
  const first = { project: 'cirro', taskId: 't1', assignee: 'ann', labels: ['db', 'urgent'] };
  await Task.create(first).go();
  await Task.put([
    { project: 'cirro', taskId: 't2', assignee: 'bob', status: 'doing' },
    { project: 'cirro', taskId: 't3', assignee: 'ann', status: 'done' },
    { project: 'other', taskId: 't4', assignee: 'ann' },
  ]).go();

  await expect(Task.create(first).go()).rejects.toThrow('The conditional request failed');
  const { data } = await Task.get({ project: 'cirro', taskId: 't1' }).go();
  expect(data).toEqual({ ...first, status: 'open', points: 0 });
  const ofProject = await Task.query.byProject({ project: 'cirro' }).go();
  expect(ofProject.data.map(({ taskId }) => taskId)).toEqual(['t1', 't2', 't3']);
  const open = await Task.query.byAssignee({ assignee: 'ann', status: 'open' }).go();
  expect(open.data.map(({ project, taskId }) => `${project}/${taskId}`)).toEqual(['cirro/t1', 'other/t4']);
  const later = await Task.query.byProject({ project: 'cirro' }).gt({ taskId: 't1' }).go({ order: 'desc' });
  expect(later.data.map(({ taskId }) => taskId)).toEqual(['t3', 't2']);
});

test('a patch sets, adds, appends and asks a condition; the index follows', async () => {
  await using cloud = await testCloud();
  const { Task } = await tracker(cloud);
  const key = { project: 'cirro', taskId: 't1' };
  await Task.create({ ...key, assignee: 'ann', points: 1, comments: [], labels: ['db'] }).go();

  const { data } = await Task.patch(key)
    .set({ status: 'doing', assignee: 'bob' })
    .add({ points: 5, labels: ['urgent'] })
    .append({ comments: [{ by: 'bob', text: 'mine' }] })
    .where(({ status }, { eq }) => eq(status, 'open'))
    .go({ response: 'all_new' });

  expect(data).toMatchObject({ status: 'doing', points: 6, comments: [{ by: 'bob', text: 'mine' }] });
  expect(data.labels!.toSorted()).toEqual(['db', 'urgent']);
  expect((await Task.query.byAssignee({ assignee: 'ann' }).go()).data).toEqual([]);
  expect((await Task.query.byAssignee({ assignee: 'bob', status: 'doing' }).go()).data).toHaveLength(1);
  const again = Task.patch(key).set({ status: 'doing', assignee: 'bob' });
  await expect(again.where(({ status }, { eq }) => eq(status, 'open')).go()).rejects.toThrow('conditional request');
  await expect(
    Task.patch({ ...key, taskId: 'none' })
      .set({ points: 1 })
      .go(),
  ).rejects.toThrow('conditional request');
});

test('filters, cursors and batches page through everything', async () => {
  await using cloud = await testCloud();
  const { Task } = await tracker(cloud);
  const all = Array.from({ length: 60 }, (_, n) => ({
    project: 'cirro',
    taskId: `t${String(n).padStart(2, '0')}`,
    assignee: n % 2 === 0 ? 'ann' : 'bob',
    points: n,
  }));
  const { unprocessed } = await Task.put(all).go({ concurrency: 3 });
  expect(unprocessed).toEqual([]);

  const heavy = await Task.query
    .byProject({ project: 'cirro' })
    .where(({ points }, { gte, between }) => `${gte(points, 50)} OR ${between(points, 3, 4)}`)
    .go();
  expect(heavy.data.map(({ points }) => points)).toEqual([3, 4, ...Array.from({ length: 10 }, (_, n) => n + 50)]);

  const seen: (number | undefined)[] = [];
  const page = (cursor: string | null) => Task.query.byAssignee({ assignee: 'ann' }).go({ cursor, limit: 7 });
  for (let cursor: string | null | undefined; cursor !== null;) {
    const { data, cursor: next } = await page(cursor ?? null);
    seen.push(...data.map(({ points }) => points));
    cursor = next;
  }
  expect(seen).toEqual(all.map(({ points }) => points).filter((points) => points % 2 === 0));

  const { data } = await Task.get(all.slice(0, 40)).go();
  expect(data).toHaveLength(40);
  await Task.delete(all.slice(0, 40)).go();
  expect((await Task.scan.go({ pages: 'all' })).data).toHaveLength(20);
});

test('a collection answers entities of two kinds with one query', async () => {
  await using cloud = await testCloud();
  const { Task, Person, tracker: service } = await tracker(cloud);
  await Person.put({ assignee: 'ann', name: 'Ann' }).go();
  await Task.put({ project: 'cirro', taskId: 't1', assignee: 'ann' }).go();
  await Task.put({ project: 'cirro', taskId: 't2', assignee: 'bob' }).go();

  const { data } = await service.collections.desk({ assignee: 'ann' }).go();

  expect(data.person).toEqual([{ assignee: 'ann', name: 'Ann', openTasks: 0 }]);
  expect(data.task).toMatchObject([{ taskId: 't1' }]);
});

test('a transaction writes all or nothing and says which part was refused', async () => {
  await using cloud = await testCloud();
  const { Person, tracker: service } = await tracker(cloud);
  await Person.put({ assignee: 'ann', name: 'Ann' }).go();
  const assign = (taskId: string) =>
    service.transaction
      .write(({ task, person }) => [
        task.create({ project: 'cirro', taskId, assignee: 'ann' }).commit(),
        person.patch({ assignee: 'ann' }).add({ openTasks: 1 }).commit(),
      ])
      .go();

  expect((await assign('t1')).canceled).toBe(false);
  const refused = await assign('t1');
  expect(refused).toMatchObject({ canceled: true, data: [{ code: 'ConditionalCheckFailed' }, { code: 'None' }] });

  const { data } = await service.transaction
    .get(({ task, person }) => [
      task.get({ project: 'cirro', taskId: 't1' }).commit(),
      person.get({ assignee: 'ann' }).commit(),
    ])
    .go();
  expect(data).toMatchObject([{ item: { assignee: 'ann' } }, { item: { openTasks: 1 } }]);
});

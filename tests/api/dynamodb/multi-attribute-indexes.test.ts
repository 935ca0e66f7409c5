import {
  BatchExecuteStatementCommand,
  CreateTableCommand,
  DescribeTableCommand,
  ExecuteStatementCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
  UpdateTableCommand,
  type AttributeValue,
  type DynamoDBClient,
  type KeySchemaElement,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { beforeAll, afterAll, describe, expect, test } from 'vitest';
import { testCloud, type TestCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, refusal, type Item } from './support.ts';

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html

/** `keySchema('a b', 'c d')`: HASH attributes, then RANGE attributes. */
const keySchema = (hash: string, range = ''): KeySchemaElement[] => [
  ...names(hash).map((AttributeName) => ({ AttributeName, KeyType: 'HASH' }) as const),
  ...names(range).map((AttributeName) => ({ AttributeName, KeyType: 'RANGE' }) as const),
];
const names = (text: string) => text.split(' ').filter((name) => name !== '');
const definitions = (text: string) =>
  names(text).map((definition) => {
    const [AttributeName, AttributeType = 'S'] = definition.split(':') as [string, 'S' | 'N' | undefined];
    return { AttributeName, AttributeType };
  });

const createIndexed = (client: DynamoDBClient, attributes: string, KeySchema: KeySchemaElement[]) =>
  createTable(client, 'multi', 'id:S', undefined, {
    AttributeDefinitions: definitions(`id ${attributes}`),
    GlobalSecondaryIndexes: [{ IndexName: 'byAll', KeySchema, Projection: { ProjectionType: 'ALL' } }],
  });

const toItem = (values: Readonly<Record<string, string | number>>): Item =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? { N: String(value) } : { S: value },
    ]),
  );

const put = (client: DynamoDBClient, values: Readonly<Record<string, string | number>>) =>
  client.send(new PutItemCommand({ TableName: 'multi', Item: toItem(values) }));

/** `query(client, 'a = :a', { a: 'x' })` */
async function query(
  client: DynamoDBClient,
  KeyConditionExpression: string,
  values: Readonly<Record<string, string | number>>,
  more: Partial<QueryCommandInput> = {},
) {
  const { Items, LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: 'multi',
      IndexName: 'byAll',
      KeyConditionExpression,
      ExpressionAttributeValues: toItem(Object.fromEntries(Object.entries(values).map(([k, v]) => [`:${k}`, v]))),
      ...more,
    }),
  );
  return { ids: Items!.map(({ id }) => id!.S).join(' '), LastEvaluatedKey };
}

describe('one partition key attribute, and four for the order', () => {
  let cloud: TestCloud;
  let client: DynamoDBClient;
  beforeAll(async () => {
    cloud = await testCloud();
    client = dynamoDb(cloud);
    await createIndexed(client, 'h a b c d', keySchema('h', 'a b c d'));
    await put(client, { id: 'p1', h: 'o', a: 'T', b: 'live', c: 'b', d: 'r1' });
    await put(client, { id: 'p2', h: 'o', a: 'T', b: 'live', c: 'a', d: 'r2' });
    await put(client, { id: 'p3', h: 'o', a: 'T', b: 'live', c: 'a', d: 'r1' });
    await put(client, { id: 'p4', h: 'o', a: 'T', b: 'draft', c: 'c', d: 'r1' });
    await put(client, { id: 'p5', h: 'o', a: 'F', b: 'live', c: 'a', d: 'r0' });
    // Not in the index: it has no c.
    await put(client, { id: 'p6', h: 'o', a: 'T', b: 'live', d: 'r1' });
  });
  afterAll(() => cloud[Symbol.asyncDispose]());

  const values = { h: 'o', a: 'T', b: 'live', c: 'a', d: 'r', x: 'r1', y: 'r1' };
  const used = (condition: string) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => condition.includes(`:${name}`)));

  test.each([
    ['h = :h', 'p5 p4 p3 p2 p1'],
    ['h = :h AND a = :a', 'p4 p3 p2 p1'],
    ['h = :h AND a = :a AND b = :b', 'p3 p2 p1'],
    ['h = :h AND a = :a AND b = :b AND c = :c', 'p3 p2'],
    ['h = :h AND a = :a AND b = :b AND c > :c', 'p1'],
    ['h = :h AND a = :a AND b = :b AND c = :c AND begins_with(d, :d)', 'p3 p2'],
    ['h = :h AND a = :a AND b = :b AND c = :c AND d BETWEEN :x AND :y', 'p3'],
    ['h = :h AND a = :a AND b < :b', 'p4'],
    ['h = :h AND a < :a', 'p5'],
    ['b = :b AND h = :h AND a = :a', 'p3 p2 p1'],
  ])('%s finds %s', async (condition, ids) => {
    expect((await query(client, condition, used(condition))).ids).toBe(ids);
    const backward = await query(client, condition, used(condition), { ScanIndexForward: false });
    expect(backward.ids).toBe(ids.split(' ').toReversed().join(' '));
  });

  test.each([true, false])('pages lead through it, forward: %s', async (ScanIndexForward) => {
    const pages: string[] = [];
    let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
    do {
      const page = await query(client, 'h = :h AND a = :a', used(':h :a'), {
        Limit: 1,
        ScanIndexForward,
        ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
      });
      pages.push(page.ids);
      ExclusiveStartKey = page.LastEvaluatedKey;
      if (ExclusiveStartKey) expect(Object.keys(ExclusiveStartKey).sort()).toEqual(['a', 'b', 'c', 'd', 'h', 'id']);
    } while (ExclusiveStartKey);
    const forward = ['p4', 'p3', 'p2', 'p1'];
    expect(pages.filter((ids) => ids !== '')).toEqual(ScanIndexForward ? forward : forward.toReversed());
  });

  test('a starting key lies in what is read', async () => {
    const start = { id: 'p4', h: 'o', a: 'T', b: 'draft', c: 'c', d: 'r1' };
    const from = (changes: object, condition: string) =>
      refusal(query(client, condition, used(condition), { ExclusiveStartKey: toItem({ ...start, ...changes }) }));
    expect(await from({ h: 'other' }, 'h = :h')).toBe(
      'ValidationException: The provided starting key is outside query boundaries based on provided conditions',
    );
    const outside = 'ValidationException: The provided starting key does not match the range key predicate';
    expect(await from({ a: 'F' }, 'h = :h AND a = :a AND b = :b')).toBe(outside);
    expect(await from({ b: 'draft' }, 'h = :h AND a = :a AND b = :b')).toBe(outside);
    const { c: _c, ...incomplete } = start;
    expect(await refusal(query(client, 'h = :h', used(':h'), { ExclusiveStartKey: toItem(incomplete) }))).toMatch(
      /^ValidationException: The provided starting key is invalid/,
    );
  });

  const missing = (name: string, last: string) =>
    `ValidationException: RANGE key attributes ${name} must have equality conditions specified in the query because a condition is present on key attribute ${last}`;

  test.each([
    ['h = :h AND a = :a AND c = :c', missing('b', 'c')],
    ['h = :h AND a = :a AND b > :b AND c = :c', missing('b', 'c')],
    ['h = :h AND b = :b', missing('a', 'b')],
    ['h > :h', 'ValidationException: Query key condition not supported'],
    ['a = :a', 'ValidationException: Query condition missed key schema element: h'],
    ['h = :h AND x = :x', 'ValidationException: Query key condition not supported'],
  ])('%s is refused', async (condition, message) => {
    expect(await refusal(query(client, condition, used(condition)))).toBe(message);
  });

  test('the key attributes are no matter of a filter', async () => {
    const FilterExpression = 'c = :c';
    expect(await refusal(query(client, 'h = :h', used(':h :c'), { FilterExpression }))).toBe(
      'ValidationException: Filter Expression can only contain non-primary key attributes: Primary key attribute: c',
    );
  });
});

test('several partition key attributes must all be named, by value', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createIndexed(client, 'league year:N points:N', keySchema('league year', 'points'));
  await put(client, { id: 'a', league: 'x', year: 2025, points: 9 });
  await put(client, { id: 'b', league: 'x', year: 2025, points: 10 });
  await put(client, { id: 'c', league: 'x', year: 2026, points: -5 });
  await put(client, { id: 'd', league: 'x2025', year: 1, points: 1 });
  expect((await query(client, 'league = :l AND #y = :y', { l: 'x', y: 2025 }, named)).ids).toBe('a b');
  expect((await query(client, '#y = :y AND league = :l AND points >= :p', { l: 'x', y: 2025, p: 10 }, named)).ids).toBe(
    'b',
  );
  expect(await refusal(query(client, 'league = :l', { l: 'x' }))).toBe(
    'ValidationException: Query condition missed key schema element: year',
  );
  expect(await refusal(query(client, 'league = :l AND #y > :y', { l: 'x', y: 1 }, named))).toBe(
    'ValidationException: Query key condition not supported',
  );

  await client.send(
    new UpdateItemCommand({
      TableName: 'multi',
      Key: { id: { S: 'a' } },
      UpdateExpression: 'SET #y = :y',
      ExpressionAttributeNames: { '#y': 'year' },
      ExpressionAttributeValues: { ':y': { N: '2026' } },
    }),
  );
  expect((await query(client, 'league = :l AND #y = :y', { l: 'x', y: 2025 }, named)).ids).toBe('b');
  expect((await query(client, 'league = :l AND #y = :y', { l: 'x', y: 2026 }, named)).ids).toBe('c a');
});
const named = { ExpressionAttributeNames: { '#y': 'year' } };

test('an index of eight attributes is described and scanned', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  const KeySchema = keySchema('h1 h2 h3 h4', 'r1 r2 r3 r4');
  await createIndexed(client, 'h1 h2 h3 h4 r1 r2 r3 r4', KeySchema);
  const { Table } = await client.send(new DescribeTableCommand({ TableName: 'multi' }));
  expect(Table!.GlobalSecondaryIndexes![0]!.KeySchema).toEqual(KeySchema);

  const keys = Object.fromEntries(KeySchema.map(({ AttributeName }) => [AttributeName!, 'v']));
  await Promise.all(Array.from({ length: 20 }, (_, n) => put(client, { ...keys, h4: `h${n}`, id: `i${n}` })));
  const found: string[] = [];
  for (const Segment of [0, 1, 2]) {
    let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
    do {
      const page = await client.send(
        new ScanCommand({
          TableName: 'multi',
          IndexName: 'byAll',
          Segment,
          TotalSegments: 3,
          Limit: 3,
          ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
        }),
      );
      found.push(...page.Items!.map(({ id }) => id!.S!));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey);
  }
  expect(found.toSorted()).toEqual(Array.from({ length: 20 }, (_, n) => `i${n}`).toSorted());
});

test('an index that comes later holds the items that fit', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, 'multi', 'id:S');
  await put(client, { id: 'a', h: 'x', r: 1, s: 'b' });
  await put(client, { id: 'b', h: 'x', r: 1, s: 'a' });
  await put(client, { id: 'c', h: 'x', r: 'one', s: 'a' });
  await put(client, { id: 'd', h: 'x', r: 1 });
  await client.send(
    new UpdateTableCommand({
      TableName: 'multi',
      AttributeDefinitions: definitions('id h r:N s'),
      GlobalSecondaryIndexUpdates: [
        {
          Create: { IndexName: 'byAll', KeySchema: keySchema('h', 'r s'), Projection: { ProjectionType: 'KEYS_ONLY' } },
        },
      ],
    }),
  );
  await cloud.clock.settle();
  expect((await query(client, 'h = :h', { h: 'x' })).ids).toBe('b a');
  expect(await refusal(put(client, { id: 'e', h: 'x', r: 1, s: 2 }))).toBe(
    'ValidationException: One or more parameter values were invalid: Type mismatch for Index Key s Expected: S Actual: N IndexName: byAll',
  );
});

test('what is no key of an index', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  const refused = (attributes: string, KeySchema: KeySchemaElement[]) =>
    refusal(createIndexed(client, attributes, KeySchema));
  const INVALID = 'ValidationException: One or more parameter values were invalid: ';
  expect(await refused('a b c d e', keySchema('a b c d e'))).toBe(
    `${INVALID}The KeySchema exceeds the maximum allowed number of HASH key attributes`,
  );
  expect(await refused('h a b c d e', keySchema('h', 'a b c d e'))).toBe(
    `${INVALID}The KeySchema exceeds the maximum allowed number of RANGE key attributes`,
  );
  expect(await refused('a b c', [...keySchema('a', 'b'), ...keySchema('c')])).toBe(
    `${INVALID}All HASH key attributes must precede RANGE key attributes in the KeySchema`,
  );
  expect(await refused('a b', keySchema('a', 'b b'))).toBe(
    'ValidationException: The KeySchema contains multiple key attributes with the same name',
  );
  expect(await refused('a b c', keySchema('', 'a b c'))).toBe(
    'ValidationException: Invalid KeySchema: The first KeySchemaElement is not a HASH key type',
  );
  expect(await refused('a b', keySchema('a b', 'c'))).toBe(
    `${INVALID}Some index key attributes are not defined in AttributeDefinitions. Keys: [a, b, c], AttributeDefinitions: [a, b, id]`,
  );
  const local = client.send(
    new CreateTableCommand({
      TableName: 'multi',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: definitions('id s a b'),
      KeySchema: keySchema('id', 's'),
      LocalSecondaryIndexes: [
        { IndexName: 'local', KeySchema: keySchema('id', 'a b'), Projection: { ProjectionType: 'ALL' } },
      ],
    }),
  );
  expect(await refusal(local)).toMatch(
    /at 'localSecondaryIndexes\.1\.member\.keySchema' failed to satisfy constraint: Member must have length less than or equal to 2$/,
  );
});

test('PartiQL does not read such an index, but everything else of the table', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createIndexed(client, 'a b c', keySchema('a b', 'c'));
  await put(client, { id: 'one', a: 'a', b: 'b', c: 'c' });
  const execute = (Statement: string) => client.send(new ExecuteStatementCommand({ Statement }));
  const REFUSED =
    'PartiQL statements cannot be executed on tables with multi-attribute HASH keys or multi-attribute RANGE keys.';
  for (const where of ['', ` WHERE a = 'a'`, ` WHERE a = 5`, ` WHERE id = 'one'`]) {
    expect(await refusal(execute(`SELECT * FROM "multi"."byAll"${where}`))).toBe(`ValidationException: ${REFUSED}`);
  }
  expect((await execute(`SELECT * FROM "multi" WHERE id = 'one'`)).Items).toHaveLength(1);
  await execute(`UPDATE "multi" SET c = 'd' WHERE id = 'one'`);

  const batch = await client.send(
    new BatchExecuteStatementCommand({
      Statements: [
        { Statement: `SELECT * FROM "multi"."byAll" WHERE a = 'a' AND b = 'b' AND c = 'd'` },
        { Statement: `SELECT * FROM "multi" WHERE id = 'one'` },
      ],
    }),
  );
  expect(batch.Responses![0]!.Error).toMatchObject({ Code: 'ValidationError', Message: REFUSED });
  expect(batch.Responses![1]!.Item).toMatchObject({ c: { S: 'd' } });
});

import { createHash } from 'node:crypto';
import { paginateScan, ScanCommand, type ScanCommandInput } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, putAll, refusal, type Item } from './support.ts';

const TableName = 'things';

async function withThings(items: readonly Item[]) {
  const cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'id:S');
  await putAll(client, TableName, items);
  return {
    client,
    scan: (input: Partial<ScanCommandInput> = {}) => client.send(new ScanCommand({ TableName, ...input })),
    [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
  };
}

const THINGS = Array.from({ length: 30 }, (_, n) => ({ id: { S: `thing-${n}` }, n: { N: String(n) } }));
const ids = (items: readonly Item[] | undefined) => (items ?? []).map(({ id }) => id!.S!);
const ALL = ids(THINGS).toSorted();

test('a Scan gives every item once, page by page', async () => {
  await using things = await withThings(THINGS);
  const found: string[] = [];
  for await (const { Items } of paginateScan({ client: things.client, pageSize: 7 }, { TableName })) {
    found.push(...ids(Items));
  }
  expect(found.toSorted()).toEqual(ALL);
});

/** dynalite found out how DynamoDB hashes; its own tests hold it against AWS. */
test('items come in the order of AWS’s hash of their partition keys', async () => {
  await using things = await withThings(THINGS);
  const hashOf = (id: string) => createHash('md5').update(`Outliers${id}`).digest('hex');
  const expected = ALL.toSorted((a, b) => (hashOf(a) < hashOf(b) ? -1 : 1));
  expect(ids((await things.scan()).Items)).toEqual(expected);
});

test('filters count what was read', async () => {
  await using things = await withThings(THINGS);
  const page = await things.scan({ FilterExpression: 'n < :n', ExpressionAttributeValues: { ':n': { N: '3' } } });
  expect(page).toMatchObject({ Count: 3, ScannedCount: 30 });
});

test('a filter may speak of keys here', async () => {
  await using things = await withThings(THINGS);
  const page = await things.scan({
    FilterExpression: 'id = :id',
    ExpressionAttributeValues: { ':id': { S: 'thing-4' } },
  });
  expect(page.Items).toEqual([THINGS[4]]);
});

describe('segments', () => {
  test('are disjoint and together the table', async () => {
    await using things = await withThings(THINGS);
    const pages = await Promise.all([0, 1, 2, 3].map((Segment) => things.scan({ Segment, TotalSegments: 4 })));
    expect(pages.flatMap(({ Items }) => ids(Items)).toSorted()).toEqual(ALL);
    expect(pages.every(({ Items }) => Items!.length < 30)).toBe(true);
  });

  test.each<[Partial<ScanCommandInput>, string]>([
    [
      { Segment: 0 },
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    ],
    [
      { TotalSegments: 4 },
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    ],
    [
      { Segment: 5, TotalSegments: 5 },
      'The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 5 is not less than TotalSegments: 5',
    ],
  ])('%o is refused', async (input, expected) => {
    await using things = await withThings([]);
    expect(await refusal(things.scan(input))).toBe(`ValidationException: ${expected}`);
  });

  test('a starting key must be of the segment', async () => {
    await using things = await withThings(THINGS);
    const { LastEvaluatedKey } = await things.scan({ Segment: 0, TotalSegments: 2, Limit: 1 });
    expect(await refusal(things.scan({ Segment: 1, TotalSegments: 2, ExclusiveStartKey: LastEvaluatedKey }))).toBe(
      'ValidationException: The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment. TotalSegments: 2 Segment: 1',
    );
  });
});

test('a starting key must be a key of the table', async () => {
  await using things = await withThings([]);
  const expected =
    'ValidationException: The provided starting key is invalid: The provided key element does not match the schema';
  expect(await refusal(things.scan({ ExclusiveStartKey: { other: { S: 'x' } } }))).toBe(expected);
  expect(await refusal(things.scan({ ExclusiveStartKey: { id: { N: '1' } } }))).toBe(expected);
});

test('an empty table has an empty page', async () => {
  await using things = await withThings([]);
  expect(await things.scan()).toMatchObject({ Items: [], Count: 0, ScannedCount: 0 });
});

test('Limit is at least 1', async () => {
  await using things = await withThings([]);
  expect(await refusal(things.scan({ Limit: 0 }))).toBe(
    "ValidationException: 1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
  );
});

import { paginateQuery, QueryCommand, type QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, putAll, refusal, type Item } from './support.ts';

const TableName = 'songs';
const song = (artist: string, year: number, more: Item = {}): Item => ({
  artist: { S: artist },
  year: { N: String(year) },
  ...more,
});

async function withSongs(items: readonly Item[]) {
  const cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'artist:S', 'year:N');
  await putAll(client, TableName, items);
  const send = (condition: string, values: Item, more: Partial<QueryCommandInput> = {}) =>
    client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: condition,
        ExpressionAttributeNames: { '#y': 'year', ...more.ExpressionAttributeNames },
        ExpressionAttributeValues: values,
        ...more,
      }),
    );
  return {
    client,
    send,
    years: async (condition: string, values: Item = {}, more: Partial<QueryCommandInput> = {}) => {
      const named = condition.includes('#y') ? { '#y': 'year' } : undefined;
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: `artist = :a${condition}`,
          ExpressionAttributeValues: { ':a': { S: 'Nina' }, ...values },
          ...(named ? { ExpressionAttributeNames: named } : {}),
          ...more,
        }),
      );
      return Items.map(({ year }) => Number(year!.N));
    },
    refused: (input: Partial<QueryCommandInput>) =>
      refusal(
        client.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: 'artist = :a',
            ExpressionAttributeValues: { ':a': { S: 'Nina' } },
            ...input,
          }),
        ),
      ),
    [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
  };
}

const YEARS = [-500, -3, 0, 2, 10, 1958, 1965];
const NINA = [song('Miles', 1959), ...YEARS.map((year) => song('Nina', year)), song('Ornette', 1960)];

describe('key conditions', () => {
  test.each<[string, Item, readonly number[]]>([
    ['', {}, YEARS],
    [' AND #y = :y', { ':y': { N: '10' } }, [10]],
    [' AND #y < :y', { ':y': { N: '2' } }, [-500, -3, 0]],
    [' AND #y <= :y', { ':y': { N: '2.0' } }, [-500, -3, 0, 2]],
    [' AND #y > :y', { ':y': { N: '10' } }, [1958, 1965]],
    [' AND #y >= :y', { ':y': { N: '10' } }, [10, 1958, 1965]],
    [' AND #y BETWEEN :y AND :z', { ':y': { N: '-3' }, ':z': { N: '10' } }, [-3, 0, 2, 10]],
  ])('artist = :a%s', async (condition, values, expected) => {
    await using songs = await withSongs(NINA);
    expect(await songs.years(condition, values)).toEqual(expected);
    expect(await songs.years(condition, values, { ScanIndexForward: false })).toEqual(expected.toReversed());
  });

  test('begins_with on strings and binaries', async () => {
    await using cloud = await testCloud();
    const client = dynamoDb(cloud);
    await createTable(client, 'text', 'p:S', 's:S');
    await createTable(client, 'bytes', 'p:S', 's:B');
    const p = { S: 'p' };
    await putAll(
      client,
      'text',
      ['a', 'ab', 'ab\uffff', 'ab\u{10ffff}', 'ac', 'b'].map((s) => ({ p, s: { S: s } })),
    );
    await putAll(
      client,
      'bytes',
      [[1], [1, 255], [1, 255, 255], [2]].map((s) => ({ p, s: { B: Uint8Array.from(s) } })),
    );
    const query = async (TableName: string, prefix: Item[string]) =>
      (
        await client.send(
          new QueryCommand({
            TableName,
            KeyConditionExpression: 'p = :p AND begins_with(s, :s)',
            ExpressionAttributeValues: { ':p': p, ':s': prefix },
          }),
        )
      ).Items!.map(({ s }) => s!.S ?? [...s!.B!]);

    expect(await query('text', { S: 'ab' })).toEqual(['ab', 'ab\uffff', 'ab\u{10ffff}']);
    expect(await query('bytes', { B: Uint8Array.of(1, 255) })).toEqual([
      [1, 255],
      [1, 255, 255],
    ]);
  });

  const refusals: readonly [string, Partial<QueryCommandInput>, string][] = [
    [
      'none',
      { KeyConditionExpression: undefined, ExpressionAttributeValues: undefined },
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    ],
    [
      'without the partition key',
      { KeyConditionExpression: '#y = :a', ExpressionAttributeNames: { '#y': 'year' } },
      'Query condition missed key schema element: artist',
    ],
    [
      'on other attributes',
      { KeyConditionExpression: 'title = :a' },
      'Query condition missed key schema element: artist',
    ],
    ['on a range of partitions', { KeyConditionExpression: 'artist > :a' }, 'Query key condition not supported'],
    [
      'of another type',
      { ExpressionAttributeValues: { ':a': { N: '1' } } },
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    ],
    [
      'twice on one attribute',
      { KeyConditionExpression: 'artist = :a AND title > :a AND title < :a' },
      'Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key',
    ],
    [
      'on more attributes than the key has',
      { KeyConditionExpression: 'artist = :a AND title > :a AND album = :a' },
      'The number of query conditions (3) exceeds the number of key attributes defined in the schema (2)',
    ],
    [
      'that is empty',
      { KeyConditionExpression: '' },
      'Invalid KeyConditionExpression: The expression can not be empty;',
    ],
  ];
  test.each(refusals)('%s', async (_what, input, expected) => {
    await using songs = await withSongs([]);
    expect(await songs.refused(input)).toBe(`ValidationException: ${expected}`);
  });
});

describe('pages', () => {
  test('of Limit items, before the filter', async () => {
    await using songs = await withSongs(NINA);
    const page = await songs.send(
      'artist = :a',
      { ':a': { S: 'Nina' }, ':old': { N: '0' } },
      {
        Limit: 3,
        FilterExpression: 'attribute_not_exists(title) OR title > :old',
        ExpressionAttributeNames: undefined,
      },
    );
    expect(page).toMatchObject({ Count: 3, ScannedCount: 3, LastEvaluatedKey: song('Nina', 0) });
  });

  test('end with a LastEvaluatedKey even where nothing follows, if Limit ended them', async () => {
    await using songs = await withSongs(NINA);
    const input = { ExpressionAttributeNames: undefined };
    const all = await songs.send('artist = :a', { ':a': { S: 'Nina' } }, { ...input, Limit: YEARS.length });
    expect(all.LastEvaluatedKey).toEqual(song('Nina', 1965));
    const rest = await songs.send(
      'artist = :a',
      { ':a': { S: 'Nina' } },
      { ...input, ExclusiveStartKey: all.LastEvaluatedKey },
    );
    expect(rest).toMatchObject({ Items: [], Count: 0, ScannedCount: 0 });
    expect(rest.LastEvaluatedKey).toBeUndefined();
  });

  test('end at 1 MB of items, the one that reaches it included', async () => {
    const text = { text: { S: 'x'.repeat(100 * 1024) } };
    await using songs = await withSongs(Array.from({ length: 25 }, (_, year) => song('Nina', year, text)));
    const counts: number[] = [];
    const pages = paginateQuery(
      { client: songs.client },
      { TableName, KeyConditionExpression: 'artist = :a', ExpressionAttributeValues: { ':a': { S: 'Nina' } } },
    );
    for await (const { Count } of pages) counts.push(Count!);
    expect(counts).toEqual([11, 11, 3]);
  });

  test.each<[string, Item, string]>([
    ['of another table', { id: { S: 'x' } }, 'The provided starting key is invalid'],
    ['with more than the key', { ...song('Nina', 1), more: { S: 'x' } }, 'The provided starting key is invalid'],
    [
      'of another type',
      { artist: { S: 'Nina' }, year: { S: 'x' } },
      'The provided starting key is invalid: The provided key element does not match the schema',
    ],
    [
      'of another partition',
      song('Miles', 1959),
      'The provided starting key is outside query boundaries based on provided conditions',
    ],
  ])('do not begin at a key %s', async (_what, ExclusiveStartKey, expected) => {
    await using songs = await withSongs(NINA);
    expect(await songs.refused({ ExclusiveStartKey })).toBe(`ValidationException: ${expected}`);
  });

  test('do not begin outside the range', async () => {
    await using songs = await withSongs(NINA);
    const refused = await songs.refused({
      KeyConditionExpression: 'artist = :a AND #y > :y',
      ExpressionAttributeNames: { '#y': 'year' },
      ExpressionAttributeValues: { ':a': { S: 'Nina' }, ':y': { N: '10' } },
      ExclusiveStartKey: song('Nina', 2),
    });
    expect(refused).toBe('ValidationException: The provided starting key does not match the range key predicate');
  });
});

describe('filters and selections', () => {
  test('a filter does not speak of keys', async () => {
    await using songs = await withSongs(NINA);
    const refused = await songs.refused({
      FilterExpression: '#y > :y',
      ExpressionAttributeNames: { '#y': 'year' },
      ExpressionAttributeValues: { ':a': { S: 'Nina' }, ':y': { N: '10' } },
    });
    expect(refused).toBe(
      'ValidationException: Filter Expression can only contain non-primary key attributes: Primary key attribute: year',
    );
  });

  test('COUNT has no Items', async () => {
    await using songs = await withSongs(NINA);
    const counted = await songs.send(
      'artist = :a',
      { ':a': { S: 'Nina' } },
      {
        Select: 'COUNT',
        ExpressionAttributeNames: undefined,
      },
    );
    expect(counted).toMatchObject({ Count: 7, ScannedCount: 7 });
    expect(counted.Items).toBeUndefined();
  });

  test.each<[Partial<QueryCommandInput>, string]>([
    [
      { Select: 'SPECIFIC_ATTRIBUTES' },
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    ],
    [
      { Select: 'ALL_ATTRIBUTES', ProjectionExpression: 'artist' },
      'Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES',
    ],
    [
      { Select: 'COUNT', ProjectionExpression: 'artist' },
      'Cannot specify the ProjectionExpression when choosing to get only the Count',
    ],
    [
      { Select: 'ALL_PROJECTED_ATTRIBUTES' },
      'ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName',
    ],
  ])('%o', async (input, expected) => {
    await using songs = await withSongs([]);
    expect(await songs.refused(input)).toBe(`ValidationException: ${expected}`);
  });

  test('an unknown Select names the known ones in DynamoDB’s order', async () => {
    await using songs = await withSongs([]);
    expect(await songs.refused({ Select: 'SOME' as 'COUNT' })).toBe(
      "ValidationException: 1 validation error detected: Value 'SOME' at 'select' failed to satisfy constraint: Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]",
    );
  });

  test('a Limit of 0', async () => {
    await using songs = await withSongs([]);
    expect(await songs.refused({ Limit: 0 })).toBe(
      "ValidationException: 1 validation error detected: Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
    );
  });

  test('an index that is not there', async () => {
    await using songs = await withSongs([]);
    expect(await songs.refused({ IndexName: 'byTitle' })).toBe(
      'ValidationException: The table does not have the specified index: byTitle',
    );
  });
});

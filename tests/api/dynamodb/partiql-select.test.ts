import { type AttributeValue, type ExecuteStatementCommandInput } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, ExecuteStatementCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { partiql } from './partiql-support.ts';
import { createTable, dynamoDb, putAll, type Item } from './support.ts';

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.select.html; answers and words as the
// public conformance suite recorded them on AWS (tests/tier2/partiql).

const S = (text: string): AttributeValue => ({ S: text });
const N = (text: string): AttributeValue => ({ N: text });

async function setUp() {
  const cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, 'notes', 'pk:S', 'sk:S', {
    AttributeDefinitions: ['pk', 'sk', 'tag', 'rank'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    GlobalSecondaryIndexes: [
      {
        IndexName: 'by-tag',
        KeySchema: [{ AttributeName: 'tag', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['shown'] },
      },
    ],
    LocalSecondaryIndexes: [
      {
        IndexName: 'by-rank',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'rank', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  });
  const statements = partiql(client);
  return {
    ...statements,
    client,
    put: (...items: readonly Item[]) => putAll(client, 'notes', items),
    /** The keys of what a WHERE finds, in order. */
    keys: async (where: string, parameters?: AttributeValue[]) =>
      (await statements.items(`SELECT pk, sk FROM "notes" WHERE ${where}`, parameters)).map(
        ({ pk, sk }) => `${pk!.S}/${sk!.S}`,
      ),
    [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
  };
}

type Setting = Awaited<ReturnType<typeof setUp>>;

const grid = (...partitions: readonly string[]): readonly Item[] =>
  partitions.flatMap((pk) => ['1', '2', '3'].map((sk) => ({ pk: S(pk), sk: S(sk) })));

describe('conditions', () => {
  test.each([
    ["pk = 'a' AND sk = '1'", ['a/1']],
    ["sk = '1' AND 'a' = pk", ['a/1']],
    ["pk = 'a'", ['a/1', 'a/2', 'a/3']],
    ["pk = 'a' AND sk > '1'", ['a/2', 'a/3']],
    ["pk = 'a' AND '2' > sk", ['a/1']],
    ["pk = 'a' AND sk > '1' AND sk < '3'", ['a/2']],
    ["pk = 'a' AND sk BETWEEN '2' AND '9'", ['a/2', 'a/3']],
    ["pk = 'a' AND begins_with(sk, '2')", ['a/2']],
    ["pk = 'a' AND sk IN ['3', '1', '3']", ['a/3', 'a/1']],
    ["pk IN ['b', 'a'] AND sk = '2'", ['b/2', 'a/2']],
    ["pk IN ('a', 'a') AND NOT sk IN ['1', '3']", ['a/2']],
    ["pk = 'a' AND sk <> '1'", ['a/2', 'a/3']],
    ["pk = 'a' AND pk = 'b'", []],
    ["pk = 'a' AND sk = '1' OR pk = 'b' AND sk = '2'", ['a/1', 'b/2']],
    ["pk = 'a' AND sk = '3' OR pk = 'a' AND sk = '1'", ['a/3', 'a/1']],
    ["pk = 'a' AND NOT sk = '1' OR pk = 'a' AND sk = '2'", ['a/2', 'a/3']],
    ["pk = 'a' OR pk = 'a' AND NOT sk = '1'", ['a/1', 'a/2', 'a/3']],
    ["pk = 'none'", []],
  ])('on keys: %s', async (where, keys) => {
    await using db = await setUp();
    await db.put(...grid('a', 'b'));
    expect(await db.keys(where)).toEqual(keys);
  });

  test.each([
    'n = 30',
    'n > 20 AND n >= 30 AND n < 31 AND n <= 30',
    'n != 31',
    'n BETWEEN 30 AND 31',
    'n NOT BETWEEN 31 AND 40',
    'n IN (29, 30)',
    'n NOT IN [29]',
    "begins_with(text, 'Ki')",
    "contains(text, 'rk')",
    "contains(tags, 'x')",
    'size(tags) = 2',
    "attribute_type(tags, 'SS')",
    'ATTRIBUTE_EXISTS(tags)',
    'attribute_not_exists(other) = true',
    'contains(tags, text) = false',
    'other IS MISSING',
    'n IS NOT MISSING',
    'nul IS NULL',
    'n IS NOT NULL',
    'flag IS BOOL',
    'text IS STRING',
    'n IS NUMERIC',
    'doc IS STRUCT',
    'flag = true',
    'nul = NULL',
    "tags = <<'y', 'x'>>",
    "doc = {'a': {'b': [1, 2]}}",
    'doc.a.b[1] = 2',
    "doc['a']['b'] = [1, 2]",
    '"n" = 30',
    "(n = 1 OR n = 30) AND NOT (text = 'no' OR other = 1)",
    'n = 3e1',
    'n > -5',
  ])('that hold of an item: %s', async (condition) => {
    await using db = await setUp();
    await db.put({
      pk: S('a'),
      sk: S('1'),
      n: N('30'),
      text: S('Kirkland'),
      tags: { SS: ['x', 'y'] },
      nul: { NULL: true },
      flag: { BOOL: true },
      doc: { M: { a: { M: { b: { L: [N('1'), N('2')] } } } } },
    });
    expect(await db.keys(`pk = 'a' AND ${condition}`)).toEqual(['a/1']);
    expect(await db.keys(`pk = 'a' AND NOT (${condition})`)).toEqual([]);
    // Without a key it is a scan.
    expect(await db.keys(condition)).toEqual(['a/1']);
  });

  test('take parameters', async () => {
    await using db = await setUp();
    await db.put(...grid('a', 'b'));
    expect(await db.keys('pk IN [?, ?] AND sk = ?', [S('a'), S('b'), S('2')])).toEqual(['a/2', 'b/2']);
  });

  test('that are long are evaluated', async () => {
    await using db = await setUp();
    await db.put(...grid('a'));
    const long = `pk='a' AND (${Array.from({ length: 700 }, () => "sk='1'").join(' OR ')})`;
    expect(await db.keys(long)).toEqual(['a/1']);
  });
});

test('a projection shows what paths lead to, under their last names', async () => {
  await using db = await setUp();
  const doc = { M: { k: { L: [N('1'), N('2')] }, z: S('deep') } };
  await db.put({ pk: S('a'), sk: S('1'), doc, l: { L: [S('first')] }, 'm.z': S('dotted') });
  expect(await db.items(`SELECT doc.k[1], doc.z, l[-0], "m.z", none, sk FROM notes WHERE pk = 'a'`)).toEqual([
    { 'k[1]': N('2'), z: S('deep'), 'l[0]': S('first'), 'm.z': S('dotted'), sk: S('1') },
  ]);
});

describe('ORDER BY', () => {
  test.each([
    ["pk = 'o' ORDER BY sk", 'o/1 o/2 o/3'],
    ["pk = 'o' ORDER BY sk DESC", 'o/3 o/2 o/1'],
    // As recorded: an order that does not name the sort key goes down in it.
    ["pk = 'o' ORDER BY pk ASC", 'o/3 o/2 o/1'],
    ["pk IN ['o', 'p'] ORDER BY pk DESC, sk ASC", 'p/1 p/2 p/3 o/1 o/2 o/3'],
    ["pk IN ['p', 'o'] ORDER BY pk, sk", 'o/1 o/2 o/3 p/1 p/2 p/3'],
    ["pk = 'o' AND sk IN ['3', '1'] ORDER BY sk", 'o/1 o/3'],
    ["pk = 'o' AND sk IN ['1', '3'] ORDER BY sk DESC", 'o/3 o/1'],
  ])('%s', async (where, keys) => {
    await using db = await setUp();
    await db.put(...grid('o', 'p'));
    expect((await db.keys(where)).join(' ')).toBe(keys);
  });

  test.each([
    ['ORDER BY sk', 'Must have WHERE clause in the statement when using ORDER BY clause.'],
    ["WHERE pk = 'o' ORDER BY Total DESC", 'Attribute Total in ORDER BY clause must be part of the primary key'],
    [
      "WHERE pk > 'a' ORDER BY sk",
      'Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.',
    ],
    [
      "WHERE pk IN ['o', 'p'] ORDER BY sk DESC",
      'Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.',
    ],
  ])('%s is refused', async (clauses, problem) => {
    await using db = await setUp();
    expect(await db.problem(`SELECT sk FROM notes ${clauses}`)).toBe(problem);
  });
});

describe('pages', () => {
  async function pagesOf(db: Setting, Statement: string, Limit: number): Promise<readonly string[]> {
    const pages: string[] = [];
    let NextToken: string | undefined;
    do {
      const more: Partial<ExecuteStatementCommandInput> = { Limit, ...(NextToken === undefined ? {} : { NextToken }) };
      const page = await db.run(Statement, undefined, more);
      pages.push((page.Items ?? []).map(({ pk, sk }) => `${pk!.S}/${sk!.S}`).join(' '));
      NextToken = page.NextToken;
      expect(NextToken === undefined).toBe(page.LastEvaluatedKey === undefined);
    } while (NextToken !== undefined);
    return pages;
  }

  test('of queries go on across partitions, forwards and backwards', async () => {
    await using db = await setUp();
    await db.put(...grid('o', 'p'));
    const select = "SELECT pk, sk FROM notes WHERE pk IN ['o', 'p']";
    expect(await pagesOf(db, `${select} ORDER BY pk DESC`, 2)).toEqual(['p/3 p/2', 'p/1 o/3', 'o/2 o/1', '']);
    expect(await pagesOf(db, select, 4)).toEqual(['o/1 o/2 o/3 p/1', 'p/2 p/3']);
  });

  test('of scans give every item once; the limit counts before the filter', async () => {
    await using db = await setUp();
    await db.put(...grid('a', 'b', 'c'));
    const pages = await pagesOf(db, "SELECT pk, sk FROM notes WHERE sk = '2'", 2);
    expect(pages.join(' ').trim().split(/ +/).toSorted()).toEqual(['a/2', 'b/2', 'c/2']);
    expect(pages).toHaveLength(5);
  });

  test('end at 1 MB', async () => {
    await using db = await setUp();
    const text = S('x'.repeat(300_000));
    await db.put(...['1', '2', '3', '4', '5'].map((sk) => ({ pk: S('a'), sk: S(sk), text })));
    const first = await db.run("SELECT sk FROM notes WHERE pk = 'a'");
    expect(first.Items).toHaveLength(4);
    const second = await db.run("SELECT sk FROM notes WHERE pk = 'a'", undefined, { NextToken: first.NextToken! });
    expect(second.Items).toEqual([{ sk: S('5') }]);
    expect(second.NextToken).toBeUndefined();
  });

  test('belong to their statement and parameters', async () => {
    await using db = await setUp();
    await db.put(...grid('a'));
    const { NextToken } = await db.run('SELECT sk FROM notes WHERE pk = ?', [S('a')], { Limit: 1 });
    const more = { NextToken: NextToken! };
    expect(await db.problem('SELECT sk FROM notes WHERE pk = ?', [S('b')], more)).toBe(
      'NextToken does not match request',
    );
    expect(await db.problem('SELECT pk FROM notes WHERE pk = ?', [S('a')], more)).toBe(
      'NextToken does not match request',
    );
    expect(await db.problem('SELECT sk FROM notes WHERE pk = ?', [S('a')], { NextToken: 'x' })).toBe(
      'Invalid NextToken',
    );
    const [owner] = JSON.parse(Buffer.from(NextToken!, 'base64url').toString()) as string[];
    for (const key of ['{', '5', '{"pk":{}}', '{"pk":{"S":5},"sk":{"S":"1"}}', '{"pk":{"S":"a"}}', 'null']) {
      const forged = Buffer.from(JSON.stringify([owner, 0, key])).toString('base64url');
      expect(await db.problem('SELECT sk FROM notes WHERE pk = ?', [S('a')], { NextToken: forged })).toBe(
        'Invalid NextToken',
      );
    }
  });
});

describe('an index', () => {
  const noted: readonly Item[] = ['1', '2'].map((sk) => ({
    pk: S('a'),
    sk: S(sk),
    tag: S('x'),
    rank: S(`r${sk}`),
    shown: S(`s${sk}`),
    hidden: S(`h${sk}`),
  }));

  test('shows what it holds, and costs its own capacity', async () => {
    await using db = await setUp();
    await db.put(...noted);
    const global = await db.run(`SELECT * FROM "notes"."by-tag" WHERE tag = 'x' AND shown = 's1'`, undefined, {
      ReturnConsumedCapacity: 'INDEXES',
    });
    expect(global.Items).toEqual([{ pk: S('a'), sk: S('1'), tag: S('x'), shown: S('s1') }]);
    expect(global.ConsumedCapacity).toMatchObject({
      CapacityUnits: 0.5,
      Table: { CapacityUnits: 0 },
      GlobalSecondaryIndexes: { 'by-tag': { CapacityUnits: 0.5 } },
    });
    const local = await db.run(`SELECT * FROM notes."by-rank" WHERE pk = 'a' ORDER BY rank DESC`, undefined, {
      ConsistentRead: true,
      ReturnConsumedCapacity: 'INDEXES',
    });
    expect(local.Items).toEqual(['2', '1'].map((sk) => ({ pk: S('a'), sk: S(sk), rank: S(`r${sk}`) })));
    expect(local.ConsumedCapacity).toMatchObject({ CapacityUnits: 1, Table: { CapacityUnits: 0 } });
  });

  test('that is local fetches other attributes from the table', async () => {
    await using db = await setUp();
    await db.put(...noted);
    const { Items, ConsumedCapacity } = await db.run(
      `SELECT hidden FROM notes."by-rank" WHERE pk = 'a' AND rank > 'r1'`,
      undefined,
      { ReturnConsumedCapacity: 'INDEXES' },
    );
    expect(Items).toEqual([{ hidden: S('h2') }]);
    expect(ConsumedCapacity?.Table?.CapacityUnits).toBe(0.5);
  });

  test('refuses filters on what it does not hold when it is queried, and finds nothing when it is scanned', async () => {
    await using db = await setUp();
    await db.put(...noted);
    const refused =
      'One or more parameter values were invalid: Secondary index by-tag does not project one or more filter attributes: ';
    const select = 'SELECT pk FROM notes."by-tag" WHERE';
    expect(await db.problem(`${select} tag = 'x' AND NOT (hidden='np1' OR shown='x')`)).toBe(`${refused}[hidden]`);
    expect(await db.problem(`${select} tag IN ['x'] AND b='1' AND (a='2' OR shown='3')`)).toBe(`${refused}[a, b]`);
    expect(await db.problem(`${select} tag = 'x' AND (zz='1' OR aa='2' OR mm='3')`)).toBe(`${refused}[zz, aa, mm]`);
    expect(await db.items(`${select} hidden = 'h1'`)).toEqual([]);
    expect(await db.items(`${select} NOT hidden = 'h1'`)).toHaveLength(2);
    expect(await db.items(`${select} pk = 'a'`)).toHaveLength(2);
  });

  test.each([
    ['SELECT hidden, other FROM notes."by-tag"', {}, 'Global secondary index by-tag does not project [hidden, other]'],
    [
      'SELECT * FROM notes."by-tag"',
      { ConsistentRead: true },
      'Strongly consistent read is not supported on Global Secondary Indexes',
    ],
    ['SELECT * FROM notes."none"', {}, 'The table does not have the specified index'],
    ['SELECT * FROM notes."notes"', {}, 'The table does not have the specified index'],
    ['SELECT * FROM notes."by-tag".more', {}, 'A path may contain at most 2 components in the FROM clause'],
    ['SELECT * FROM notes.""', {}, 'Path component cannot be an empty string'],
    [`UPDATE notes."by-tag" SET a = 1 WHERE pk = 'a'`, {}, 'This operation is not supported on an index'],
    [`DELETE FROM notes."by-tag" WHERE pk = 'a'`, {}, 'This operation is not supported on an index'],
    [
      `INSERT INTO notes."by-tag" VALUE {'pk': 'a'}`,
      {},
      'FROM clause may only contain a single table name in data manipulation statements',
    ],
  ])('%s is refused', async (statement, more, problem) => {
    await using db = await setUp();
    expect(await db.problem(statement, undefined, more)).toContain(problem);
  });
});

test('the document client sends and receives plain values', async () => {
  await using db = await setUp();
  await db.put({ pk: S('a'), sk: S('1'), n: N('5') });
  const documents = DynamoDBDocumentClient.from(db.client);
  const { Items } = await documents.send(
    new ExecuteStatementCommand({
      Statement: 'SELECT * FROM notes WHERE pk = ? AND n IN [?, ?]',
      Parameters: ['a', 5, 6],
    }),
  );
  expect(Items).toEqual([{ pk: 'a', sk: '1', n: 5 }]);
});

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AttributeValue, Context } from './api.ts';
import { createTable } from './operations/create-table.ts';
import { deleteItem } from './operations/delete-item.ts';
import { putItem } from './operations/put-item.ts';
import { query } from './operations/query.ts';
import { scan } from './operations/scan.ts';
import { testContext } from './testing.ts';

type Attributes = Record<string, AttributeValue>;

interface Row {
  readonly p: string;
  readonly s: number;
  /** The sort key of the local index and the partition key of the global one; missing in some items. */
  readonly g: string | undefined;
}

const TableName = 'model';

/** Numbers whose order as text is another one, and that need more than a double. */
const sortKeys = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.constantFrom(-1000, -0.5, 0.25, 9, 10, 1e15));
const rows = fc.array(
  fc.record<Row>({
    p: fc.constantFrom('a', 'b', 'c\u0000', 'c'),
    s: sortKeys,
    g: fc.option(fc.constantFrom('x', 'y', 'y\u0000', ''), { nil: undefined }).map((g) => g || undefined),
  }),
  { maxLength: 40 },
);

const keyOf = ({ p, s }: Row): Attributes => ({ p: { S: p }, s: { N: String(s) } });
const toItem = (row: Row): Attributes => ({
  ...keyOf(row),
  ...(row.g === undefined ? {} : { g: { S: row.g } }),
  body: { S: `${row.p}/${row.s}` },
});

/** The table as a list: later rows replace earlier ones of the same key. */
const current = (all: readonly Row[]) => [...new Map(all.map((row) => [`${row.p}/${row.s}`, row])).values()];

const byNumber = (a: number, b: number) => a - b;
const byText = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));

async function modelTable(all: readonly Row[], removed: readonly Row[]): Promise<Context> {
  const ctx = testContext();
  await createTable(ctx, {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      { AttributeName: 'p', AttributeType: 'S' },
      { AttributeName: 's', AttributeType: 'N' },
      { AttributeName: 'g', AttributeType: 'S' },
    ],
    KeySchema: [
      { AttributeName: 'p', KeyType: 'HASH' },
      { AttributeName: 's', KeyType: 'RANGE' },
    ],
    LocalSecondaryIndexes: [
      {
        IndexName: 'local',
        KeySchema: [
          { AttributeName: 'p', KeyType: 'HASH' },
          { AttributeName: 'g', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'global',
        KeySchema: [
          { AttributeName: 'g', KeyType: 'HASH' },
          { AttributeName: 's', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
  });
  for (const row of all) await putItem(ctx, { TableName, Item: toItem(row) });
  for (const row of removed) await deleteItem(ctx, { TableName, Key: keyOf(row) });
  return ctx;
}

interface Page {
  readonly Items?: Attributes[] | undefined;
  readonly LastEvaluatedKey?: Attributes | undefined;
}

/** All items, page by page, from each LastEvaluatedKey to the next. */
async function allPages(read: (start: Attributes | undefined) => Promise<Page>, limit: number): Promise<Attributes[]> {
  const items: Attributes[] = [];
  let start: Attributes | undefined;
  do {
    const page = await read(start);
    expect(page.Items!.length).toBeLessThanOrEqual(limit);
    items.push(...page.Items!);
    start = page.LastEvaluatedKey;
  } while (start);
  return items;
}

const startAt = (ExclusiveStartKey: Attributes | undefined) => (ExclusiveStartKey ? { ExclusiveStartKey } : {});
const subset = (all: readonly Row[]) => fc.subarray([...all]);
const tables = rows.chain((all) => fc.record({ all: fc.constant(all), removed: subset(all) }));
const remaining = (all: readonly Row[], removed: readonly Row[]) =>
  current(all).filter(({ p, s }) => !removed.some((gone) => gone.p === p && gone.s === s));

const ranges = fc.oneof(
  fc.constant({ text: '', values: {}, test: () => true }),
  fc.tuple(fc.constantFrom('=', '<', '<=', '>', '>='), sortKeys).map(([operator, at]) => ({
    text: ` AND s ${operator} :s`,
    values: { ':s': { N: String(at) } },
    test: (s: number) => ({ '=': s === at, '<': s < at, '<=': s <= at, '>': s > at, '>=': s >= at })[operator],
  })),
  fc.tuple(sortKeys, sortKeys).map((ends) => {
    const [low, high] = ends.toSorted(byNumber) as [number, number];
    return {
      text: ' AND s BETWEEN :low AND :high',
      values: { ':low': { N: String(low) }, ':high': { N: String(high) } },
      test: (s: number) => s >= low && s <= high,
    };
  }),
);

test('a Query gives the items of a partition in the order of their sort keys, either way, in pages of any size', async () => {
  await fc.assert(
    fc.asyncProperty(
      tables,
      fc.constantFrom('a', 'b', 'c', 'c\u0000'),
      ranges,
      fc.boolean(),
      fc.integer({ min: 1, max: 7 }),
      async ({ all, removed }, p, range, forward, limit) => {
        const ctx = await modelTable(all, removed);
        const found = await allPages(
          async (start) =>
            query(ctx, {
              TableName,
              KeyConditionExpression: `p = :p${range.text}`,
              ExpressionAttributeValues: { ':p': { S: p }, ...range.values },
              ScanIndexForward: forward,
              Limit: limit,
              ...startAt(start),
            }),
          limit,
        );
        const expected = remaining(all, removed)
          .filter((row) => row.p === p && range.test(row.s))
          .toSorted((a, b) => byNumber(a.s, b.s));
        expect(found).toEqual((forward ? expected : expected.toReversed()).map(toItem));
      },
    ),
    { numRuns: 60 },
  );
});

test('a Query on an index gives the items that have its keys, in its order', async () => {
  await fc.assert(
    fc.asyncProperty(tables, fc.boolean(), fc.integer({ min: 1, max: 5 }), async ({ all, removed }, forward, limit) => {
      const ctx = await modelTable(all, removed);
      const left = remaining(all, removed);
      const direction = <T>(items: T[]) => (forward ? items : items.toReversed());

      const local = await allPages(
        async (start) =>
          query(ctx, {
            TableName,
            IndexName: 'local',
            KeyConditionExpression: 'p = :p',
            ExpressionAttributeValues: { ':p': { S: 'a' } },
            ScanIndexForward: forward,
            Limit: limit,
            ...startAt(start),
          }),
        limit,
      );
      const inLocal = left
        .filter(({ p, g }) => p === 'a' && g !== undefined)
        .toSorted((a, b) => byText(a.g!, b.g!) || byNumber(a.s, b.s));
      expect(local).toEqual(direction(inLocal).map(toItem));

      const global = await allPages(
        async (start) =>
          query(ctx, {
            TableName,
            IndexName: 'global',
            KeyConditionExpression: 'g = :g',
            ExpressionAttributeValues: { ':g': { S: 'y' } },
            ScanIndexForward: forward,
            Limit: limit,
            ...startAt(start),
          }),
        limit,
      );
      const inGlobal = left.filter(({ g }) => g === 'y');
      expect(global.map(({ s }) => Number(s!.N))).toEqual(direction(inGlobal.map(({ s }) => s).toSorted(byNumber)));
      const withoutBody = (row: Row) => ({ ...keyOf(row), g: { S: 'y' } });
      expect(global).toHaveLength(inGlobal.length);
      expect(global).toEqual(expect.arrayContaining(inGlobal.map(withoutBody)));
    }),
    { numRuns: 60 },
  );
});

test('segments of a Scan are disjoint and together the table, in pages of any size', async () => {
  await fc.assert(
    fc.asyncProperty(
      tables,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom(undefined, 'local', 'global'),
      async ({ all, removed }, TotalSegments, limit, IndexName) => {
        const ctx = await modelTable(all, removed);
        const segments = await Promise.all(
          Array.from({ length: TotalSegments }, (_, Segment) =>
            allPages(
              async (start) =>
                scan(ctx, {
                  TableName,
                  ...(IndexName ? { IndexName } : {}),
                  Segment,
                  TotalSegments,
                  Limit: limit,
                  ...startAt(start),
                }),
              limit,
            ),
          ),
        );
        const expected = remaining(all, removed).filter(({ g }) => !IndexName || g !== undefined);
        const names = segments.flat().map(({ p, s }) => `${p!.S}/${Number(s!.N)}`);
        expect(names.toSorted()).toEqual(expected.map(({ p, s }) => `${p}/${s}`).toSorted());
      },
    ),
    { numRuns: 60 },
  );
});

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Context } from './api.ts';
import { backfillChunk } from './index-backfill.ts';
import { createTable } from './operations/create-table.ts';
import { deleteItem } from './operations/delete-item.ts';
import { putItem } from './operations/put-item.ts';
import { scan } from './operations/scan.ts';
import { updateTable } from './operations/update-table.ts';
import { requireTable, setTable } from './store.ts';
import { readCounts } from './table-counts.ts';
import { testContext } from './testing.ts';

const TableName = 'filled';
const address = { accountId: '000000000000', region: 'us-east-1', name: TableName };

type Step =
  | { readonly kind: 'put'; readonly id: number; readonly group: string | undefined }
  | { readonly kind: 'delete'; readonly id: number }
  | { readonly kind: 'fill' };

const ids = fc.integer({ min: 0, max: 15 });
const puts = fc.record({
  kind: fc.constant('put' as const),
  id: ids,
  group: fc.option(fc.constantFrom('x', 'y'), { nil: undefined }),
});
const steps = fc.array(
  fc.oneof<fc.Arbitrary<Step>[]>(
    puts,
    fc.record({ kind: fc.constant('delete' as const), id: ids }),
    fc.constant({ kind: 'fill' as const }),
  ),
  { maxLength: 30 },
);

async function fill(ctx: Context, limit: number): Promise<boolean> {
  return ctx.transact(['fill'], async (tx) => {
    const table = await requireTable(ctx, tx, address);
    const index = table.indexes[0]!;
    if (!index.isBackfilling) return true;
    const isDone = await backfillChunk(tx, table, index, limit);
    if (isDone) setTable(tx, { ...table, indexes: [{ ...index, isBackfilling: false }] });
    return isDone;
  });
}

async function run(ctx: Context, step: Step): Promise<unknown> {
  if (step.kind === 'fill') return fill(ctx, 2);
  const id = { N: String(step.id) };
  if (step.kind === 'delete') return deleteItem(ctx, { TableName, Key: { id } });
  return putItem(ctx, { TableName, Item: { id, ...(step.group ? { group: { S: step.group } } : {}) } });
}

test('an index that is filled while items change holds each of them exactly once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(puts, { maxLength: 20 }), steps, async (before, during) => {
      const ctx = testContext();
      await createTable(ctx, {
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      });
      for (const step of before) await run(ctx, step);
      await updateTable(ctx, {
        TableName,
        AttributeDefinitions: [{ AttributeName: 'group', AttributeType: 'S' }],
        GlobalSecondaryIndexUpdates: [
          {
            Create: {
              IndexName: 'byGroup',
              KeySchema: [{ AttributeName: 'group', KeyType: 'HASH' }],
              Projection: { ProjectionType: 'ALL' },
            },
          },
        ],
      });
      for (const step of during) await run(ctx, step);
      while (!(await fill(ctx, 3)));

      const all = (await scan(ctx, { TableName })).Items!;
      const indexed = (await scan(ctx, { TableName, IndexName: 'byGroup' })).Items!;
      const expected = all.filter(({ group }) => group);
      expect(indexed).toHaveLength(expected.length);
      expect(indexed).toEqual(expect.arrayContaining(expected));
      const table = await ctx.read((from) => requireTable(ctx, from, address));
      const counts = await ctx.read((from) => readCounts(from, table));
      expect(counts.get(table.indexes[0]!.indexId)!.items).toBe(expected.length);
    }),
    { numRuns: 150 },
  );
});

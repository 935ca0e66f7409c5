import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Context } from '../api.ts';
import { createTable } from '../operations/create-table.ts';
import { deleteItem } from '../operations/delete-item.ts';
import { deleteTable } from '../operations/delete-table.ts';
import { putItem } from '../operations/put-item.ts';
import { updateContinuousBackups } from '../operations/update-continuous-backups.ts';
import { findTable, itemsPrefix, setTable } from '../store.ts';
import { tasks } from '../tasks.ts';
import { testContext } from '../testing.ts';
import { COPY_ITEMS } from './copy.ts';
import { historyPrefix, historyTimePrefix, pageAt } from './history.ts';
import { DAY_MS } from './limits.ts';
import { markMoment, type Moment } from './moment.ts';
import { trimHistory } from './trim.ts';

const TableName = 'orders';
const address = { accountId: '000000000000', region: 'us-east-1', name: TableName };

/** A clock that stands still until it is moved. */
function handClock() {
  const clock = { at: 1_000_000, now: () => clock.at, sleepUntil: () => new Promise<void>(() => {}) };
  return clock;
}

async function createOrders(ctx: Context): Promise<void> {
  await createTable(ctx, {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }],
  });
}

const enable = (ctx: Context, RecoveryPeriodInDays: number) =>
  updateContinuousBackups(ctx, {
    TableName,
    PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays },
  });

const requireOrders = async (ctx: Context) => (await ctx.read((from) => findTable(ctx, from, address)))!;

const mark = (ctx: Context): Promise<Moment> =>
  ctx.transact(['mark'], async (tx) => {
    const { marked, moment } = markMoment((await findTable(ctx, tx, address))!, tx.now);
    setTable(tx, marked);
    return moment;
  });

type Model = Map<number, number>;
const toSorted = (model: Model) => [...model].sort(([a], [b]) => a - b);

const step = fc.oneof(
  fc.record({ kind: fc.constant('put' as const), id: fc.nat(9), n: fc.nat(99) }),
  fc.record({ kind: fc.constant('delete' as const), id: fc.nat(9) }),
  fc.record({ kind: fc.constant('wait' as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

async function run(ctx: Context, clock: { at: number }, model: Model, one: Step): Promise<void> {
  if (one.kind === 'wait') {
    clock.at++;
    return;
  }
  const id = { N: String(one.id) };
  if (one.kind === 'put') {
    await putItem(ctx, { TableName, Item: { id, n: { N: String(one.n) } } });
    model.set(one.id, one.n);
    return;
  }
  await deleteItem(ctx, { TableName, Key: { id } });
  model.delete(one.id);
}

test('pages that are read while items change are one state, that of the moment', async () => {
  const limits = fc.record({ items: fc.integer({ min: 1, max: 4 }), images: fc.integer({ min: 1, max: 4 }) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 30 }),
      fc.array(fc.array(step, { maxLength: 4 }), { maxLength: 20 }),
      limits,
      async (before, between, sizes) => {
        const clock = handClock();
        const ctx = testContext({ clock });
        const model: Model = new Map();
        await createOrders(ctx);
        // Older images must not be taken for those of the moment.
        await mark(ctx);
        for (const one of before) await run(ctx, clock, model, one);
        const moment = await mark(ctx);
        const expected = toSorted(new Map(model));

        const { tableId } = await requireOrders(ctx);
        const found: Model = new Map();
        let place: string | undefined;
        let isDone = false;
        for (let n = 0; !isDone; n++) {
          for (const one of between[n] ?? []) await run(ctx, clock, model, one);
          const page = await ctx.read((from) => pageAt(from, tableId, moment, place, sizes));
          for (const { stored } of page.items) {
            const { id, n: value } = stored.item as { id: { N: string }; n: { N: string } };
            expect(found.has(Number(id.N)), 'each item once').toBe(false);
            found.set(Number(id.N), Number(value.N));
          }
          place = page.place;
          isDone = place === undefined;
        }
        expect(toSorted(found)).toEqual(expected);
      },
    ),
    { numRuns: 300 },
  );
});

const countRows = (ctx: Context, tableId: string) =>
  ctx.read(async (from) => {
    const images = await from.list({ prefix: historyPrefix(tableId) });
    const times = await from.list({ prefix: historyTimePrefix(tableId) });
    return [images.length, times.length];
  });

test('images go when nobody can restore them any more', async () => {
  const clock = handClock();
  const ctx = testContext({ clock });
  await createOrders(ctx);
  await enable(ctx, 2);
  const { tableId } = await requireOrders(ctx);
  const put = (n: number) => putItem(ctx, { TableName, Item: { id: { N: '1' }, n: { N: String(n) } } });
  for (let day = 0; day < 6; day++) {
    await put(day);
    // Of one millisecond only the state before it matters.
    await put(day + 100);
    clock.at += DAY_MS;
  }
  expect(await countRows(ctx, tableId)).toEqual([6, 6]);
  await trimHistory(ctx, { address, tableId });
  expect(await countRows(ctx, tableId)).toEqual([2, 2]);

  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: false };
  await updateContinuousBackups(ctx, { TableName, PointInTimeRecoverySpecification });
  await put(7);
  await trimHistory(ctx, { address, tableId });
  expect(await countRows(ctx, tableId)).toEqual([0, 0]);
});

test('a deleted table stays until it is copied, and then leaves nothing behind', async () => {
  const ctx = testContext({ clock: handClock() });
  await createOrders(ctx);
  await enable(ctx, 35);
  const { tableId } = await requireOrders(ctx);
  for (const id of ['1', '2', '1']) await putItem(ctx, { TableName, Item: { id: { N: id }, n: { N: '0' } } });
  await deleteTable(ctx, { TableName });
  const countItems = async () => (await ctx.read((from) => from.list({ prefix: itemsPrefix(tableId) }))).length;
  // Each handler knows what its payload is.
  const run = (type: string, payload: object) => tasks[type]!(ctx, payload as never);
  const purge = () => run('dynamodb.purge', { address, tableId, indexIds: [] });

  await purge();
  expect(await countItems()).toBe(2);
  await run(COPY_ITEMS, { copyId: `${tableId}.copy` });
  await purge();
  expect(await countItems()).toBe(0);
  expect(await countRows(ctx, tableId)).toEqual([0, 0]);
});

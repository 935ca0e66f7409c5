import type { Transaction } from '../../../storage/storage.ts';
import type { Context } from '../api.ts';
import { tableConsumption, writeUnits } from '../capacity.ts';
import { transactionTooLarge } from '../errors.ts';
import type { ItemWrite } from '../item-write.ts';
import { MAX_TRANSACTION_BYTES } from '../limits.ts';
import { findItem } from '../store.ts';
import type { StoredItem } from '../stored-item.ts';
import { requireIndexCapacity, Spending } from '../throttling/spending.ts';
import { writeItem, type ItemChange } from '../write-item.ts';
import { attempt, requireAll, requireKeyValues, type Attempt } from './attempt.ts';
import { spendAll, transactional, type TransactionPart } from './capacity.ts';
import { isReplay, rememberRequest, type IdempotentRequest } from './idempotency.ts';
import { toReadPart } from './read-transaction.ts';
import {
  expectTargets,
  findPlaces,
  laneOf,
  requireDistinctTargets,
  requireTables,
  toSource,
  type Target,
} from './targets.ts';

export interface TransactionResult {
  /** Of a request that had succeeded before: nothing was written, and the parts are what reading the items costs. */
  readonly isReplay: boolean;
  /** In the order of the writes. */
  readonly parts: readonly TransactionPart[];
}

/**
 * All writes or none, in one transaction of the storage. A write whose `apply` gives back the item that it got is a
 * condition check. What `keyIn` and `apply` throw are the reasons of a TransactionCanceledException.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
 */
export async function runWriteTransaction(
  ctx: Context,
  writes: readonly ItemWrite[],
  request?: IdempotentRequest,
): Promise<TransactionResult> {
  const { ongoing } = ctx.state;
  const token = request && `${ctx.accountId}/${ctx.region}/${request.token}`;
  const result = ongoing
    ? await ongoing.run(await findPlaces(ctx, writes), token, () => writeAll(ctx, writes, request))
    : await writeAll(ctx, writes, request);
  spendAll(ctx, result.isReplay ? 'read' : 'write', result.parts);
  return result;
}

function writeAll(
  ctx: Context,
  writes: readonly ItemWrite[],
  request: IdempotentRequest | undefined,
): Promise<TransactionResult> {
  const expected = expectTargets(ctx, writes);
  return ctx.transact(laneOf(ctx, expected), async (tx) => {
    const tables = await requireTables(ctx, tx, writes);
    const isRepeated = request !== undefined && (await isReplay(ctx, tx, request));
    const targets = requireDistinctTargets(tables, writes, expected);
    const items = await Promise.all(targets.map(({ table, key }) => findItem(tx, table.tableId, key)));
    if (isRepeated) return { isReplay: true, parts: items.map((item, at) => toReadPart(targets[at]!, item)) };

    const spending = new Spending(ctx);
    const nexts = writes.map((write, at) => attempt(() => applyWithin(spending, write, targets[at]!, items[at])));
    requireKeyValues(nexts);
    requireTransactionSize(items, nexts);
    const changes = requireAll(nexts).map((next, at): ItemChange => ({ old: items[at], next }));
    const parts = await Promise.all(targets.map((target, at) => writePart(tx, target, changes[at]!)));
    requireAll(parts.map(({ table, consumption }) => attempt(() => requireIndexCapacity(ctx, table, consumption))));
    if (request) await rememberRequest(ctx, tx, request);
    return { isReplay: false, parts };
  });
}

/** A write finds less capacity left for the writes before it. What it really costs is paid when all is done. */
function applyWithin(
  spending: Spending,
  { apply }: ItemWrite,
  target: Target,
  item: StoredItem | undefined,
): StoredItem | undefined {
  const refusal = spending.refusal('write', toSource(target));
  if (refusal) throw refusal;
  const next = apply(item, target.table);
  const units = tableConsumption(writeUnits(item?.sizeBytes ?? 0, next?.sizeBytes ?? 0));
  spending.add('write', target.table, transactional(units), target.key.partition);
  return next;
}

/** What is written counts, not what is checked or deleted. */
function requireTransactionSize(
  items: readonly (StoredItem | undefined)[],
  nexts: readonly Attempt<StoredItem | undefined>[],
): void {
  let sizeBytes = 0;
  for (const [at, next] of nexts.entries()) {
    if ('value' in next && next.value && next.value !== items[at]) sizeBytes += next.value.sizeBytes;
  }
  if (sizeBytes > MAX_TRANSACTION_BYTES) throw transactionTooLarge();
}

/** A condition check is paid for as a write of the item would be. */
async function writePart(tx: Transaction, { table, key }: Target, change: ItemChange): Promise<TransactionPart> {
  const { old, next } = change;
  if (old && old === next) return { table, key, consumption: tableConsumption(writeUnits(old.sizeBytes, 0)) };
  return { table, key, consumption: await writeItem(tx, table, key, change) };
}

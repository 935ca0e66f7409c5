import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import type { AwsError } from '../../../kernel/aws-error.ts';
import { isPlain } from '../../../model/plain-input.ts';
import { all, isPromise } from '../../../storage/maybe-promise.ts';
import type { Transaction } from '../../../storage/storage.ts';
import type { Context, Input, Operation, Output } from '../api.ts';
import { requireDistinctKeys } from '../batch.ts';
import { sumConsumption, toConsumedCapacity, type Consumption } from '../capacity.ts';
import { requestItemsRequired, validationException } from '../errors.ts';
import { indexChanges, requireIndexKeys } from '../index-entry.ts';
import { toItemCollectionMetrics } from '../item-collection.ts';
import { itemKeyOfBatchItem, itemKeyOfKey, type ItemKey } from '../item-key.ts';
import { MAX_BATCH_WRITE_REQUESTS } from '../limits.ts';
import { findItem, requireTable } from '../store.ts';
import { StoredItem } from '../stored-item.ts';
import type { Table } from '../table.ts';
import { parseTableName, type TableAddress } from '../table-name.ts';
import { Spending } from '../throttling/spending.ts';
import { toItem } from '../values/check.ts';
import { requireItemSize } from '../values/size.ts';
import type { Item } from '../values/value.ts';
import { writeItem, type ItemChange } from '../write-item.ts';

/** What is asked of one table. */
interface TableRequest {
  readonly name: string;
  readonly address: TableAddress;
  readonly writes: readonly BatchWrite[];
}

type BatchWrite = { readonly request: WriteRequest; readonly item: Item } & (
  | { readonly kind: 'put'; readonly stored: StoredItem }
  | { readonly kind: 'delete'; readonly stored: undefined }
);

interface TableWritten {
  readonly name: string;
  readonly table: Table;
  /** Those that were carried out. */
  readonly writes: readonly BatchWrite[];
  readonly unprocessed: readonly WriteRequest[];
  /** Why some are unprocessed, if there was no capacity left for them. */
  readonly refusal: AwsError | undefined;
  readonly consumption: Consumption;
}

/**
 * All of a batch in one transaction: DynamoDB promises no more than each item on its own.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
export const batchWriteItem: Operation<'BatchWriteItem'> = async (ctx, input) => {
  const requests = toTableRequests(ctx, input.RequestItems ?? {}, isPlain(input));

  const { written, spending } = await ctx.transact(['dynamodb/batch', ctx.requestId], async (tx) => {
    const spending = new Spending(ctx);
    const checked: [TableRequest, Table, readonly ItemKey[]][] = [];
    for (const request of requests) {
      const table = await requireTable(ctx, tx, request.address);
      checked.push([request, table, toItemKeys(request, table)]);
    }
    const written = await Promise.all(
      checked.map(([request, table, keys]) => writeTable(tx, request, table, keys, spending)),
    );
    requireSomethingWritten(written);
    return { written, spending };
  });
  spending.settle();
  return {
    UnprocessedItems: Object.fromEntries(
      written.flatMap(({ name, unprocessed }) => (unprocessed.length > 0 ? [[name, [...unprocessed]] as const] : [])),
    ),
    ...itemCollections(input, written),
    ...capacities(input, written),
  };
};

function toTableRequests(
  ctx: Context,
  requestItems: Record<string, WriteRequest[]>,
  isPlainItem: boolean,
): readonly TableRequest[] {
  const entries = Object.entries(requestItems);
  if (entries.length === 0) throw requestItemsRequired('BatchWriteItem');
  if (entries.reduce((count, [, writes]) => count + writes.length, 0) > MAX_BATCH_WRITE_REQUESTS) {
    throw validationException('Too many items requested for the BatchWriteItem call');
  }
  return entries.map(([name, writes]) => ({
    name,
    address: parseTableName(ctx, name),
    writes: writes.map((request) => toBatchWrite(request, isPlainItem)),
  }));
}

/** DynamoDB speaks of attribute values where a request is neither a put nor a delete, or both. */
function toBatchWrite(request: WriteRequest, isPlainItem: boolean): BatchWrite {
  const { PutRequest, DeleteRequest } = request;
  if (PutRequest && DeleteRequest) {
    throw validationException(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  if (PutRequest) {
    const item = toItem(PutRequest.Item ?? {});
    return { request, kind: 'put', item, stored: StoredItem.of(item, requireItemSize(item, isPlainItem), isPlainItem) };
  }
  if (DeleteRequest) return { request, kind: 'delete', item: toItem(DeleteRequest.Key ?? {}), stored: undefined };
  throw validationException('Supplied AttributeValue is empty, must contain exactly one of the supported datatypes');
}

function toItemKeys({ writes }: TableRequest, table: Table): readonly ItemKey[] {
  const keys = writes.map(({ kind, item }) => {
    if (kind === 'delete') return itemKeyOfKey(item, table.keys);
    const key = itemKeyOfBatchItem(item, table.keys);
    requireIndexKeys(item, table.indexes);
    return key;
  });
  requireDistinctKeys(keys);
  return keys;
}

/** Where there was capacity for none of the writes, the batch as a whole is refused. */
function requireSomethingWritten(written: readonly TableWritten[]): void {
  const refusal = written.find((table) => table.refusal)?.refusal;
  if (refusal && written.every(({ writes }) => writes.length === 0)) throw refusal;
}

/** Writes that find no capacity left are handed back unprocessed. */
async function writeTable(
  tx: Transaction,
  request: TableRequest,
  table: Table,
  keys: readonly ItemKey[],
  spending: Spending,
): Promise<TableWritten> {
  const found = await all(keys.map((key) => findItem(tx, table.tableId, key)));
  const parts: Consumption[] = [];
  const writes: BatchWrite[] = [];
  const unprocessed: WriteRequest[] = [];
  let refusal: AwsError | undefined;
  for (const [at, write] of request.writes.entries()) {
    const key = keys[at]!;
    const change: ItemChange = { old: found[at], next: write.stored };
    const refused = refusalOf(spending, table, key, change);
    refusal ??= refused;
    if (refused) {
      unprocessed.push(write.request);
      continue;
    }
    // Usually there is nothing to wait for, and a turn of the queue for each item adds up.
    const written = writeItem(tx, table, key, change);
    const consumption = isPromise(written) ? await written : written;
    spending.add('write', table, consumption, key.partition);
    parts.push(consumption);
    writes.push(write);
  }
  return { name: request.name, table, writes, unprocessed, refusal, consumption: sumConsumption(parts) };
}

/** Asked before anything is written: what a batch hands back must have left no trace. */
function refusalOf(spending: Spending, table: Table, key: ItemKey, { old, next }: ItemChange): AwsError | undefined {
  if (!spending.isLimited(table)) return undefined;
  const indexes = indexChanges(table, table.indexes, old, next);
  return (
    spending.refusal('write', { table, partition: key.partition }) ??
    spending.indexRefusal(table, { tableUnits: 0, indexes })
  );
}

function capacities(
  { ReturnConsumedCapacity }: Input<'BatchWriteItem'>,
  written: readonly TableWritten[],
): Pick<Output<'BatchWriteItem'>, 'ConsumedCapacity'> {
  const capacity = written.flatMap(
    ({ name, consumption }) => toConsumedCapacity(ReturnConsumedCapacity, name, consumption) ?? [],
  );
  return capacity.length > 0 ? { ConsumedCapacity: capacity } : {};
}

function itemCollections(
  { ReturnItemCollectionMetrics }: Input<'BatchWriteItem'>,
  written: readonly TableWritten[],
): Pick<Output<'BatchWriteItem'>, 'ItemCollectionMetrics'> {
  const entries = written.flatMap(({ name, table, writes }) => {
    const metrics = writes.flatMap(
      ({ item }) => toItemCollectionMetrics(ReturnItemCollectionMetrics, table, item) ?? [],
    );
    return metrics.length > 0 ? [[name, metrics] as const] : [];
  });
  return entries.length > 0 ? { ItemCollectionMetrics: Object.fromEntries(entries) } : {};
}

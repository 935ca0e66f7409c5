import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import type { Transaction } from '../../../storage/storage.ts';
import type { Context, Input, Operation, Output } from '../api.ts';
import { requireDistinctKeys } from '../batch.ts';
import { sumConsumption, toConsumedCapacity, type Consumption } from '../capacity.ts';
import { requestItemsRequired, validationException } from '../errors.ts';
import { requireIndexKeys } from '../index-entry.ts';
import { toItemCollectionMetrics } from '../item-collection.ts';
import { itemKeyOfBatchItem, itemKeyOfKey, type ItemKey } from '../item-key.ts';
import { MAX_BATCH_WRITE_REQUESTS } from '../limits.ts';
import { findItem, requireTable } from '../store.ts';
import { StoredItem } from '../stored-item.ts';
import type { Table } from '../table.ts';
import { parseTableName, type TableAddress } from '../table-name.ts';
import { toItem } from '../values/check.ts';
import { requireItemSize } from '../values/size.ts';
import type { Item } from '../values/value.ts';
import { writeItem } from '../write-item.ts';

/** What is asked of one table. */
interface TableRequest {
  readonly name: string;
  readonly address: TableAddress;
  readonly writes: readonly BatchWrite[];
}

type BatchWrite =
  | { readonly kind: 'put'; readonly item: Item; readonly stored: StoredItem }
  | { readonly kind: 'delete'; readonly item: Item; readonly stored: undefined };

interface TableWritten {
  readonly name: string;
  readonly table: Table;
  readonly request: TableRequest;
  readonly consumption: Consumption;
}

/**
 * All of a batch in one transaction: DynamoDB promises no more than each item on its own.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
export const batchWriteItem: Operation<'BatchWriteItem'> = async (ctx, input) => {
  const requests = toTableRequests(ctx, input.RequestItems ?? {});

  const written = await ctx.transact(['dynamodb/batch', ctx.requestId], async (tx) => {
    const checked: [TableRequest, Table, readonly ItemKey[]][] = [];
    for (const request of requests) {
      const table = await requireTable(ctx, tx, request.address);
      checked.push([request, table, toItemKeys(request, table)]);
    }
    return Promise.all(checked.map(([request, table, keys]) => writeTable(tx, request, table, keys)));
  });
  return {
    UnprocessedItems: {},
    ...itemCollections(input, written),
    ...capacities(input, written),
  };
};

function toTableRequests(ctx: Context, requestItems: Record<string, WriteRequest[]>): readonly TableRequest[] {
  const entries = Object.entries(requestItems);
  if (entries.length === 0) throw requestItemsRequired('BatchWriteItem');
  if (entries.reduce((count, [, writes]) => count + writes.length, 0) > MAX_BATCH_WRITE_REQUESTS) {
    throw validationException('Too many items requested for the BatchWriteItem call');
  }
  return entries.map(([name, writes]) => ({
    name,
    address: parseTableName(ctx, name),
    writes: writes.map(toBatchWrite),
  }));
}

/** DynamoDB speaks of attribute values where a request is neither a put nor a delete, or both. */
function toBatchWrite({ PutRequest, DeleteRequest }: WriteRequest): BatchWrite {
  if (PutRequest && DeleteRequest) {
    throw validationException(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  if (PutRequest) {
    const item = toItem(PutRequest.Item ?? {});
    requireItemSize(item);
    return { kind: 'put', item, stored: StoredItem.of(item) };
  }
  if (DeleteRequest) return { kind: 'delete', item: toItem(DeleteRequest.Key ?? {}), stored: undefined };
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

async function writeTable(
  tx: Transaction,
  request: TableRequest,
  table: Table,
  keys: readonly ItemKey[],
): Promise<TableWritten> {
  const found = await Promise.all(keys.map((key) => findItem(tx, table.tableId, key)));
  const parts = await Promise.all(
    request.writes.map(({ stored }, at) => writeItem(tx, table, keys[at]!, { old: found[at], next: stored })),
  );
  return { name: request.name, table, request, consumption: sumConsumption(parts) };
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
  const entries = written.flatMap(({ name, table, request }) => {
    const metrics = request.writes.flatMap(
      ({ item }) => toItemCollectionMetrics(ReturnItemCollectionMetrics, table, item) ?? [],
    );
    return metrics.length > 0 ? [[name, metrics] as const] : [];
  });
  return entries.length > 0 ? { ItemCollectionMetrics: Object.fromEntries(entries) } : {};
}

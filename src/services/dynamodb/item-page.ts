import type { ReturnConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { Bytes } from '../../lib/tuple.ts';
import type { Range, Snapshot } from '../../storage/storage.ts';
import { toOutputItem, toRepeatedOutput, toStoredOutput } from './answer.ts';
import type { Context, Output } from './api.ts';
import { consumedCapacity, readUnits, type Consumption } from './capacity.ts';
import { conditionPaths, type Condition } from './expressions/condition.ts';
import { evaluateCondition } from './expressions/evaluate.ts';
import { pickAttributes, toItemKey } from './item-key.ts';
import type { ItemSource } from './item-source.ts';
import { requireScalarKeys } from './projection.ts';
import { readPage, type QueryPage } from './query-page.ts';
import { needsTableItems, type Selection } from './selection.ts';
import { findItem } from './store.ts';
import type { StoredItem } from './stored-item.ts';
import { requireCapacity, spend } from './throttling/spending.ts';

/** What Query and Scan have in common once they know which range of which source to read. */
export interface PageRequest {
  readonly source: ItemSource;
  readonly range: Range;
  /** The key of the partition that a Query reads. */
  readonly partition?: Bytes;
  readonly selection: Selection;
  readonly filter: Condition | undefined;
  readonly limit: number | undefined;
  readonly isConsistent: boolean;
  readonly capacity: ReturnConsumedCapacity | undefined;
}

export async function answerPage(ctx: Context, from: Snapshot, request: PageRequest): Promise<Output<'Query'>> {
  const { source, selection, filter } = request;
  const paths = [...(selection.projection?.paths ?? []), ...(filter ? conditionPaths(filter) : [])];
  requireScalarKeys(source.table, paths);
  const isFetched = needsTableItems(source, selection, paths);

  requireCapacity(ctx, 'read', { ...source, partition: request.partition });
  const page = await readPage(from, request.range, request.limit);
  const items = isFetched ? await fetchItems(from, source, page.items) : undefined;
  const consumption = pageConsumption(request, page, items ?? []);
  spend(ctx, 'read', source.table, consumption, request.partition);
  if (items || filter || selection.projection || selection.isCount || request.capacity) {
    return toAnswer(ctx, request, page, { items: items ?? page.items, consumption });
  }
  return toRepeatedOutput(ctx, page, () => toAnswer(ctx, request, page, { items: page.items, consumption }));
}

interface Read {
  readonly items: readonly StoredItem[];
  readonly consumption: Consumption;
}

function toAnswer(
  ctx: Context,
  { source, selection, filter, capacity }: PageRequest,
  page: QueryPage,
  { items, consumption }: Read,
): Output<'Query'> {
  const matching = filter ? items.filter((stored) => evaluateCondition(filter, stored.item)) : items;
  return {
    ...(selection.isCount ? {} : { Items: matching.map((stored) => toSelected(ctx, selection, stored)) }),
    Count: matching.length,
    ScannedCount: page.count,
    ...lastEvaluatedKey(source, page),
    ...consumedCapacity(capacity, source.table.name, consumption),
  };
}

/** The items of index entries; the index and the table are of one snapshot, so none is missing. */
export async function fetchItems(
  from: Snapshot,
  { table }: ItemSource,
  entries: readonly StoredItem[],
): Promise<StoredItem[]> {
  const items = entries.map((entry) => findItem(from, table.tableId, toItemKey(entry.item, table.keys)));
  return (await Promise.all(items)).filter((item) => item !== undefined);
}

const toSelected = (ctx: Context, { projection }: Selection, stored: StoredItem) =>
  projection ? toOutputItem(projection.apply(stored.item)) : toStoredOutput(ctx, stored);

function lastEvaluatedKey(source: ItemSource, { last, isCut }: QueryPage) {
  if (!isCut || !last) return {};
  return { LastEvaluatedKey: toOutputItem(pickAttributes(last.item, source.startKeyNames)) };
}

/** The page is paid for as one read, fetched items each on its own. */
export function pageConsumption(
  { source, isConsistent }: Pick<PageRequest, 'source' | 'isConsistent'>,
  page: QueryPage,
  fetched: readonly StoredItem[],
): Consumption {
  const units = readUnits(page.sizeBytes, isConsistent);
  if (!source.index) return { tableUnits: units, indexes: [] };
  const tableUnits = fetched.reduce((sum, { sizeBytes }) => sum + readUnits(sizeBytes, isConsistent), 0);
  return { tableUnits, indexes: [{ index: source.index, units }] };
}

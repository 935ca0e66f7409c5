import type { ReturnConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { Range, Snapshot } from '../../../storage/storage.ts';
import { toOutputItem, toStoredOutput } from '../answer.ts';
import type { Context, Output } from '../api.ts';
import { consumedCapacity, sumConsumption, type Consumption } from '../capacity.ts';
import { conditionPaths, type Condition } from '../expressions/condition.ts';
import { evaluateCondition } from '../expressions/evaluate.ts';
import { toJavaHashOrder } from '../expressions/java-hash-order.ts';
import { Bytes } from '../../../lib/tuple.ts';
import { hashOf, pickAttributes } from '../item-key.ts';
import { projectedNames } from '../index-entry.ts';
import { fetchItems, pageConsumption } from '../item-page.ts';
import { toItemSource, type ItemSource } from '../item-source.ts';
import { after, toRange } from '../key-range.ts';
import { isMultiAttribute } from '../key-schema.ts';
import { MAX_PAGE_BYTES } from '../limits.ts';
import { requireScalarKeys } from '../projection.ts';
import { readPage } from '../query-page.ts';
import { needsTableItems, type Selection } from '../selection.ts';
import { toStartPosition } from '../start-key.ts';
import type { StoredItem } from '../stored-item.ts';
import { findIndex, type Table } from '../table.ts';
import { requireCapacity, spend } from '../throttling/spending.ts';
import type { Item } from '../values/value.ts';
import {
  consistentReadOnGlobalIndex,
  filterNotProjected,
  invalidNextToken,
  multiAttributeKeys,
  noSuchIndex,
} from './errors.ts';
import { toKeyedReads } from './keyed-read.ts';
import type { Continuation } from './next-token.ts';
import { orderReads } from './order.ts';
import type { Select, Target } from './statement.ts';

export interface ReadOptions {
  readonly isConsistent: boolean;
  /** Items to read, before the filter. */
  readonly limit: number | undefined;
  readonly continuation: Continuation | undefined;
  readonly capacity: ReturnConsumedCapacity | undefined;
}

export interface ReadAnswer {
  readonly items: NonNullable<Output<'ExecuteStatement'>['Items']>;
  /** Where the next page begins. */
  readonly continuation: Continuation | undefined;
  readonly capacity: Pick<Output<'ExecuteStatement'>, 'ConsumedCapacity'>;
}

/** A range to read, and what its items must meet. */
interface Read {
  readonly range: Range;
  readonly filter: Condition | undefined;
}

/**
 * A page of a SELECT: queries where it names the partition key, a scan where it does not.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.select.html
 */
export async function readStatement(
  ctx: Context,
  from: Snapshot,
  table: Table,
  select: Select,
  options: ReadOptions,
): Promise<ReadAnswer> {
  const source = toSource(table, select.target, options.isConsistent);
  const paths = [...(select.projection?.paths ?? []), ...(select.where ? conditionPaths(select.where) : [])];
  requireScalarKeys(table, paths);
  const reads = toReads(source, select);
  const isFetched = needsTableItems(source, toSelection(select), select.projection?.paths ?? []);

  const items: StoredItem[] = [];
  const parts: Consumption[] = [];
  let continuation: Continuation | undefined;
  let left = options.limit;
  let sizeBytes = 0;
  for (let at = options.continuation?.read ?? 0; at < reads.length && !continuation; at++) {
    const { range, filter } = reads[at]!;
    const startKey = at === options.continuation?.read ? options.continuation.startKey : undefined;
    requireCapacity(ctx, 'read', source);
    const page = await readPage(from, startKey ? after(range, positionOf(source, startKey)) : range, left);
    const whole = isFetched ? await fetchItems(from, source, page.items) : page.items;
    items.push(...(filter ? whole.filter((stored) => evaluateCondition(filter, stored.item)) : whole));
    parts.push(pageConsumption({ source, isConsistent: options.isConsistent }, page, isFetched ? whole : []));
    sizeBytes += page.sizeBytes;
    if (left !== undefined) left -= page.count;
    if (page.isCut) continuation = { read: at, startKey: keyOf(source, page.last!) };
    else if (sizeBytes >= MAX_PAGE_BYTES && at + 1 < reads.length) continuation = { read: at + 1, startKey: undefined };
  }
  const consumption = sumConsumption(parts);
  spend(ctx, 'read', table, consumption);
  return {
    items: items.map((stored) => toOutput(ctx, select, stored)),
    continuation,
    capacity: consumedCapacity(options.capacity, table.name, consumption),
  };
}

/** What Query and Scan say in other words. */
function toSource(table: Table, { index }: Target, isConsistent: boolean): ItemSource {
  const found = index === undefined ? undefined : findIndex(table, index);
  if (index !== undefined && !found) throw noSuchIndex();
  if (found && isMultiAttribute(found.keys)) throw multiAttributeKeys();
  if (found?.kind === 'global' && isConsistent) throw consistentReadOnGlobalIndex();
  return toItemSource(table, index, isConsistent);
}

function toReads(source: ItemSource, select: Select): readonly Read[] {
  const { reads, isDescending } = orderReads(select, source.keys, toKeyedReads(select.where, source.keys));
  if (!reads) return [{ range: { prefix: source.prefix }, filter: select.where }];
  requireProjectedFilters(
    source,
    reads.flatMap(({ filter }) => filter ?? []),
  );
  return reads.map(({ partition, bounds, filter }) => ({
    range: {
      ...toRange([...source.prefix, hashOf(Bytes.of(partition)), partition], bounds),
      ...(isDescending ? { reverse: true } : {}),
    },
    filter,
  }));
}

/** A query on an index filters by what the index holds; a scan of it finds nothing there and says nothing. */
function requireProjectedFilters({ table, index }: ItemSource, filters: readonly Condition[]): void {
  if (!index || index.projection.type === 'ALL') return;
  const projected = new Set(projectedNames(table, index));
  const names = new Set(filters.flatMap((filter) => conditionPaths(filter).map(([name]) => String(name))));
  const missing = [...names].filter((name) => !projected.has(name));
  if (missing.length > 0) throw filterNotProjected(index.name, toJavaHashOrder(missing));
}

/** `*` on an index is what the index holds. */
const toSelection = ({ projection }: Select): Selection => ({ isCount: false, isWholeItem: false, projection });

const keyOf = (source: ItemSource, stored: StoredItem): Item => pickAttributes(stored.item, source.startKeyNames);

/** A token comes back from the client: whatever somebody made of it, it is at worst no token of ours. */
function positionOf(source: ItemSource, startKey: Item) {
  try {
    return toStartPosition(source, startKey, invalidNextToken);
  } catch {
    throw invalidNextToken();
  }
}

const toOutput = (ctx: Context, { projection }: Select, stored: StoredItem) =>
  projection ? toOutputItem(projection.apply(stored.item)) : toStoredOutput(ctx, stored);

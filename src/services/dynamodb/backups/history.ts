import { pack, unpack } from '../../../lib/tuple.ts';
import { chain } from '../../../storage/maybe-promise.ts';
import type { Entry, Key, MaybePromise, Snapshot, Transaction } from '../../../storage/storage.ts';
import { ItemKey } from '../item-key.ts';
import { itemsPrefix } from '../store.ts';
import { StoredItem } from '../stored-item.ts';
import type { Table } from '../table.ts';
import type { ItemChange } from '../write-item.ts';
import { COPY_CHUNK_IMAGES, COPY_CHUNK_ITEMS } from './limits.ts';
import type { Moment } from './moment.ts';

/**
 * What the items of a table were: kept while point-in-time recovery is on, and while a copy of the table is being made.
 *
 * | table | key | value |
 * |---|---|---|
 * | `dynamodb/history` | tableId, hash, partition key, sort key, instant, epoch | the item before it was written then, or a zero byte |
 * | `dynamodb/history-time` | tableId, instant, epoch, hash, partition key, sort key | nothing: the same rows by time, for trimming |
 *
 * An item at a moment is its first image after that moment, or where there is none, the item of now. That stays the
 * same however long one waits, so a copy may read page by page while others write, and gets one state.
 */
export const historyPrefix = (tableId: string): Key => ['dynamodb/history', tableId];
export const historyTimePrefix = (tableId: string): Key => ['dynamodb/history-time', tableId];

const NOTHING = Uint8Array.of(0);

/** Keeps the item as it was, in the transaction that writes it; of several writes at one moment, before the first. */
export function keepImage(tx: Transaction, table: Table, key: ItemKey, change: ItemChange): MaybePromise<void> {
  const { old, next } = change;
  if (!old && !next) return undefined;
  const { epoch, since } = table.history!;
  const at = Math.max(tx.now, since);
  const { parts } = key;
  const imageKey = [...historyPrefix(table.tableId), ...parts, at, epoch];
  return chain(tx.get(imageKey), (kept) => {
    if (kept) return;
    tx.set(imageKey, old?.bytes ?? NOTHING);
    tx.set([...historyTimePrefix(table.tableId), at, epoch, ...parts], NOTHING);
  });
}

/** The key of an image, of the row that names it by its time. */
export function imageKeyOf(tableId: string, timeKey: Key): Key {
  const [, , at, epoch, ...parts] = timeKey;
  return [...historyPrefix(tableId), ...parts, at!, epoch!];
}

export interface CopiedItem {
  readonly key: ItemKey;
  readonly stored: StoredItem;
}

export interface ItemPage {
  readonly items: readonly CopiedItem[];
  /** Where the next page goes on; undefined at the end. */
  readonly place: string | undefined;
}

/**
 * The next items of a table as it was at `moment`, in the order of their keys. `place` is where the page before ended.
 * What others write meanwhile is no conflict: it changes what the rows are, and not what they say of the moment.
 */
export async function pageAt(
  from: Snapshot,
  tableId: string,
  moment: Moment,
  place?: string,
  limits = { items: COPY_CHUNK_ITEMS, images: COPY_CHUNK_IMAGES },
): Promise<ItemPage> {
  const [current, images] = await Promise.all([
    listAfter(from, itemsPrefix(tableId), place, limits.items),
    listAfter(from, historyPrefix(tableId), place, limits.images),
  ]);
  const bytes = new Map<string, Uint8Array | undefined>(current.map(({ key, value }) => [pack(key.slice(2)), value]));
  const groups = groupByItem(images);
  const lastItem = current.length < limits.items ? undefined : [...bytes.keys()].at(-1);
  const lastImage = images.length < limits.images ? undefined : [...groups.keys()].at(-1);
  const end = earlierOf(lastItem, lastImage);

  for (const [itemPlace, group] of groups) {
    const image =
      group.find(({ key }) => isAfter(key, moment)) ??
      (itemPlace === lastImage ? await firstImageAfter(from, tableId, itemPlace, moment) : undefined);
    if (image) bytes.set(itemPlace, isNothing(image.value) ? undefined : image.value);
  }
  const covered = [...bytes].filter(([itemPlace]) => end === undefined || itemPlace <= end);
  const items = covered
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([itemPlace, value]) =>
      value ? [{ key: ItemKey.ofParts(unpack(itemPlace)), stored: new StoredItem(value) }] : [],
    );
  return { items, place: end };
}

/** Rows of one prefix behind a place, which is a packed item key. */
export const listAfter = (
  from: Snapshot,
  prefix: Key,
  place: string | undefined,
  limit: number,
): MaybePromise<readonly Entry[]> =>
  from.list({
    prefix,
    limit,
    isUnguarded: true,
    ...(place === undefined ? {} : { gt: [...prefix, ...unpack(place)] }),
  });

/** Images lie item by item, the oldest first. */
function groupByItem(images: readonly Entry[]): ReadonlyMap<string, readonly Entry[]> {
  const groups = new Map<string, Entry[]>();
  for (const image of images) {
    const place = pack(image.key.slice(2, -2));
    const group = groups.get(place);
    if (group) group.push(image);
    else groups.set(place, [image]);
  }
  return groups;
}

function isAfter(imageKey: Key, moment: Moment): boolean {
  const [at, epoch] = imageKey.slice(-2) as [number, number];
  return at > moment.at || (at === moment.at && epoch > moment.epoch);
}

/** For an item with more images than one reads at once. */
async function firstImageAfter(from: Snapshot, tableId: string, itemPlace: string, { at, epoch }: Moment) {
  const prefix = [...historyPrefix(tableId), ...unpack(itemPlace)];
  const [image] = await from.list({ prefix, gte: [...prefix, at, epoch + 1], limit: 1, isUnguarded: true });
  return image;
}

const isNothing = (value: Uint8Array): boolean => value.length === NOTHING.length;

const earlierOf = (a: string | undefined, b: string | undefined): string | undefined =>
  a === undefined || (b !== undefined && b < a) ? b : a;

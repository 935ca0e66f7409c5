import { all, chain } from './maybe-promise.ts';
import { decodeKey, encodeKey, rowFormat } from './row-format.ts';
import type { Codec } from './row-format.ts';
import type { Entry, Key, MaybePromise, Range, Snapshot, Transaction } from './storage.ts';

export interface TableOptions<Row, Index extends string> {
  /** The primary key, without the table's name. */
  readonly key: (row: Row) => Key;
  /** Must be unique, so end them with the primary key; `undefined` leaves the row out of the index. */
  readonly indexes?: { readonly [Name in Index]: (row: Row) => Key | undefined };
  /** The rows' schema, 1 (the default) to 127; raise it with `upgrade`. */
  readonly version?: number;
  /** Makes a row of today of one that was written by an older version. It must keep the row's keys. */
  readonly upgrade?: (old: never, fromVersion: number) => Row;
  /** JSON by default. */
  readonly codec?: Codec<Row>;
  /** For few rows that many requests read: a row is decoded once for as long as the storage gives the same bytes. */
  readonly isReadOften?: boolean;
}

/** As `Range`, within one table or index: the keys go without its name, and the prefix is empty by default. */
export interface RowRange extends Omit<Range, 'prefix'> {
  readonly prefix?: Key;
}

export interface RowSource<Row> {
  /** One row after the other, for ranges of any size. */
  scan(from: Snapshot, range?: RowRange): AsyncIterable<Row>;
  /** All rows of the range at once, for ranges with a `limit` or known to be small. */
  list(from: Snapshot, range?: RowRange): MaybePromise<readonly Row[]>;
}

export interface Table<Row, Index extends string = never> extends RowSource<Row> {
  readonly name: string;
  get(from: Snapshot, key: Key): MaybePromise<Row | undefined>;
  index(name: Index): RowSource<Row>;
  /** The caller knows that the key is new. */
  insert(tx: Transaction, row: Row): void;
  /** `previous` as read in this transaction: so the indexes stay right without another read. */
  replace(tx: Transaction, previous: Row, row: Row): void;
  /** `row` as read in this transaction. */
  remove(tx: Transaction, row: Row): void;
  /** Inserts or replaces; reads the old row itself. */
  set(tx: Transaction, row: Row): Promise<void>;
  /** The whole key under which the row is stored, and its bytes: for those who write below transactions. */
  keyOf(row: Row): Key;
  encode(row: Row): Uint8Array;
  decode(bytes: Uint8Array): Row;
}

/** Typed rows under `name` (`service/noun`), their secondary indexes kept in the same transaction. */
export function table<Row, Index extends string = never>(
  name: string,
  options: TableOptions<Row, Index>,
): Table<Row, Index> {
  const format = rowFormat(options);
  const { encode } = format;
  const decode = options.isReadOften ? rememberDecoded(format.decode) : format.decode;
  const keyOf = (row: Row): Key => [name, ...options.key(row)];
  const get = (from: Snapshot, key: Key) =>
    chain(from.get([name, ...key]), (bytes) => (bytes ? decode(bytes) : undefined));
  const indexes = Object.entries<(row: Row) => Key | undefined>(options.indexes ?? {}).map(
    ([index, keyIn]) => [`${name}:${index}`, keyIn] as const,
  );

  const insert = (tx: Transaction, row: Row) => {
    tx.set(keyOf(row), encode(row));
    for (const [index, keyIn] of indexes) putIndexKey(tx, index, keyIn(row), options.key(row));
  };
  const remove = (tx: Transaction, row: Row) => {
    tx.delete(keyOf(row));
    for (const [index, keyIn] of indexes) deleteIndexKey(tx, index, keyIn(row));
  };
  const replace = (tx: Transaction, previous: Row, row: Row) => {
    if (!isSameKey(options.key(previous), options.key(row))) {
      remove(tx, previous);
      insert(tx, row);
      return;
    }
    tx.set(keyOf(row), encode(row));
    for (const [index, keyIn] of indexes) {
      const [before, after] = [keyIn(previous), keyIn(row)];
      if (before && after && isSameKey(before, after)) continue;
      deleteIndexKey(tx, index, before);
      putIndexKey(tx, index, after, options.key(row));
    }
  };

  const ofEntry = (_: Snapshot, entry: Entry) => decode(entry.value);
  const ofIndexEntry = (from: Snapshot, entry: Entry) =>
    chain(from.get([name, ...decodeKey(entry.value)]), (bytes) => {
      if (!bytes) throw new Error(`an index of ${name} names a row that is not there`);
      return decode(bytes);
    });

  return {
    name,
    get,
    ...rowSource(name, ofEntry),
    index: (index) => rowSource(`${name}:${index}`, ofIndexEntry),
    insert,
    replace,
    remove,
    set: async (tx, row) => {
      const previous = await get(tx, options.key(row));
      if (previous === undefined) insert(tx, row);
      else replace(tx, previous, row);
    },
    keyOf,
    encode,
    decode,
  };
}

/** The storage never changes bytes that it has given, nor does anybody else. */
function rememberDecoded<Row>(decode: (bytes: Uint8Array) => Row): (bytes: Uint8Array) => Row {
  const rows = new WeakMap<Uint8Array, { readonly row: Row }>();
  return (bytes) => {
    const known = rows.get(bytes);
    if (known) return known.row;
    const row = decode(bytes);
    rows.set(bytes, { row });
    return row;
  };
}

function rowSource<Row>(name: string, toRow: (from: Snapshot, entry: Entry) => MaybePromise<Row>): RowSource<Row> {
  return {
    async *scan(from, range = {}) {
      for await (const entry of from.scan(within(name, range))) yield await toRow(from, entry);
    },
    list: (from, range = {}) =>
      chain(from.list(within(name, range)), (entries) => all(entries.map((entry) => toRow(from, entry)))),
  };
}

function within(name: string, { prefix = [], gt, gte, lt, lte, ...rest }: RowRange): Range {
  return {
    ...rest,
    prefix: [name, ...prefix],
    ...(gt && { gt: [name, ...gt] }),
    ...(gte && { gte: [name, ...gte] }),
    ...(lt && { lt: [name, ...lt] }),
    ...(lte && { lte: [name, ...lte] }),
  };
}

function putIndexKey(tx: Transaction, index: string, key: Key | undefined, primaryKey: Key): void {
  if (key) tx.set([index, ...key], encodeKey(primaryKey));
}

function deleteIndexKey(tx: Transaction, index: string, key: Key | undefined): void {
  if (key) tx.delete([index, ...key]);
}

const isSameKey = (left: Key, right: Key): boolean =>
  left.length === right.length &&
  left.every((part, index) => {
    const other = right[index]!;
    return part instanceof Uint8Array && other instanceof Uint8Array
      ? Buffer.compare(part, other) === 0
      : part === other;
  });

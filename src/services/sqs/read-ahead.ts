import { Lru } from '../../lib/lru.ts';
import { chain, isPromise } from '../../storage/maybe-promise.ts';
import type { MaybePromise, Snapshot } from '../../storage/storage.ts';
import type { Message } from './message.ts';
import { holds, type Parcel } from './parcel.ts';
import { parcels } from './store.ts';

/** A run of messages that nobody has received yet: all of them are there. Empty when `last` is before `first`. */
export interface FreshRange {
  readonly queueId: string;
  /** The row that `first` lies in. */
  readonly parcel: number;
  readonly first: number;
  readonly last: number;
}

/** Row by row, without a wait where the storage has them at hand. */
export const readFresh = (from: Snapshot, range: FreshRange): MaybePromise<readonly Message[]> =>
  chain(readRows(from, range), (rows) => select(rows, range));

function readRows(from: Snapshot, range: FreshRange, rows: Parcel[] = []): MaybePromise<readonly Parcel[]> {
  for (let next = range.parcel; next <= range.last;) {
    const read = parcels.get(from, [range.queueId, next]);
    if (isPromise(read)) return read.then((row) => (row ? readRows(from, after(range, row), [...rows, row]) : rows));
    if (!read) break;
    rows.push(read);
    next = read.first + read.size;
  }
  return rows;
}

const after = (range: FreshRange, row: Parcel): FreshRange => ({ ...range, parcel: row.first + row.size });

function select(rows: Iterable<Parcel>, { first, last }: FreshRange): readonly Message[] {
  const found: Message[] = [];
  for (const row of rows) {
    if (row.first > last) break;
    if (row.first >= first && row.first + row.size - 1 <= last) found.push(...row.messages);
    else found.push(...row.messages.filter(({ number }) => number >= first && number <= last));
  }
  return found;
}

/** Fewer are read one by one: a scan goes through another thread, which is worth while for many. */
const FEWEST_IN_PAGE = 30;
const MOST_ROWS_IN_PAGE = 200;
/** A page holds about so much, whether it is of many messages or of a few large ones. */
const PAGE_BYTES = 1024 * 1024;
const QUEUES_REMEMBERED = 16;

interface Page {
  readonly rows: readonly Parcel[];
  readonly averageBytes: number;
}

/**
 * Messages of queues with a backlog, read in pages before somebody asks for them. They are always right: a row never
 * changes, and the backlog, which the same transaction has read, says which messages are still to be received.
 */
export class ReadAhead {
  readonly #pages = new Lru<string, Page>(QUEUES_REMEMBERED);

  /** `arrived` is the number of the last message there is. */
  read(from: Snapshot, range: FreshRange, arrived: number): MaybePromise<readonly Message[]> {
    const { queueId, parcel, first, last } = range;
    if (last < first) return [];
    const page = this.#pages.get(queueId);
    if (page) {
      const start = page.rows.findIndex((row) => row.first === parcel);
      const end = start < 0 ? -1 : page.rows.findIndex((row) => holds(row, last));
      if (end >= start && start >= 0) return select(page.rows.slice(start, end + 1), range);
    }
    const isPage = page && arrived - first >= FEWEST_IN_PAGE;
    const read = isPage ? listRows(from, range, page.averageBytes) : readRows(from, range);
    return chain(read, (rows) => {
      if (rows.length > 0) this.#pages.set(queueId, { rows, averageBytes: averageBytes(rows) });
      return select(rows, range);
    });
  }
}

const averageBytes = (rows: readonly Parcel[]): number =>
  rows.reduce((total, { sizeBytes }) => total + sizeBytes, 0) / rows.length;

/** So many as fill a page, but no fewer than the range can take. */
function listRows(from: Snapshot, range: FreshRange, rowBytes: number): MaybePromise<readonly Parcel[]> {
  const { queueId, parcel, first, last } = range;
  const wanted = Math.max(last - first + 1, Math.min(MOST_ROWS_IN_PAGE, Math.floor(PAGE_BYTES / rowBytes)));
  // Unguarded: whoever takes a message or adds one writes the backlog, which guards them all.
  const rows = { prefix: [queueId], gte: [queueId, parcel], limit: wanted, isUnguarded: true };
  return chain(parcels.list(from, rows), (found) => {
    let next = parcel;
    return found.filter((row) => row.first === next && (next = row.first + row.size));
  });
}

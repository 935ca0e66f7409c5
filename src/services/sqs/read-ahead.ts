import { Lru } from '../../lib/lru.ts';
import { all, chain } from '../../storage/maybe-promise.ts';
import type { MaybePromise, Snapshot } from '../../storage/storage.ts';
import type { Message } from './message.ts';
import { messages } from './store.ts';

/** A run of messages that nobody has received yet: all of them are there. Empty when `last` is before `first`. */
export interface FreshRange {
  readonly queueId: string;
  readonly first: number;
  readonly last: number;
}

/** One by one, without a wait where the storage has them at hand. */
export function readFresh(from: Snapshot, { queueId, first, last }: FreshRange): MaybePromise<readonly Message[]> {
  const rows: MaybePromise<Message | undefined>[] = [];
  for (let number = first; number <= last; number++) rows.push(messages.get(from, [queueId, number]));
  return chain(all(rows), (found) => found.filter((row) => row !== undefined));
}

/** Fewer are read one by one: a scan goes through another thread, which is worth while for many. */
const FEWEST_IN_PAGE = 30;
const MOST_IN_PAGE = 200;
/** A page holds about so much, whether it is of many messages or of a few large ones. */
const PAGE_BYTES = 256 * 1024;
const QUEUES_REMEMBERED = 16;

interface Page {
  readonly first: number;
  readonly messages: readonly Message[];
  readonly averageBytes: number;
}

/**
 * Messages of queues with a backlog, read in pages before somebody asks for them. They are always right: a message's row
 * never changes, and the backlog, which the same transaction has read, says which of them are still to be received.
 */
export class ReadAhead {
  readonly #pages = new Lru<string, Page>(QUEUES_REMEMBERED);

  /** `arrived` is the number of the last message there is. */
  read(from: Snapshot, range: FreshRange, arrived: number): MaybePromise<readonly Message[]> {
    const { queueId, first, last } = range;
    const page = this.#pages.get(queueId);
    const offset = page ? first - page.first : 0;
    if (page && offset >= 0 && last - page.first < page.messages.length)
      return page.messages.slice(offset, offset + last - first + 1);

    const count = Math.min(arrived - first + 1, pageLength(page));
    const isPage = count >= FEWEST_IN_PAGE && first + count > last;
    const read = isPage ? listFresh(from, queueId, first, count) : readFresh(from, range);
    return chain(read, (found) => {
      if (found.length > 0) this.#pages.set(queueId, { first, messages: found, averageBytes: averageBytes(found) });
      return found.length > last - first + 1 ? found.slice(0, last - first + 1) : found;
    });
  }
}

/** The first page is read one by one, to learn how large the messages are. */
const pageLength = (previous: Page | undefined): number =>
  previous ? Math.min(MOST_IN_PAGE, Math.floor(PAGE_BYTES / previous.averageBytes)) : 0;

const averageBytes = (found: readonly Message[]): number =>
  Math.max(1, found.reduce((total, { body }) => total + body.length, 0) / found.length);

function listFresh(from: Snapshot, queueId: string, first: number, count: number): MaybePromise<readonly Message[]> {
  // Unguarded: whoever takes one of them or adds one writes the backlog, which guards them all.
  const range = { prefix: [queueId], gte: [queueId, first], limit: count, isUnguarded: true };
  return chain(messages.list(from, range), (found) => found.filter(({ number }, index) => number === first + index));
}

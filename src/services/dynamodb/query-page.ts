import { RepeatedOutput } from '../../model/repeated-output.ts';
import type { Entry, Range, Snapshot } from '../../storage/storage.ts';
import { after } from './key-range.ts';
import { MAX_PAGE_BYTES } from './limits.ts';
import { StoredItem } from './stored-item.ts';

type List = readonly Entry[];

/** By the first of their lists, where the storage gives that again until somebody writes there. */
const knownPages = new WeakMap<List, QueryPage>();

/** One page of a Query or a Scan, before filters: what was read is what counts and what is paid for. */
export class QueryPage {
  readonly sizeBytes: number;
  /** Whether the page ended because of a limit. There may be nothing behind it; DynamoDB does not look. */
  readonly isCut: boolean;
  readonly #lists: readonly List[];
  /** The answer that carries all of it, if this page has been read before. */
  repeated: RepeatedOutput | undefined;

  private constructor(lists: readonly List[], sizeBytes: number, isCut: boolean) {
    this.sizeBytes = sizeBytes;
    this.isCut = isCut;
    this.#lists = lists;
  }

  static of(lists: readonly List[], sizeBytes: number, isCut: boolean): QueryPage {
    const known = knownPages.get(lists[0]!);
    if (known?.isCut === isCut && isSame(known.#lists, lists)) {
      known.repeated ??= new RepeatedOutput();
      return known;
    }
    const page = new QueryPage(lists, sizeBytes, isCut);
    if (Object.isFrozen(lists[0])) knownPages.set(lists[0]!, page);
    return page;
  }

  get count(): number {
    return this.#lists.reduce((sum, list) => sum + list.length, 0);
  }

  /** Made anew each time: they keep what is parsed of them, which takes far more than their bytes. */
  get items(): readonly StoredItem[] {
    return this.#lists.flatMap((list) => list.map((entry) => StoredItem.ofEntry(entry)));
  }

  /** Undefined where there are no items. */
  get last(): StoredItem | undefined {
    const entry = this.#lists.findLast((list) => list.length > 0)?.at(-1);
    return entry && StoredItem.ofEntry(entry);
  }
}

const isSame = (left: readonly List[], right: readonly List[]): boolean =>
  left.length === right.length && left.every((list, at) => list === right[at]);

/** Reads until `limit` items or 1 MB, whichever comes first; the item that reaches 1 MB is still in the page. */
export async function readPage(from: Snapshot, range: Range, limit = Number.POSITIVE_INFINITY): Promise<QueryPage> {
  const lists: List[] = [];
  let [count, sizeBytes] = [0, 0];
  let rest = range;
  for (;;) {
    // What is stored is longer than DynamoDB counts, so that usually one list is the page, and none goes beyond it.
    const wanted = { limit: limit - count, maxBytes: MAX_PAGE_BYTES - sizeBytes };
    const list = await from.list({ ...rest, ...wanted, asText: true });
    let stored = 0;
    let fitting = 0;
    for (; fitting < list.length && sizeBytes < MAX_PAGE_BYTES; fitting++) {
      const entry = list[fitting]!;
      sizeBytes += StoredItem.ofEntry(entry).sizeBytes;
      stored += entry.text?.length ?? entry.value.length;
    }
    // Of texts that are not ASCII, there are more bytes than characters.
    lists.push(fitting < list.length ? list.slice(0, fitting) : list);
    count += fitting;
    if (count >= limit || sizeBytes >= MAX_PAGE_BYTES) return QueryPage.of(lists, sizeBytes, true);
    if (stored < wanted.maxBytes) return QueryPage.of(lists, sizeBytes, false);
    rest = after(rest, list.at(-1)!.key);
  }
}

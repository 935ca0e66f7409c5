import type { Range, Snapshot } from '../../storage/storage.ts';
import { after } from './key-range.ts';
import { MAX_PAGE_BYTES } from './limits.ts';
import { StoredItem } from './stored-item.ts';

/** One page of a Query or a Scan, before filters: what was read is what counts and what is paid for. */
export interface QueryPage {
  readonly items: readonly StoredItem[];
  readonly sizeBytes: number;
  /** Whether the page ended because of a limit. There may be nothing behind it; DynamoDB does not look. */
  readonly isCut: boolean;
}

/** Reads until `limit` items or 1 MB, whichever comes first; the item that reaches 1 MB is still in the page. */
export async function readPage(from: Snapshot, range: Range, limit = Number.POSITIVE_INFINITY): Promise<QueryPage> {
  const items: StoredItem[] = [];
  let sizeBytes = 0;
  let rest = range;
  for (;;) {
    // What is stored is longer than DynamoDB counts, so that usually one list is the page.
    const wanted = { limit: limit - items.length, maxBytes: MAX_PAGE_BYTES - sizeBytes };
    const entries = await from.list({ ...rest, ...wanted });
    let storedBytes = 0;
    for (const { value } of entries) {
      const stored = new StoredItem(value);
      items.push(stored);
      sizeBytes += stored.sizeBytes;
      storedBytes += value.byteLength;
      if (items.length >= limit || sizeBytes >= MAX_PAGE_BYTES) return { items, sizeBytes, isCut: true };
    }
    if (storedBytes < wanted.maxBytes) return { items, sizeBytes, isCut: false };
    rest = after(rest, entries.at(-1)!.key);
  }
}

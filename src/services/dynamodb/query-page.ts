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

const FIRST_CHUNK_ITEMS = 64;
const MAX_CHUNK_ITEMS = 1024;

/** Reads until `limit` items or 1 MB, whichever comes first; the item that reaches 1 MB is still in the page. */
export async function readPage(from: Snapshot, range: Range, limit = Number.POSITIVE_INFINITY): Promise<QueryPage> {
  const items: StoredItem[] = [];
  let sizeBytes = 0;
  let rest = range;
  for (;;) {
    const wanted = chunkSize(items.length, sizeBytes, limit);
    const entries = await from.list({ ...rest, limit: wanted });
    for (const { value } of entries) {
      const stored = new StoredItem(value);
      items.push(stored);
      sizeBytes += stored.sizeBytes;
      if (items.length >= limit || sizeBytes >= MAX_PAGE_BYTES) return { items, sizeBytes, isCut: true };
    }
    if (entries.length < wanted) return { items, sizeBytes, isCut: false };
    rest = after(rest, entries.at(-1)!.key);
  }
}

/** About as many as still fit, by the average so far: large items are not read for nothing. */
function chunkSize(itemCount: number, sizeBytes: number, limit: number): number {
  const left = limit - itemCount;
  if (itemCount === 0) return Math.min(left, FIRST_CHUNK_ITEMS);
  const fitting = Math.ceil(((MAX_PAGE_BYTES - sizeBytes) * itemCount) / Math.max(1, sizeBytes));
  return Math.min(left, Math.max(1, fitting), MAX_CHUNK_ITEMS);
}

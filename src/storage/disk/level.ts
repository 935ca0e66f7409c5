import { ClassicLevel } from 'classic-level';
import type { Bounds } from '../bounds.ts';
import { StoredEntry } from '../stored-entry.ts';
import type { Pages, SizeHint } from '../view.ts';
import type { Writes } from './group.ts';

/** LevelDB, as far as the engine needs it; the tests put a failing one in its place. */
export interface Level {
  get(key: string, snapshot?: LevelSnapshot): Uint8Array | undefined;
  /** Of the moment's snapshot, or where it has none (yet), of the present. */
  open(bounds: Bounds, reverse: boolean, hint: SizeHint, moment: Moment): Pages;
  /** Some at a time, as they are when the first are asked for. */
  keys(bounds: Bounds): AsyncIterable<readonly string[]>;
  snapshot(): LevelSnapshot;
  /**
   * All or none of the writes are there after a crash of this process. After one of the machine, they are when the
   * write was synced, or a later `flush` or synced write is done.
   */
  write(writes: Writes, isSynced: boolean): Promise<void>;
  /** Writes out what is in memory. That it could, the next write tells. */
  flush(): Promise<void>;
  /** Drops what was deleted or overwritten within the bounds from the files. */
  compact(bounds: Bounds): Promise<void>;
  sizeBytes(bounds: Bounds): Promise<number>;
  close(): Promise<void>;
}

/** That of an epoch: it gets a snapshot before what it read changes. */
interface Moment {
  readonly snapshot: LevelSnapshot | undefined;
}

export type LevelSnapshot = ReturnType<ClassicLevel['snapshot']>;

/** LevelDB repeats its log when it opens: a larger buffer is faster under load and slower to start. */
const WRITE_BUFFER_BYTES = 20 * 1024 * 1024;
const BLOCK_CACHE_BYTES = 16 * 1024 * 1024;
const PAGE_BYTES = 512 * 1024;
const LARGEST_PAGE_ENTRIES = 1000;
/** Behind the first page, where writes in memory may hide what is read. */
const SMALLEST_NEXT_PAGE_ENTRIES = 16;

/**
 * Keys are handed over as strings, which the binding writes as UTF-8: a byte above 7F takes two bytes on the disk,
 * the order stays that of the bytes, and no Buffer is made for a key.
 */
export async function openLevel(folder: string): Promise<Level> {
  const level = new ClassicLevel<string, Uint8Array>(folder, {
    keyEncoding: 'utf8',
    valueEncoding: 'view',
    writeBufferSize: WRITE_BUFFER_BYTES,
    cacheSize: BLOCK_CACHE_BYTES,
    // Blocks are read where the file is mapped; unpacking them first makes a large table slow, and files half as large.
    compression: false,
  });
  await level.open();
  return {
    get: (key, snapshot) => get(level, key, snapshot),
    open: (bounds, reverse, hint, moment) => openPages(level, bounds, reverse, hint, moment),
    keys: (bounds) => readKeys(level, bounds),
    snapshot: () => level.snapshot(),
    // Chained, because handing over an array of operations costs five times as much.
    write: (writes, isSynced) => {
      const batch = level.batch();
      for (const [key, value] of writes) {
        if (value) batch.put(key, value);
        else batch.del(key);
      }
      return batch.write({ sync: isSynced });
    },
    compact: ({ from, to }) => level.compactRange(from, to),
    sizeBytes: ({ from, to }) => level.approximateSize(from, to),
    flush: () => level.compactRange('', ''),
    close: async () => {
      // There is no log to repeat at the next opening.
      await level.compactRange('', '').catch(() => undefined);
      await level.close();
    },
  };
}

/** Deletes what is in the folder. Takes its lock first, so nothing that another process has open is touched. */
export const destroyLevel = (folder: string): Promise<void> => ClassicLevel.destroy(folder);

async function* readKeys(
  level: ClassicLevel<string, Uint8Array>,
  { from, to }: Bounds,
): AsyncIterable<readonly string[]> {
  const iterator = level.keys({ gte: from, lt: to, fillCache: false });
  try {
    for (;;) {
      const keys = await iterator.nextv(LARGEST_PAGE_ENTRIES);
      if (keys.length === 0) return;
      yield keys;
    }
  } finally {
    await iterator.close();
  }
}

const get = (level: ClassicLevel<string, Uint8Array>, key: string, snapshot?: LevelSnapshot) =>
  snapshot ? level.getSync(key, { snapshot }) : level.getSync(key);

/** Decoding puts it in the place of what is not UTF-8. */
const REPLACEMENT = '\ufffd';

function openPages(
  level: ClassicLevel<string, Uint8Array>,
  { from, to }: Bounds,
  reverse: boolean,
  hint: SizeHint,
  moment: Moment,
): Pages {
  const { snapshot } = moment;
  const iterator = level.iterator<string, Uint8Array | string>({
    gte: from,
    lt: to,
    reverse,
    highWaterMarkBytes: Math.min(PAGE_BYTES, hint.bytes),
    valueEncoding: hint.asText ? 'utf8' : 'view',
    ...(snapshot && { snapshot }),
  });
  const toEntry = (key: string, value: Uint8Array | string): StoredEntry => {
    if (typeof value !== 'string' || !value.includes(REPLACEMENT)) return new StoredEntry(key, value);
    // Where it is not there any more, a layer above has a word for the key.
    return new StoredEntry(key, get(level, key, moment.snapshot) ?? value);
  };
  const read = { entries: 0, bytes: 0 };
  return {
    next: async (): Promise<readonly StoredEntry[]> => {
      const page: StoredEntry[] = [];
      for (const pair of await iterator.nextv(pageEntries(hint, read))) {
        page.push(toEntry(pair[0], pair[1]));
        read.bytes += pair[1].length;
      }
      read.entries += page.length;
      return page;
    },
    // Fails only when the database was closed before, and then the iterator with it.
    close: () => void iterator.close().catch(() => undefined),
  };
}

/** By the average so far: what is read beyond the reader's wish is made into Buffers for nothing. */
function pageEntries(hint: SizeHint, read: SizeHint): number {
  if (read.entries === 0) return Math.max(1, Math.min(hint.entries, LARGEST_PAGE_ENTRIES));
  const fitting = Math.ceil((hint.bytes - read.bytes) / (read.bytes / read.entries));
  return Math.max(SMALLEST_NEXT_PAGE_ENTRIES, Math.min(hint.entries, fitting, LARGEST_PAGE_ENTRIES));
}

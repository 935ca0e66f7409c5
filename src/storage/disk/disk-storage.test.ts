import { cpSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SystemClock } from '../../kernel/clock.ts';
import { pack } from '../../lib/tuple.ts';
import type { Transaction } from '../storage.ts';
import { DiskStorage } from './disk-storage.ts';
import { DiskJournal } from './journal.ts';
import type { Journal } from './journal.ts';
import { openLevel } from './level.ts';
import type { Level } from './level.ts';
import { toStorageError } from './open-errors.ts';

const clock = new SystemClock();
/** So that segments fill and are used again. */
const SMALL_SEGMENT_BYTES = 4096;
let folder: string;
const opened: DiskStorage[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cirro-'));
});

afterEach(async () => {
  for (const storage of opened.splice(0)) await storage.close();
  await rm(folder, { recursive: true, force: true });
});

interface Parts {
  readonly level?: (level: Level) => Level;
  readonly journal?: (journal: Journal) => Journal;
  readonly at?: string;
  readonly segmentBytes?: number;
}

async function open(parts: Parts = {}): Promise<DiskStorage> {
  const { level = (it) => it, journal = (it) => it, at = folder, segmentBytes } = parts;
  const storage = await DiskStorage.open({
    folder: at,
    clock,
    open: async (path) => level(await openLevel(path)),
    openJournal: (path, lastSequence) => journal(new DiskJournal(path, lastSequence, segmentBytes)),
  });
  opened.push(storage);
  return storage;
}

/** A door that what goes to the disk waits at until it is let through, or fails. */
function gate() {
  const waiting: { readonly pass: () => void; readonly fail: (error: Error) => void }[] = [];
  let isOpen = true;
  const pass = async () => {
    if (!isOpen) await new Promise<void>((resolve, fail) => waiting.push({ pass: resolve, fail }));
  };
  return {
    journal: (journal: Journal): Journal => ({
      get lastSequence() {
        return journal.lastSequence;
      },
      get fullTo() {
        return journal.fullTo;
      },
      get isFull() {
        return journal.isFull;
      },
      append: async (writes) => {
        await pass();
        return journal.append(writes);
      },
      release: (sequence) => journal.release(sequence),
      close: (isEmpty) => journal.close(isEmpty),
    }),
    level: (level: Level): Level => ({
      ...level,
      write: async (writes, isSynced) => {
        await pass();
        await level.write(writes, isSynced);
      },
    }),
    shut: () => {
      isOpen = false;
    },
    waiting,
    open: () => {
      isOpen = true;
      for (const { pass } of waiting.splice(0)) pass();
    },
  };
}

/** As a crash leaves it: nothing of this process comes in between. */
function copyFolder(from: string, to: string): void {
  for (const part of ['format.json', 'state', 'journal']) cpSync(join(from, part), join(to, part), { recursive: true });
}

const turns = async (count: number) => {
  for (let index = 0; index < count; index++) await new Promise((resolve) => setImmediate(resolve));
};

const increment = async (tx: Transaction) => {
  const count = Number(Buffer.from((await tx.get(['count'])) ?? '0').toString()) + 1;
  tx.set(['count'], Buffer.from(`${count}`));
  return count;
};

const countOf = (storage: DiskStorage) =>
  storage.read(async (snapshot) => Buffer.from((await snapshot.get(['count'])) ?? '0').toString());

test('a hot lane does not wait for the disk between its transactions, but every answer does', async () => {
  const disk = gate();
  const storage = await open({ journal: disk.journal });
  disk.shut();
  const started: number[] = [];
  const answered: number[] = [];
  const all = Array.from({ length: 100 }, async () => {
    const count = await storage.transact(['hot'], async (tx) => {
      started.push(1);
      return increment(tx);
    });
    answered.push(count);
  });
  const seen = countOf(storage);
  await turns(20);
  expect(started).toHaveLength(100);
  expect(answered).toEqual([]);

  disk.open();
  await Promise.all(all);
  expect(answered).toEqual(Array.from({ length: 100 }, (_, index) => index + 1));
  expect(Number(await seen)).toBeLessThanOrEqual(100);
  expect(await countOf(storage)).toBe('100');
});

test('what is scanned again and again is brought to LevelDB, so that its range can be kept', async () => {
  const storage = await open();
  for (const row of [1, 2, 3]) await storage.transact([], (tx) => tx.set(['row', row], Buffer.from(`${row}`)));
  const list = () => storage.read((snapshot) => snapshot.list({ prefix: ['row'] }));
  let last = await list();
  // A merge makes another list each time, a kept range is the same one.
  for (let next = await list(); next !== last; next = await list()) {
    expect(next.map(({ value }) => Buffer.from(value).toString())).toEqual(['1', '2', '3']);
    last = next;
    await turns(1);
  }
});

test('a thousand read-modify-writes across many group commits lose nothing', async () => {
  const storage = await open({ segmentBytes: SMALL_SEGMENT_BYTES });
  const lanes = Array.from({ length: 1000 }, (_, index) => [index % 7]);
  await Promise.all(
    lanes.map(async (lane, index) => {
      await turns(index % 50);
      await storage.transact(lane, async (tx) => {
        const count = await increment(tx);
        if (index % 3 === 0) await tx.list({ prefix: ['elsewhere', index] });
        return count;
      });
    }),
  );
  expect(await countOf(storage)).toBe('1000');
});

test('ranges that are read over and over while they are written are of one moment each, and of none that is past', async () => {
  const storage = await open({ segmentBytes: SMALL_SEGMENT_BYTES });
  const rows = [0, 1, 2, 3, 4];
  const acknowledged = [0, 0, 0];
  const write = async (part: number) => {
    for (let version = 1; version <= 100; version++) {
      await storage.transact([part], (tx) => {
        for (const row of rows) {
          tx.delete(['part', part, (version - 1) % 7, row]);
          tx.set(['part', part, version % 7, row], Buffer.from(`${version}`));
        }
      });
      acknowledged[part] = version;
      // Long enough, now and then, for readers to find the range as they left it.
      await turns(version % 20);
    }
  };
  const read = async (part: number, { reverse = false, limit = rows.length }) => {
    while (acknowledged[part]! < 100) {
      await turns(1);
      const least = acknowledged[part]!;
      const entries = await storage.read((snapshot) => snapshot.list({ prefix: ['part', part], reverse, limit }));
      const versions = new Set(entries.map(({ value }) => Number(Buffer.from(value).toString())));
      expect(versions.size).toBeLessThanOrEqual(1);
      if (least === 0) continue;
      expect(entries).toHaveLength(Math.min(limit, rows.length));
      expect([...versions][0]).toBeGreaterThanOrEqual(least);
    }
  };
  const parts = acknowledged.map((_, part) => part);
  const whole = { limit: rows.length + 1 };
  const kinds = [whole, { reverse: true }, whole, { limit: 2 }, { reverse: true, limit: 2 }];
  await Promise.all(parts.flatMap((part) => [write(part), ...kinds.map((kind) => read(part, kind))]));
});

test('a read that saw a write answers when that write is durable, one that did not answers at once', async () => {
  const disk = gate();
  const storage = await open({ journal: disk.journal });
  disk.shut();
  const written = storage.transact([], increment);
  await turns(2);
  let isAnswered = false;
  const seen = countOf(storage).then((count) => {
    isAnswered = true;
    return count;
  });
  const refused = storage.transact(['other'], async (tx) => {
    throw new Error(`refused at ${(await tx.list({ prefix: ['count'] })).length}`);
  });
  const outcome = refused.catch((error: Error) => error.message);
  expect(await storage.read((snapshot) => snapshot.get(['elsewhere']))).toBeUndefined();
  expect(isAnswered).toBe(false);
  expect(await Promise.race([outcome, turns(3).then(() => 'not yet')])).toBe('not yet');

  disk.open();
  await written;
  expect(await seen).toBe('1');
  expect(await outcome).toBe('refused at 1');
});

test('a failing group commit fails everybody who wrote in it or read from it, and then all work', async () => {
  const disk = gate();
  const storage = await open({ journal: disk.journal });
  disk.shut();
  const first = storage.transact(['a'], increment);
  await turns(2);
  const reader = countOf(storage);
  const second = storage.transact(['b'], increment);
  const innocent = storage.read((snapshot) => snapshot.get(['elsewhere']));
  await turns(2);
  disk.waiting[0]!.fail(new Error('IO error: /x/state/000003.log: No space left on device'));

  const full = /The disk of the data folder .* is full\. Free some space/;
  await expect(first).rejects.toThrow(full);
  await expect(reader).rejects.toThrow(full);
  await expect(second).rejects.toThrow(full);
  expect(await innocent).toBeUndefined();
  await expect(storage.transact([], increment)).rejects.toThrow(full);
  await expect(countOf(storage)).rejects.toThrow(full);
});

test('one process at a time has the folder', async () => {
  await open();
  await expect(open()).rejects.toThrow(/data folder .* is in use by another Cirro\. Stop that one/);
});

test('a folder of a newer format is refused, as is one that is not ours', async () => {
  await writeFile(join(folder, 'format.json'), '{"format":99}');
  await expect(open()).rejects.toThrow(/written by a newer Cirro \(format 99; this one knows up to 3\)/);
  await writeFile(join(folder, 'format.json'), 'what?');
  await expect(open()).rejects.toThrow(/is not one of Cirro's: format.json is not readable/);
});

test('a folder that cannot be made is refused in a sentence', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  await expect(open({ at: file })).rejects.toThrow(/there is a file of that name/);
});

test.skipIf(process.getuid?.() === 0)('a read-only folder is refused in a sentence', async () => {
  const readOnly = join(folder, 'read-only');
  await mkdir(readOnly);
  await chmod(readOnly, 0o500);
  await expect(open({ at: readOnly })).rejects.toThrow(/cannot be written/);
});

test('what the system says becomes a sentence for people', () => {
  const sentenceOf = (said: string) => toStorageError(new Error(said), '/data').userMessage;
  expect(sentenceOf("EROFS: read-only file system, mkdir '/data'")).toContain('/data cannot be written');
  expect(sentenceOf('IO error: /data/state/LOCK: Permission denied')).toContain('/data cannot be written');
  expect(sentenceOf('ENOSPC: no space left on device, write')).toContain('disk of the data folder /data is full');
  expect(sentenceOf("ENOENT: no such file or directory, mkdir '/data'")).toContain('/data cannot be made');
  expect(sentenceOf('Corruption: bad block')).toContain('/data is damaged');
  expect(sentenceOf('something else')).toBe('The data folder /data cannot be used: something else');
});

test('a folder opens again after it was closed, and after a crash in the middle of writing', async () => {
  const storage = await open();
  await Promise.all(Array.from({ length: 50 }, (_, index) => storage.transact([index], increment)));
  const running = Array.from({ length: 50 }, (_, index) => storage.transact([index], increment));
  const copy = join(folder, 'copy');
  copyFolder(folder, copy);
  await Promise.all(running);
  await storage.close();

  expect(await countOf(await open())).toBe('100');
  expect(Number(await countOf(await open({ at: copy })))).toBeGreaterThanOrEqual(50);
});

test('values are the same whether they are read as texts or as bytes, and whether they are texts or not', async () => {
  const values = ['plain', 'grüß 😀', '\ufffd', ''].map((text) => Buffer.from(text));
  values.push(Buffer.from([0xff, 0x00, 0x80]), Buffer.from('é', 'latin1'));
  let storage = await open();
  const range = { prefix: ['row'], asText: true };
  const read = () =>
    storage.read(async (snapshot) => {
      const scanned: Buffer[] = [];
      for await (const { text, value } of snapshot.scan(range)) scanned.push(Buffer.from(text ?? value));
      const listed = (await snapshot.list(range)).map(({ value }) => Buffer.from(value));
      expect(listed).toEqual(scanned);
      return scanned;
    });
  await storage.transact([], (tx) => {
    for (const [index, value] of values.entries()) tx.set(['row', index], value);
  });
  expect(await read()).toEqual(values);
  await storage.close();
  storage = await open();
  // From LevelDB, then kept, then from what was kept.
  for (let round = 0; round < 3; round++) expect(await read()).toEqual(values);
  expect((await storage.read((snapshot) => snapshot.list({ ...range, limit: 1 })))[0]?.text).toBe('plain');
});

test('what is no text is of the moment of the reading, whatever was written since', async () => {
  // Some in a page of LevelDB's.
  const old = Buffer.alloc(8192, 0xff);
  let storage = await open();
  await storage.transact([], (tx) => {
    for (let index = 0; index < 100; index++) tx.set(['row', index], old);
  });
  await storage.close();
  storage = await open();
  const seen = await storage.read(async (snapshot) => {
    const found: Uint8Array[] = [];
    for await (const { value } of snapshot.scan({ prefix: ['row'], asText: true })) {
      found.push(value);
      if (found.length > 1) continue;
      // So much that LevelDB gets it at once.
      for (let round = 0; round < 3; round++) {
        await storage.transact([], (tx) => {
          for (let index = 0; index < 100; index++) tx.set(['row', index], Buffer.alloc(8192, round));
        });
      }
    }
    return found;
  });
  expect(seen.map((value) => Buffer.from(value))).toEqual(Array.from({ length: 100 }, () => old));
});

test('a queue that is consumed from its head does not walk over what was consumed before', async () => {
  const starts: string[] = [];
  const storage = await open({
    level: (level) => ({
      ...level,
      open: (bounds, ...rest) => {
        starts.push(bounds.from);
        return level.open(bounds, ...rest);
      },
    }),
  });
  await storage.transact([], (tx) => {
    for (let index = 0; index < 100; index++) tx.set(['queue', index], Buffer.from(''));
  });
  const takeTwo = () =>
    storage.transact(['queue'], async (tx) => {
      const entries = await tx.list({ prefix: ['queue'], limit: 2 });
      for (const { key } of entries) tx.delete(key);
      return entries.map(({ key }) => key[1]);
    });
  for (let index = 0; index < 100; index += 2) expect(await takeTwo()).toEqual([index, index + 1]);

  // The scan that finds the first key teaches a later one to start there, once LevelDB knows of the deletions.
  for (const [index, start] of starts.slice(1).entries()) {
    expect(start > pack(['queue', 2 * index - 50]), `${index}`).toBe(true);
  }
  do {
    await storage.transact([], (tx) => {
      for (let index = 0; index < 50; index++) tx.delete(['elsewhere', index]);
    });
    starts.length = 0;
    expect(await takeTwo()).toEqual([]);
  } while (starts.length > 0);
});

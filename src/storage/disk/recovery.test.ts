import { cpSync, existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { SystemClock } from '../../kernel/clock.ts';
import { DiskStorage } from './disk-storage.ts';
import { DiskJournal } from './journal.ts';
import { openLevel } from './level.ts';
import type { Level } from './level.ts';

const clock = new SystemClock();
let folder: string;
const opened: DiskStorage[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cirro-recovery-'));
});

afterEach(async () => {
  for (const storage of opened.splice(0)) await storage.close();
  await rm(folder, { recursive: true, force: true });
});

interface Options {
  readonly level?: (level: Level) => Level;
  readonly segmentBytes?: number;
  readonly isReset?: boolean;
}

async function open(at: string, { level = (it) => it, segmentBytes, isReset = false }: Options = {}) {
  const storage = await DiskStorage.open({
    folder: at,
    clock,
    isReset,
    open: async (path) => level(await openLevel(path)),
    openJournal: (path, lastSequence) => new DiskJournal(path, lastSequence, segmentBytes),
  });
  opened.push(storage);
  return storage;
}

/** LevelDB as it is until `stop`; then writes wait until `go`, or until `fail` fails them and all that come later. */
function stoppable() {
  let waiting: { readonly go: () => void; readonly fail: (error: Error) => void }[] | undefined;
  let failure: Error | undefined;
  const pass = async () => {
    if (failure) throw failure;
    if (waiting) await new Promise<void>((go, fail) => waiting!.push({ go, fail }));
  };
  return {
    level: (level: Level): Level => ({
      ...level,
      write: (writes, isSynced) => pass().then(() => level.write(writes, isSynced)),
    }),
    stop: () => (waiting = []),
    go: () => {
      for (const { go } of waiting ?? []) go();
      waiting = undefined;
    },
    fail: (error: Error) => {
      failure = error;
      for (const { fail } of waiting ?? []) fail(error);
    },
  };
}

const turns = async (count: number) => {
  for (let index = 0; index < count; index++) await new Promise((resolve) => setImmediate(resolve));
};

const set = (storage: DiskStorage, key: number, sizeBytes = 10_000) =>
  storage.transact([], (tx) => tx.set(['item', key], Buffer.alloc(sizeBytes, key)));

const keysIn = (storage: DiskStorage) =>
  storage.read(async (snapshot) => {
    const entries = await snapshot.list({ prefix: ['item'] });
    for (const { key, value } of entries) expect(value.every((byte) => byte === key[1])).toBe(true);
    return entries.map(({ key }) => key[1]);
  });

/** As a kill leaves it: nothing of this process comes in between. */
function copyFolder(): string {
  const copy = join(folder, 'copy');
  cpSync(join(folder, 'data'), copy, { recursive: true, filter: (path) => !path.endsWith('LOCK') });
  return copy;
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** A folder whose journal has 20 items that LevelDB never got. */
async function crashed(): Promise<string> {
  const disk = stoppable();
  const storage = await open(join(folder, 'data'), { level: disk.level });
  disk.stop();
  for (const key of numbers(20)) await set(storage, key);
  const copy = copyFolder();
  disk.fail(new Error('stopped'));
  return copy;
}

test('what was acknowledged before LevelDB had it is there after a crash, and what was deleted is not', async () => {
  const disk = stoppable();
  const storage = await open(join(folder, 'data'), { level: disk.level });
  await set(storage, 100);
  disk.stop();
  for (const key of numbers(40)) await set(storage, key);
  await storage.transact([], (tx) => {
    tx.delete(['item', 7]);
    tx.delete(['item', 100]);
  });
  const expected = numbers(40).filter((key) => key !== 7);
  // While it is still above LevelDB, it is there for all who read.
  expect(await keysIn(storage)).toEqual(expected);
  const copy = copyFolder();
  disk.fail(new Error('stopped'));

  const recovered = await open(copy);
  expect(await keysIn(recovered)).toEqual(expected);
  expect(existsSync(join(copy, 'journal'))).toBe(false);
  await set(recovered, 7);
  await recovered.close();
  expect(await keysIn(await open(copy))).toEqual(numbers(40));
});

test('when LevelDB fails, later work fails, and what was acknowledged is there when the folder is opened again', async () => {
  const disk = stoppable();
  const storage = await open(join(folder, 'data'), { level: disk.level });
  disk.stop();
  let acknowledged = 0;
  for (; acknowledged < 20; acknowledged++) await set(storage, acknowledged);
  disk.fail(new Error('IO error: /x/state/000003.log: No space left on device'));
  const full = /The disk of the data folder .* is full/;
  await expect(
    (async () => {
      for (;;) await set(storage, 200);
    })(),
  ).rejects.toThrow(full);
  await expect(keysIn(storage)).rejects.toThrow(full);
  await storage.close();
  const again = await keysIn(await open(join(folder, 'data')));
  expect(again.filter((key) => key !== 200)).toEqual(numbers(acknowledged));
});

test('what LevelDB could not write out for good stays in the journal', async () => {
  const data = join(folder, 'data');
  let isFailing = false;
  const storage = await open(data, {
    level: (level) => ({
      ...level,
      write: async (writes, isSynced) => {
        // LevelDB does not say that a flush failed; the next write does.
        if (isSynced && isFailing) throw new Error('IO error: /x/state/000005.ldb: No space left on device');
        await level.write(writes, isSynced);
      },
    }),
  });
  isFailing = true;
  for (const key of numbers(20)) await set(storage, key);
  await storage.close();
  expect(existsSync(join(data, 'journal'))).toBe(true);
  expect(await keysIn(await open(data))).toEqual(numbers(20));
});

test('writers wait when LevelDB is far behind, and readers do not', async () => {
  const disk = stoppable();
  const storage = await open(join(folder, 'data'), { level: disk.level });
  disk.stop();
  // One batch that LevelDB does not take, and four megabytes behind it.
  for (const key of numbers(22)) await set(storage, key, 200_000);
  const late = set(storage, 22, 200_000).catch((error: Error) => error.message);
  expect(await Promise.race([late, turns(500).then(() => 'waiting')])).toBe('waiting');
  expect(await storage.read((snapshot) => snapshot.get(['item', 3]))).toHaveLength(200_000);
  disk.go();
  await late;
  expect(await keysIn(storage)).toEqual(numbers(23));
});

test('segments are used again for as long as it is written, and a clean stop leaves none', async () => {
  const data = join(folder, 'data');
  const storage = await open(data, { segmentBytes: 50_000 });
  for (let round = 0; round < 20; round++) {
    await Promise.all(numbers(50).map((key) => set(storage, key, 2000 + round)));
  }
  expect(await keysIn(storage)).toEqual(numbers(50));
  await storage.close();
  expect(existsSync(join(data, 'journal'))).toBe(false);
  const reopened = await open(data);
  const sizes = await reopened.read(async (snapshot) =>
    (await snapshot.list({ prefix: ['item'] })).map(({ value }) => value.byteLength),
  );
  expect(new Set(sizes)).toEqual(new Set([2019]));
});

test('a folder of the format before the journal is opened, and an older Cirro refuses it from then on', async () => {
  const data = join(folder, 'data');
  const storage = await open(data);
  await set(storage, 1);
  await storage.close();
  await writeFile(join(data, 'format.json'), '{"format":1}\n');
  expect(await keysIn(await open(data))).toEqual([1]);
  expect(JSON.parse(await readFile(join(data, 'format.json'), 'utf8'))).toEqual({ format: 3 });
});

test('a folder that begins anew has nothing of what a crash left in the journal', async () => {
  const copy = await crashed();
  const fresh = await open(copy, { isReset: true });
  expect(await keysIn(fresh)).toEqual([]);
  await set(fresh, 1);
  await fresh.close();
  expect(await keysIn(await open(copy))).toEqual([1]);
});

test('a damaged journal is refused in a sentence, and left as it is', async () => {
  const copy = await crashed();
  const file = join(copy, 'journal', '1');
  const whole = await readFile(file);
  const damaged = Buffer.from(whole).fill(0, 30_000, 30_100);
  await writeFile(file, damaged);
  await expect(open(copy)).rejects.toThrow(/The data folder .*copy is damaged\. Restore it from a copy/);
  expect((await readFile(file)).equals(damaged)).toBe(true);
  await writeFile(file, whole);
  expect(await keysIn(await open(copy))).toEqual(numbers(20));
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { pack } from '../../lib/tuple.ts';
import { KnownKeys } from './known-keys.ts';
import { openLevel } from './level.ts';
import type { Level } from './level.ts';

let folder: string;
let level: Level;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cirro-known-keys-'));
  level = await openLevel(folder);
});
afterEach(async () => {
  await level.close();
  rmSync(folder, { recursive: true, force: true });
});

const ROW = Buffer.from('row');
const keyOf = (owner: string, row: number | string) => pack(['test/row', owner, row]);

function askInVain(keys: KnownKeys, owner: string, times = 64): void {
  for (let index = 0; index < times; index++) keys.onAbsent(keyOf(owner, `absent-${index}`));
}

async function write(keys: KnownKeys, key: string, value: Uint8Array | null = ROW): Promise<void> {
  keys.beforeWrite([[key, value]]);
  await level.write([[key, value]], false);
  keys.afterWrite();
}

test('after enough questions in vain, the keys of that owner are known, and only of that one', async () => {
  const keys = new KnownKeys(level);
  for (const owner of ['a', 'b']) await write(keys, keyOf(owner, 1));
  askInVain(keys, 'a');
  await expect.poll(() => keys.mayHold(keyOf('a', 2))).toBe(false);
  expect(keys.mayHold(keyOf('a', 1))).toBe(true);
  expect(keys.mayHold(keyOf('b', 2))).toBe(true);
});

test('what is written later is known, and what is deleted may be there', async () => {
  const keys = new KnownKeys(level);
  askInVain(keys, 'a');
  await expect.poll(() => keys.mayHold(keyOf('a', 1))).toBe(false);
  await write(keys, keyOf('a', 1));
  expect(keys.mayHold(keyOf('a', 1))).toBe(true);
  await write(keys, keyOf('a', 1), null);
  expect(keys.mayHold(keyOf('a', 1))).toBe(true);
});

test('an owner of more than is worth reading is left alone', async () => {
  const keys = new KnownKeys({ ...level, sizeBytes: async () => 17 * 1024 * 1024 });
  askInVain(keys, 'a', 1000);
  await level.flush();
  expect(keys.mayHold(keyOf('a', 1))).toBe(true);
});

test('where the keys cannot be read, nothing is known', async () => {
  const keys = new KnownKeys({ ...level, sizeBytes: () => Promise.reject(new Error('disk')) });
  askInVain(keys, 'a');
  await level.flush();
  expect(keys.mayHold(keyOf('a', 1))).toBe(true);
});

test('a key that has no owner is never known to be absent', async () => {
  const keys = new KnownKeys(level);
  const key = pack(['test/row']);
  for (let index = 0; index < 100; index++) keys.onAbsent(key);
  await level.flush();
  expect(keys.mayHold(key)).toBe(true);
});

test('where there are more keys than may be remembered, all are forgotten, and what is asked for again is read again', async () => {
  const keys = new KnownKeys(level, 10);
  askInVain(keys, 'a');
  await expect.poll(() => keys.mayHold(keyOf('a', 'nothing'))).toBe(false);
  for (let row = 0; row <= 10; row++) await write(keys, keyOf('a', row));
  expect(keys.mayHold(keyOf('a', 'nothing'))).toBe(true);
  askInVain(keys, 'b');
  await expect.poll(() => keys.mayHold(keyOf('b', 'nothing'))).toBe(false);
});

test('a write that is on its way when the keys are read is known', async () => {
  const keys = new KnownKeys(level);
  keys.beforeWrite([[keyOf('a', 1), ROW]]);
  askInVain(keys, 'a');
  await expect.poll(() => keys.mayHold(keyOf('a', 2))).toBe(false);
  expect(keys.mayHold(keyOf('a', 1))).toBe(true);
});

const change = fc.record({ row: fc.nat(30), isPut: fc.boolean() });

test('whatever is written meanwhile, nothing that is there is said to be absent', async () => {
  const property = fc.asyncProperty(
    fc.array(change, { maxLength: 40 }),
    fc.nat(40),
    fc.uuid(),
    async (writes, startsAt, owner) => {
      const keys = new KnownKeys(level);
      for (const [index, { row, isPut }] of writes.entries()) {
        const writing = write(keys, keyOf(owner, row), isPut ? ROW : null);
        if (index === startsAt) askInVain(keys, owner);
        await writing;
      }
      if (writes.length <= startsAt) askInVain(keys, owner);
      await expect.poll(() => keys.mayHold(keyOf(owner, 'nothing')), { interval: 1 }).toBe(false);
      for (let row = 0; row <= 30; row++) {
        if (!keys.mayHold(keyOf(owner, row))) expect(level.get(keyOf(owner, row))).toBeUndefined();
      }
    },
  );
  await fc.assert(property, { numRuns: 50 });
});

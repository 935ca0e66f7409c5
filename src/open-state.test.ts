import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { SystemClock } from './kernel/clock.ts';
import { createRandom } from './kernel/random.ts';
import { openState, type State } from './open-state.ts';

const data = mkdtempSync(join(tmpdir(), 'cirro-state-'));
afterEach(() => rmSync(data, { recursive: true, force: true }));

const options = { data, clock: new SystemClock(), random: createRandom('state') };
const bytes = new TextEncoder().encode('kept');

async function contents({ storage, blobs }: State, id: string) {
  const row = await storage.read((snapshot) => snapshot.get(['row']));
  return { row: row && new TextDecoder().decode(row), hasBlob: await hasBlob(blobs, id) };
}

async function hasBlob(blobs: State['blobs'], id: string): Promise<boolean> {
  try {
    for await (const part of blobs.get(id)) return part.length > 0;
    return false;
  } catch {
    return false;
  }
}

test('a reset deletes what nobody has open, and nothing that somebody has', async () => {
  const first = await openState({ ...options, isReset: false });
  const { id } = await first.blobs.put(bytes);
  await first.storage.transact([], (tx) => tx.set(['row'], bytes));

  await expect(openState({ ...options, isReset: true })).rejects.toThrow('is in use by another Cirro');
  expect(await contents(first, id)).toEqual({ row: 'kept', hasBlob: true });
  await first.storage.transact([], (tx) => tx.set(['other'], bytes));
  await first.storage.close();

  const again = await openState({ ...options, isReset: false });
  expect(await contents(again, id)).toEqual({ row: 'kept', hasBlob: true });
  await again.storage.close();

  const empty = await openState({ ...options, isReset: true });
  expect(await contents(empty, id)).toEqual({ row: undefined, hasBlob: false });
  await empty.storage.close();
});

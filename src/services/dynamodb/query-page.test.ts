import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SystemClock } from '../../kernel/clock.ts';
import { DiskStorage } from '../../storage/disk/disk-storage.ts';
import { readPage } from './query-page.ts';
import { StoredItem } from './stored-item.ts';

const PREFIX = ['items'];

/** Pages of 25 items of 100 KB as they come from the disk. */
async function pagesOf(text: string): Promise<readonly (readonly [count: number, isCut: boolean])[]> {
  const folder = await mkdtemp(join(tmpdir(), 'cirro-query-page-'));
  try {
    const item = { text: { S: text.repeat((100 * 1024) / Buffer.byteLength(text)) } };
    const filled = await DiskStorage.open({ folder, clock: new SystemClock() });
    await filled.transact([], (tx) => {
      for (let index = 0; index < 25; index++) tx.set([...PREFIX, index], StoredItem.of(item).bytes);
    });
    await filled.close();
    await using storage = await opened(folder);
    return await storage.read(async (snapshot) => {
      const pages: [number, boolean][] = [];
      for (let from = 0; from < 25; from += pages.at(-1)![0]) {
        const { items, isCut } = await readPage(snapshot, { prefix: PREFIX, gte: [...PREFIX, from] });
        expect(items.map((found) => found.item)).toEqual(Array.from(items, () => item));
        pages.push([items.length, isCut]);
      }
      return pages;
    });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function opened(folder: string) {
  const storage = await DiskStorage.open({ folder, clock: new SystemClock() });
  return Object.assign(storage, { [Symbol.asyncDispose]: () => storage.close() });
}

test.each([
  ['ASCII', 'x'],
  ['two bytes a character', 'é'],
  ['four bytes a character', '😀'],
  ['a character that stands for what is no text', '\ufffd'],
])('a page ends at 1 MB of items, the one that reaches it included: %s', async (_what, text) => {
  expect(await pagesOf(text)).toEqual([
    [11, true],
    [11, true],
    [3, false],
  ]);
});

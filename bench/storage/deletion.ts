import { SystemClock } from '../../src/kernel/clock.ts';
import { DiskStorage } from '../../src/storage/disk/disk-storage.ts';
import type { Result } from '../support/result.ts';
import { folderBytes, inFolder, median, variedKilobyte } from './support.ts';

const ITEMS = 300_000;
const SCANS = 200;

/** A large table of which nine in ten items are deleted: what a page of it costs, and what the folder weighs. */
export function run(): Promise<readonly Result[]> {
  return inFolder(async (folder) => {
    const storage = await DiskStorage.open({ folder, clock: new SystemClock() });
    await inThousands(storage, (tx, item) => tx.set(['bench/item', item], variedKilobyte(item)));
    const before = { page: await pageOf100(storage), bytes: await folderBytes(folder) };
    await inThousands(storage, (tx, item) => {
      if (item % 10 !== 0) tx.delete(['bench/item', item]);
    });
    const after = { page: await pageOf100(storage), bytes: await folderBytes(folder) };
    await storage.close();
    const reopenedAt = performance.now();
    const reopened = await DiskStorage.open({ folder, clock: new SystemClock() });
    const openMs = performance.now() - reopenedAt;
    await reopened.close();
    return [
      { name: 'page of 100 in a full table', value: before.page, unit: 'µs' },
      {
        name: 'page of 100 after nine in ten were deleted',
        value: after.page,
        unit: 'µs',
        ratio: after.page / before.page,
      },
      { name: 'folder of the full table', value: before.bytes / 1e6, unit: 'MB' },
      {
        name: 'folder after the deletes',
        value: after.bytes / 1e6,
        unit: 'MB',
        ratio: after.bytes / before.bytes,
      },
      { name: 'opening it again', value: openMs, unit: 'ms' },
    ];
  });
}

type Body = (tx: Parameters<Parameters<DiskStorage['transact']>[1]>[0], item: number) => void;

async function inThousands(storage: DiskStorage, body: Body): Promise<void> {
  for (let from = 0; from < ITEMS; from += 1000) {
    await storage.transact([], (tx) => {
      for (let item = from; item < from + 1000; item++) body(tx, item);
    });
  }
}

async function pageOf100(storage: DiskStorage): Promise<number> {
  const pages: number[] = [];
  for (let scan = 0; scan < SCANS; scan++) {
    const gte = ['bench/item', Math.floor((scan / SCANS) * ITEMS * 0.9)];
    const startedAt = performance.now();
    await storage.read((snapshot) => snapshot.list({ prefix: ['bench/item'], gte, limit: 100 }));
    pages.push((performance.now() - startedAt) * 1000);
  }
  return median(pages);
}

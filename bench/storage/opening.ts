import { SystemClock } from '../../src/kernel/clock.ts';
import { DiskStorage } from '../../src/storage/disk/disk-storage.ts';
import type { Result } from '../support/result.ts';
import { inFolder, median, variedKilobyte } from './support.ts';

const ITEMS = 1_000_000;
const ITEM_BYTES = 256;
const OPENINGS = 5;

/** How long a folder with a million items takes to open: after a clean close, and to its first read. */
export function run(): Promise<readonly Result[]> {
  return inFolder(async (folder) => {
    const clock = new SystemClock();
    const storage = await DiskStorage.open({ folder, clock });
    for (let from = 0; from < ITEMS; from += 1000) {
      await storage.transact([], (tx) => {
        for (let item = from; item < from + 1000; item++) {
          tx.set(['bench/item', (item * 7919) % ITEMS], variedKilobyte(item).subarray(0, ITEM_BYTES));
        }
      });
    }
    await storage.close();

    const openings: number[] = [];
    for (let opening = 0; opening < OPENINGS; opening++) {
      const startedAt = performance.now();
      const reopened = await DiskStorage.open({ folder, clock });
      await reopened.read((snapshot) => snapshot.get(['bench/item', opening]));
      openings.push(performance.now() - startedAt);
      await reopened.close();
    }
    return [
      { name: 'the first opening of a million items', value: openings[0] ?? NaN, unit: 'ms' },
      { name: 'opening a million items, median', value: median(openings), unit: 'ms' },
    ];
  });
}

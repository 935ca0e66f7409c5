import { join } from 'node:path';
import { SystemClock } from '../../src/kernel/clock.ts';
import { DiskStorage } from '../../src/storage/disk/disk-storage.ts';
import { AppendLog } from './append-log.ts';
import type { Result } from '../support/result.ts';
import { inFolder, median, rate, variedKilobyte } from './support.ts';

const WRITERS = 64;
const ROUND_MS = 1000;
const ROUNDS = 4;

/** Durable transactions a second at 64 writers, each of one kilobyte, interleaved with the log that limits them. */
export function run(): Promise<readonly Result[]> {
  return inFolder(async (folder) => {
    const log = await AppendLog.open(join(folder, 'log'));
    const storage = await DiskStorage.open({ folder: join(folder, 'data'), clock: new SystemClock() });
    const rates: { log: number; apart: number; hot: number }[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      rates.push({
        log: await rate(WRITERS, ROUND_MS, (count) => log.append(variedKilobyte(count))),
        apart: await rate(WRITERS, ROUND_MS, (count) => {
          const value = variedKilobyte(count);
          return storage.transact(['bench', count % 5000], (tx) => tx.set(['bench/item', count % 100_000], value));
        }),
        hot: await rate(WRITERS, ROUND_MS, (count) => {
          const value = variedKilobyte(count);
          return storage.transact(['bench'], async (tx) => {
            await tx.get(['bench/hot', count % 100]);
            tx.set(['bench/hot', count % 100], value);
          });
        }),
      });
    }
    await storage.close();
    await log.close();
    // The first round warms up.
    const measured = rates.slice(1);
    const ratioTo = (kind: 'apart' | 'hot') => median(measured.map((round) => round[kind] / round.log));
    return [
      { name: 'append-only log, group fdatasync', value: median(measured.map((round) => round.log)), unit: 'writes/s' },
      {
        name: 'durable transactions, 64 writers',
        value: median(measured.map((round) => round.apart)),
        unit: 'transactions/s',
        ratio: ratioTo('apart'),
        goal: { atLeast: 0.2 },
      },
      {
        name: 'durable transactions in one lane, 64 writers',
        value: median(measured.map((round) => round.hot)),
        unit: 'transactions/s',
        ratio: ratioTo('hot'),
        goal: { atLeast: 0.1 },
      },
    ];
  });
}

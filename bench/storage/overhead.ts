import { SystemClock } from '../../src/kernel/clock.ts';
import { Work } from '../../src/kernel/work.ts';
import { DiskStorage } from '../../src/storage/disk/disk-storage.ts';
import { MemoryStorage } from '../../src/storage/memory/memory-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { TaskRunner } from '../../src/storage/task-runner.ts';
import type { Result } from '../support/result.ts';
import { inFolder, rate, variedKilobyte } from './support.ts';

const ITEMS = 10_000;
const ROUND_MS = 1000;
const TASKS = 20_000;

/** What the storage's own work costs: reads, transactions in memory, tasks from end to end. */
export function run(): Promise<readonly Result[]> {
  return inFolder(async (folder) => {
    const clock = new SystemClock();
    const memory = new MemoryStorage({ clock });
    const disk = await DiskStorage.open({ folder, clock });
    const results = [...(await measure('memory', memory)), ...(await measure('disk', disk))];
    await disk.close();
    return results;
  });
}

async function measure(engine: string, storage: Storage): Promise<Result[]> {
  for (let from = 0; from < ITEMS; from += 1000) {
    await storage.transact([], (tx) => {
      for (let item = from; item < from + 1000; item++) tx.set(['bench/item', item], variedKilobyte(item));
    });
  }
  const perSecond = async (name: string, writers: number, once: (count: number) => Promise<unknown>) => ({
    name: `${engine}: ${name}`,
    value: await rate(writers, ROUND_MS, once),
    unit: '1/s',
  });
  return [
    await perSecond('reads of one item', 1, (count) =>
      storage.read((snapshot) => snapshot.get(['bench/item', count % ITEMS])),
    ),
    await perSecond('reads of a page of 10', 8, (count) =>
      storage.read((snapshot) =>
        snapshot.list({ prefix: ['bench/item'], gte: ['bench/item', count % ITEMS], limit: 10 }),
      ),
    ),
    await perSecond('read-modify-writes, 64 writers', 64, (count) =>
      storage.transact(['bench', count % ITEMS], async (tx) => {
        const value = await tx.get(['bench/item', count % ITEMS]);
        tx.set(['bench/item', count % ITEMS], Buffer.from(value!));
      }),
    ),
    { name: `${engine}: tasks, enqueued and run`, value: await taskRate(storage), unit: '1/s' },
  ];
}

async function taskRate(storage: Storage): Promise<number> {
  let ran = 0;
  let finish = () => {};
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const handle = async () => {
    if (++ran === TASKS) finish();
  };
  const runner = new TaskRunner({ storage, clock: new SystemClock(), work: new Work(), handler: () => handle });
  await runner.start();
  const startedAt = performance.now();
  let enqueued = 0;
  const enqueue = async () => {
    while (enqueued++ < TASKS) await storage.transact([], (tx) => tx.enqueue({ type: 'bench.task', payload: {} }));
  };
  await Promise.all([...Array.from({ length: 64 }, enqueue), finished]);
  const elapsedMs = performance.now() - startedAt;
  await runner.close();
  return (TASKS / elapsedMs) * 1000;
}

import { SystemClock } from '../../src/kernel/clock.ts';
import { DiskStorage } from '../../src/storage/disk/disk-storage.ts';
import { table } from '../../src/storage/table.ts';
import type { Result } from '../support/result.ts';
import { folderBytes, inFolder, median, variedKilobyte } from './support.ts';

interface Message {
  readonly messageId: number;
  readonly visibleAt: number;
  readonly body: string;
}

const MESSAGES = 1_000_000;
const BATCH = 10;
const BODY_CHARACTERS = 200;

const messages = table<Message, 'visibleAt'>('bench/message', {
  key: ({ messageId }) => [messageId],
  indexes: { visibleAt: ({ visibleAt, messageId }) => [visibleAt, messageId] },
});

const body = (messageId: number) => variedKilobyte(messageId).toString('base64').slice(0, BODY_CHARACTERS);

/** A million messages, taken ten at a time from the head: what a receive costs at the beginning and at the end. */
export function run(): Promise<readonly Result[]> {
  return inFolder(async (folder) => {
    const storage = await DiskStorage.open({ folder, clock: new SystemClock() });
    await fill(storage);
    const filledBytes = await folderBytes(folder);
    const receives: number[] = [];
    for (let taken = 0; taken < MESSAGES; taken += BATCH) {
      const startedAt = performance.now();
      await receive(storage);
      receives.push((performance.now() - startedAt) * 1000);
    }
    await storage.close();
    const tenth = receives.length / 10;
    const first = median(receives.slice(0, tenth));
    const last = median(receives.slice(-tenth));
    return [
      { name: 'receive and delete 10, first tenth of a million', value: first, unit: 'µs' },
      {
        name: 'receive and delete 10, last tenth of a million',
        value: last,
        unit: 'µs',
        ratio: last / first,
        goal: { atMost: 1.3 },
      },
      { name: 'the slowest of a thousand', value: receives.toSorted((a, b) => b - a)[100] ?? NaN, unit: 'µs' },
      { name: 'folder with a million messages', value: filledBytes / 1e6, unit: 'MB' },
      { name: 'folder after the last', value: (await folderBytes(folder)) / 1e6, unit: 'MB' },
    ];
  });
}

async function fill(storage: DiskStorage): Promise<void> {
  for (let from = 0; from < MESSAGES; from += 1000) {
    await storage.transact([], (tx) => {
      for (let messageId = from; messageId < from + 1000; messageId++) {
        messages.insert(tx, { messageId, visibleAt: messageId >> 4, body: body(messageId) });
      }
    });
  }
}

function receive(storage: DiskStorage): Promise<void> {
  return storage.transact(['bench/queue'], async (tx) => {
    const received = await messages.index('visibleAt').list(tx, { lte: [MESSAGES], limit: BATCH });
    if (received.length !== BATCH) throw new Error(`received ${received.length} messages`);
    for (const message of received) messages.remove(tx, message);
  });
}

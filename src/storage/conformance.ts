import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SystemClock } from '../kernel/clock.ts';
import type { Clock } from '../kernel/clock.ts';
import { readCounter } from './counter.ts';
import type { Entry, Key, Storage, Transaction } from './storage.ts';

/** An engine under test. */
export interface Subject {
  readonly name: string;
  /** A new, empty storage, closed after the test. */
  readonly open: (clock: Clock) => Promise<Storage>;
  /** What a new process finds after this one was killed at this moment. */
  readonly crash: (storage: Storage, clock: Clock) => Promise<Storage>;
}

export const bytes = (text: string): Uint8Array => Buffer.from(text);
export const text = (value: Uint8Array | undefined): string | undefined => value && Buffer.from(value).toString();
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface Step {
  readonly kind: string;
  readonly key: number;
  readonly to: number;
  readonly limit: number;
  readonly reverse: boolean;
}

async function toArray<T>(items: AsyncIterable<T>): Promise<T[]> {
  const array: T[] = [];
  for await (const item of items) array.push(item);
  return array;
}

const lastParts = (entries: readonly Entry[]) => entries.map(({ key }) => key.at(-1));
const range = (length: number) => Array.from({ length }, (_, index) => index);

const fill = (storage: Storage, prefix: string, count: number) =>
  storage.transact([], (tx) => {
    for (const index of range(count)) tx.set([prefix, index], bytes(`${index}`));
  });

const increment = async (tx: Transaction, key: Key, pause: () => Promise<void> = async () => {}) => {
  const before = Number(text(await tx.get(key)) ?? 0);
  await pause();
  tx.set(key, bytes(`${before + 1}`));
};

/** What every engine must do, whatever it is made of. */
export function conformance({ name, open, crash }: Subject): void {
  const opened = () => open(new SystemClock());

  describe(`${name}: values`, () => {
    test('what was set is read, what was deleted is not', async () => {
      const storage = await opened();
      await storage.transact([], (tx) => {
        tx.set(['a', 1], bytes('one'));
        tx.set(['a', 2], bytes('two'));
      });
      await storage.transact([], (tx) => tx.delete(['a', 1]));
      await storage.read(async (snapshot) => {
        expect(await snapshot.get(['a', 1])).toBeUndefined();
        expect(text(await snapshot.get(['a', 2]))).toBe('two');
        expect(await snapshot.get(['a'])).toBeUndefined();
      });
    });

    test('keys of every type come back in their order', async () => {
      const storage = await opened();
      const numbers = [-Infinity, -1.5, 0, 1e-9, 2, Infinity, -(2n ** 70n), -1n, 0n, 255n, 256n, 2n ** 70n];
      const strings = ['', '\0', 'a', 'a\0', 'b', '\u{ffff}', '\u{10000}'];
      const binaries = [new Uint8Array(), new Uint8Array([0]), new Uint8Array([0, 255]), new Uint8Array([255])];
      const parts = [null, false, true, ...numbers, ...strings, ...binaries];
      await storage.transact([], (tx) => {
        for (const part of parts.toReversed()) tx.set(['order', part], bytes(''));
      });
      expect(lastParts(await storage.read((snapshot) => snapshot.list({ prefix: ['order'] })))).toEqual(parts);
    });

    test('ranges have bounds, directions and limits', async () => {
      const storage = await opened();
      await fill(storage, 'n', 50);
      await storage.read(async (snapshot) => {
        const list = async (options: object) => lastParts(await snapshot.list({ prefix: ['n'], ...options }));
        expect(await list({ gt: ['n', 46] })).toEqual([47, 48, 49]);
        expect(await list({ gte: ['n', 47], lt: ['n', 49] })).toEqual([47, 48]);
        expect(await list({ lte: ['n', 1] })).toEqual([0, 1]);
        expect(await list({ limit: 2 })).toEqual([0, 1]);
        expect(await list({ limit: 2, reverse: true })).toEqual([49, 48]);
        expect(await list({ gte: ['n', 9], maxBytes: 2 })).toEqual([9, 10]);
        expect(await list({ gte: ['n', 47], maxBytes: 7 })).toEqual([47, 48, 49]);
        expect(await list({ gt: ['n', 40], reverse: true, limit: 100 })).toEqual([49, 48, 47, 46, 45, 44, 43, 42, 41]);
        expect(await list({ gt: ['n', 5], lt: ['n', 3] })).toEqual([]);
        expect(lastParts(await toArray(snapshot.scan({ prefix: ['n'] })))).toEqual(range(50));
        expect(lastParts(await toArray(snapshot.scan({ prefix: ['n'], limit: 20, reverse: true })))).toEqual(
          range(50).toReversed().slice(0, 20),
        );
      });
    });

    test('everything acknowledged is there after a crash', async () => {
      const storage = await opened();
      await Promise.all(range(100).map((index) => storage.transact([index], (tx) => tx.set(['k', index], bytes('v')))));
      const survivor = await crash(storage, new SystemClock());
      expect(await survivor.read((snapshot) => snapshot.list({ prefix: ['k'] }))).toHaveLength(100);
    });
  });

  describe(`${name}: isolation`, () => {
    test('no update is lost between lanes, nor in one', async () => {
      const storage = await opened();
      const lanes = range(1000).map((index) => (index % 2 === 0 ? ['hot'] : ['lane', index]));
      await Promise.all(lanes.map((lane) => storage.transact(lane, (tx) => increment(tx, ['count']))));
      expect(text(await storage.read((snapshot) => snapshot.get(['count'])))).toBe('1000');
    });

    test('bodies of different lanes interleave, and the one that read what changed runs again', async () => {
      const storage = await opened();
      let runs = 0;
      const slow = storage.transact(['slow'], (tx) => {
        runs++;
        return increment(tx, ['count'], turn);
      });
      await storage.transact(['fast'], (tx) => increment(tx, ['count']));
      await slow;
      expect(text(await storage.read((snapshot) => snapshot.get(['count'])))).toBe('2');
      expect(runs).toBe(2);
    });

    test('no write skew over a range: of two who saw it empty one sees it again', async () => {
      const storage = await opened();
      const claim = (who: string) =>
        storage.transact([who], async (tx) => {
          const taken = await tx.list({ prefix: ['seat'] });
          await turn();
          if (taken.length > 0) return false;
          tx.set(['seat', who], bytes(who));
          return true;
        });
      const claims = await Promise.all([claim('ann'), claim('bob'), claim('cid')]);
      expect(claims.filter(Boolean)).toHaveLength(1);
      expect(await storage.read((snapshot) => snapshot.list({ prefix: ['seat'] }))).toHaveLength(1);
    });

    test('a scan that stopped early does not mind what is written behind', async () => {
      const storage = await opened();
      await fill(storage, 'n', 10);
      let runs = 0;
      const head = storage.transact(['head'], async (tx) => {
        runs++;
        const [first] = await tx.list({ prefix: ['n'], limit: 1 });
        const [same] = await tx.list({ prefix: ['n'], maxBytes: 1 });
        await turn();
        tx.delete(first!.key);
        tx.delete(same!.key);
      });
      await storage.transact(['tail'], (tx) => tx.set(['n', 99], bytes('')));
      await head;
      expect(runs).toBe(1);
    });

    test('an unguarded scan does not mind what is written into it, but what was read again by key is guarded', async () => {
      const storage = await opened();
      await fill(storage, 'n', 10);
      let runs = 0;
      const taker = storage.transact(['taker'], async (tx) => {
        runs++;
        const entries = await tx.list({ prefix: ['n'], isUnguarded: true });
        await tx.get(['n', 0]);
        if (runs === 1) await storage.transact(['a'], (other) => other.set(['n', 99], bytes('')));
        else if (runs === 2) await storage.transact(['b'], (other) => other.delete(['n', 7]));
        if (runs === 1) await storage.transact(['c'], (other) => other.delete(['n', 0]));
        tx.set(['taken'], bytes(''));
        return entries.length;
      });
      expect(await taker).toBe(10);
      expect(runs).toBe(2);
    });

    test('a read is one state, whatever is committed meanwhile', async () => {
      const storage = await opened();
      await fill(storage, 'n', 3000);
      await storage.read(async (snapshot) => {
        const seen: unknown[] = [];
        for await (const entry of snapshot.scan({ prefix: ['n'] })) {
          if (seen.length % 500 === 0) {
            await storage.transact([], (tx) => {
              tx.delete(['n', seen.length + 250]);
              tx.set(['n', seen.length + 0.5], bytes('new'));
              tx.set(['n', 2999], bytes('changed'));
            });
          }
          seen.push(entry.key[1]);
        }
        expect(seen).toEqual(range(3000));
        expect(text(await snapshot.get(['n', 2999]))).toBe('2999');
      });
      expect(text(await storage.read((snapshot) => snapshot.get(['n', 2999])))).toBe('changed');
    });

    test('a transaction sees its own writes, in scans of both directions and with limits', async () => {
      const storage = await opened();
      await fill(storage, 'n', 6);
      await storage.transact([], async (tx) => {
        tx.delete(['n', 0]);
        tx.set(['n', 2.5], bytes('own'));
        tx.set(['n', 3], bytes('own'));
        tx.delete(['n', 5]);
        expect(await tx.get(['n', 0])).toBeUndefined();
        expect(text(await tx.get(['n', 3]))).toBe('own');
        expect(lastParts(await tx.list({ prefix: ['n'] }))).toEqual([1, 2, 2.5, 3, 4]);
        expect(lastParts(await tx.list({ prefix: ['n'], limit: 3 }))).toEqual([1, 2, 2.5]);
        expect(lastParts(await tx.list({ prefix: ['n'], limit: 3, reverse: true }))).toEqual([4, 3, 2.5]);
        expect(lastParts(await toArray(tx.scan({ prefix: ['n'], reverse: true })))).toEqual([4, 3, 2.5, 2, 1]);
      });
    });

    test('a body may change what it scans', async () => {
      const storage = await opened();
      await fill(storage, 'n', 1500);
      await storage.transact([], async (tx) => {
        for await (const { key } of tx.scan({ prefix: ['n'] })) tx.delete(key);
      });
      expect(await storage.read((snapshot) => snapshot.list({ prefix: ['n'] }))).toEqual([]);
    });

    test('a body that throws leaves nothing behind', async () => {
      const storage = await opened();
      const failed = storage.transact([], (tx) => {
        tx.set(['a'], bytes('half'));
        tx.add(['b'], 1n);
        tx.enqueue({ type: 'test.never', payload: {} });
        throw new Error('changed my mind');
      });
      await expect(failed).rejects.toThrow('changed my mind');
      await storage.read(async (snapshot) => {
        expect(await snapshot.get(['a'])).toBeUndefined();
        expect(await readCounter(snapshot, ['b'])).toBe(0n);
        expect(await snapshot.list({ prefix: ['cirro/task/due'] })).toEqual([]);
      });
      await storage.transact([], (tx) => tx.set(['a'], bytes('whole')));
    });

    test('one that always comes second is let through in the end', async () => {
      const storage = await opened();
      const state = { isDone: false, others: 0 };
      const slow = storage.transact(['slow'], (tx) => increment(tx, ['count'], turn)).then(() => (state.isDone = true));
      while (!state.isDone && state.others < 5000) {
        await storage.transact(['other'], (tx) => increment(tx, ['count']));
        state.others++;
        await turn();
      }
      await slow;
      expect(state.others).toBeLessThan(5000);
      expect(text(await storage.read((snapshot) => snapshot.get(['count'])))).toBe(`${state.others + 1}`);
    });
  });

  describe(`${name}: histories`, () => {
    test('whatever is set, deleted and scanned, the result is that of a sorted map', async () => {
      const key = fc.integer({ min: 0, max: 25 });
      const step = fc.record({
        kind: fc.constantFrom('set', 'set', 'delete', 'delete', 'scan', 'scan', 'pause'),
        key,
        to: key,
        limit: fc.integer({ min: 1, max: 30 }),
        reverse: fc.boolean(),
      });
      const storage = await opened();
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 120, size: 'max' }), async (steps) => {
          const table = `run/${run++}`;
          const model = new Set<number>();
          const done: Promise<unknown>[] = [];
          for (const { kind, key, to, limit, reverse } of steps) {
            if (kind === 'pause') await turn();
            else done.push(storage.transact([table], (tx) => check(tx, { kind, key, to, limit, reverse })));
          }
          await Promise.all(done);

          // One lane: the bodies run in order, against what may not be on the disk yet.
          async function check(tx: Transaction, { kind, key, to, limit, reverse }: Step) {
            if (kind === 'set') tx.set([table, key], bytes('x'));
            if (kind === 'set') model.add(key);
            if (kind === 'delete') tx.delete([table, key]);
            if (kind === 'delete') model.delete(key);
            if (kind !== 'scan') return;
            const within = [...model].filter((each) => each >= key && each < to).sort((left, right) => left - right);
            const expected = (reverse ? within.reverse() : within).slice(0, limit);
            const options = { prefix: [table], gte: [table, key], lt: [table, to], limit, reverse };
            expect(lastParts(await tx.list(options))).toEqual(expected);
            expect(Boolean(await tx.get([table, key]))).toBe(model.has(key));
          }
        }),
        { numRuns: 40, endOnFailure: true },
      );
    });
  });

  describe(`${name}: counters`, () => {
    test('a thousand concurrent additions to one counter sum up without one repetition', async () => {
      const storage = await opened();
      let runs = 0;
      const additions = range(1000).map((index) =>
        storage.transact(['lane', index], async (tx) => {
          runs++;
          tx.add(['sum'], BigInt(index));
          await turn();
        }),
      );
      await Promise.all(additions);
      expect(await storage.read((snapshot) => readCounter(snapshot, ['sum']))).toBe(499_500n);
      expect(runs).toBe(1000);
    });

    test('a transaction reads what it added, by key and in a scan', async () => {
      const storage = await opened();
      await storage.transact([], (tx) => tx.add(['c', 1], 40n));
      await storage.transact([], async (tx) => {
        tx.add(['c', 1], 2n);
        tx.add(['c', 2], -7n);
        expect(await readCounter(tx, ['c', 1])).toBe(42n);
        expect((await tx.list({ prefix: ['c'] })).map(({ value }) => text(value))).toEqual(['42', '-7']);
        tx.add(['c', 1], 1n);
      });
      expect(await storage.read((snapshot) => readCounter(snapshot, ['c', 1]))).toBe(43n);
    });
  });

  describe(`${name}: signals`, () => {
    test('what is appended lies in the order of the commits, and never conflicts', async () => {
      const storage = await opened();
      let runs = 0;
      const write = (writer: number) =>
        storage.transact([writer], async (tx) => {
          runs++;
          tx.append(['log'], bytes(`${writer}.0`));
          await turn();
          tx.append(['log'], bytes(`${writer}.1`));
        });
      await Promise.all(range(100).map(write));
      await write(100);
      const log = await storage.read((from) => from.list({ prefix: ['log'] }));
      expect(runs).toBe(101);
      const pairs = range(101).map((pair) => log.slice(2 * pair, 2 * pair + 2).map(({ value }) => text(value)));
      expect(pairs.every(([first, second]) => first?.replace('.0', '.1') === second)).toBe(true);
      expect(pairs.at(-1)).toEqual(['100.0', '100.1']);

      const survivor = await crash(storage, new SystemClock());
      await survivor.transact([], (tx) => tx.append(['log'], bytes('later')));
      const [last] = await survivor.read((from) => from.list({ prefix: ['log'], reverse: true, limit: 1 }));
      expect(text(last?.value)).toBe('later');
    });

    test('a signal wakes those who wait on its topic, after the commit', async () => {
      const storage = await opened();
      const woken: string[] = [];
      const wait = (topic: string) => storage.wait([topic], Infinity).then(() => woken.push(topic));
      const waits = [wait('a'), wait('a')];
      void wait('b');
      await storage.transact([], (tx) => tx.signal(['a']));
      await Promise.all(waits);
      expect(woken).toEqual(['a', 'a']);
    });

    test('a signal between the look and the wait is not missed', async () => {
      const storage = await opened();
      const since = storage.version;
      await storage.transact([], (tx) => tx.signal(['a']));
      await storage.wait(['a'], Infinity, undefined, since);
    });

    test('a wait ends at its instant, when it is aborted, and when the storage closes', async () => {
      const storage = await opened();
      const clock = new SystemClock();
      await storage.wait(['a'], clock.now() + 5);
      const controller = new AbortController();
      const aborted = storage.wait(['a'], Infinity, controller.signal);
      controller.abort();
      await aborted;
      const closed = storage.wait(['a'], Infinity);
      await storage.close();
      await closed;
    });

    test('a closed storage says so', async () => {
      const storage = await opened();
      const last = storage.transact([], (tx) => tx.set(['a'], bytes('')));
      await storage.close();
      await last;
      await expect(storage.read(() => 1)).rejects.toThrow('The storage is closed.');
      await expect(storage.transact([], () => 1)).rejects.toThrow('The storage is closed.');
    });
  });
}

import { describe, expect, test } from 'vitest';
import { VirtualClock } from '../kernel/virtual-clock.ts';
import { Work } from '../kernel/work.ts';
import { bytes, turn } from './conformance.ts';
import type { Subject } from './conformance.ts';
import type { EnqueueOptions, Storage } from './storage.ts';
import { deadTasks, dueTasks, leasedTasks } from './task-queue.ts';
import { TaskRunner } from './task-runner.ts';
import type { TaskFunction } from './task-runner.ts';

const SECOND_MS = 1000;
const START = 1_000_000;

interface Setup {
  storage: Storage;
  readonly clock: VirtualClock;
  readonly work: Work;
}

/** What every engine must do with durable tasks. */
export function taskConformance({ name, open, crash }: Subject): void {
  async function setUp(): Promise<Setup> {
    const work = new Work();
    const clock = new VirtualClock({ work, now: START });
    return { storage: await open(clock), clock, work };
  }

  const runnerOf = ({ storage, clock, work }: Setup, handle: TaskFunction, concurrency = 256) =>
    new TaskRunner({ storage, clock, work, handler: () => handle, concurrency });

  const enqueue = ({ storage }: Setup, payload: unknown, options?: EnqueueOptions) =>
    storage.transact([], (tx) => tx.enqueue({ type: 'test.task', payload }, options));

  /** A runner that notes what it ran, and when after the start. */
  async function recording(setup: Setup) {
    const runs: (readonly [unknown, number])[] = [];
    const runner = runnerOf(setup, async (payload) => {
      runs.push([payload, setup.clock.now() - START]);
    });
    await runner.start();
    return { runner, runs };
  }

  describe(`${name}: tasks`, () => {
    test('a task runs once after its transaction, with the data there', async () => {
      const setup = await setUp();
      const seen: unknown[] = [];
      const runner = runnerOf(setup, async (payload) => {
        seen.push([payload, Boolean(await setup.storage.read((snapshot) => snapshot.get(['data'])))]);
      });
      await runner.start();
      await setup.storage.transact([], (tx) => {
        tx.enqueue({ type: 'test.task', payload: { id: 1 } });
        tx.set(['data'], bytes('there'));
      });
      await setup.clock.settle();
      expect(seen).toEqual([[{ id: 1 }, true]]);
      expect(await setup.storage.read((snapshot) => leasedTasks.list(snapshot))).toEqual([]);
      await runner.close();
    });

    test('tasks run when they are due, equal times in the order of their commits', async () => {
      const setup = await setUp();
      const { runner, runs } = await recording(setup);
      const at = START + 10 * SECOND_MS;
      await enqueue(setup, 'later', { at: at + 5 * SECOND_MS });
      await enqueue(setup, 'first', { at });
      await setup.storage.transact([], (tx) => {
        for (const payload of ['second', 'third']) tx.enqueue({ type: 'test.task', payload }, { at });
      });
      await Promise.all(
        ['fourth', 'fifth', 'sixth'].map((payload) =>
          setup.storage.transact([payload], (tx) => tx.enqueue({ type: 'test.task', payload }, { at })),
        ),
      );
      await enqueue(setup, 'now');
      await setup.clock.advance({ seconds: 9 });
      expect(runs).toEqual([['now', 0]]);
      await setup.clock.advance({ minutes: 1 });
      expect(runs.slice(1)).toEqual([
        ...['first', 'second', 'third', 'fourth', 'fifth', 'sixth'].map((payload) => [payload, 10_000]),
        ['later', 15_000],
      ]);
      await runner.close();
    });

    test('an id replaces the task that waits under it, and cancels it', async () => {
      const setup = await setUp();
      const { runner, runs } = await recording(setup);
      await enqueue(setup, 'old', { at: START + 1000, id: 'a' });
      await enqueue(setup, 'new', { at: START + 2000, id: 'a' });
      await enqueue(setup, 'gone', { at: START + 1000, id: 'b' });
      await setup.storage.transact([], (tx) => {
        tx.cancel('b');
        tx.cancel('never was');
        tx.enqueue({ type: 'test.task', payload: 'twice' }, { id: 'c', at: START + 3000 });
        tx.enqueue({ type: 'test.task', payload: 'once' }, { id: 'c', at: START + 3000 });
      });
      await setup.clock.advance({ seconds: 10 });
      expect(runs).toEqual([
        ['new', 2000],
        ['once', 3000],
      ]);
      await runner.close();
    });

    test('a task that enqueues its successor under its own id goes on forever', async () => {
      const setup = await setUp();
      const runs: number[] = [];
      const runner = runnerOf(setup, async () => {
        runs.push(setup.clock.now() - START);
        await enqueue(setup, 'tick', { id: 'tick', at: setup.clock.now() + SECOND_MS });
      });
      await runner.start();
      await enqueue(setup, 'tick', { id: 'tick' });
      await setup.clock.advance({ seconds: 3 });
      expect(runs).toEqual([0, 1000, 2000, 3000]);
      await runner.close();
    });

    test('a failing task is repeated ever later, and kept aside in the end', async () => {
      const setup = await setUp();
      const runs: number[] = [];
      const runner = runnerOf(setup, async () => {
        runs.push((setup.clock.now() - START) / SECOND_MS);
        throw new Error('not today');
      });
      await runner.start();
      await enqueue(setup, 'doomed', { id: 'x' });
      await setup.clock.advance({ hours: 1 });
      expect(runs).toEqual([0, 1, 3, 7, 15, 31, 63, 127, 255, 511]);
      const dead = await setup.storage.read((snapshot) => deadTasks.list(snapshot));
      expect(dead).toMatchObject([{ payload: 'doomed', attempts: 10, diedAt: START + 511 * SECOND_MS }]);
      expect(dead[0]?.lastError).toContain('not today');
      await runner.close();
    });

    test('a failed task gives way to one that was enqueued under its id meanwhile', async () => {
      const setup = await setUp();
      const runs: unknown[] = [];
      const runner = runnerOf(setup, async (payload) => {
        runs.push(payload);
        if (payload !== 'old') return;
        await enqueue(setup, 'new', { id: 'a', at: START + 5000 });
        throw new Error('too late');
      });
      await runner.start();
      await enqueue(setup, 'old', { id: 'a' });
      await setup.clock.advance({ minutes: 5 });
      expect(runs).toEqual(['old', 'new']);
      await runner.close();
    });

    test('many run at once, but not more than allowed', async () => {
      const setup = await setUp();
      let [running, most] = [0, 0];
      const slow: TaskFunction = async () => {
        most = Math.max(most, ++running);
        for (let turns = 0; turns < 5; turns++) await turn();
        running--;
      };
      const runner = runnerOf(setup, slow, 8);
      await runner.start();
      await setup.storage.transact([], (tx) => {
        for (let index = 0; index < 100; index++) tx.enqueue({ type: 'test.task', payload: index });
      });
      await setup.clock.settle();
      expect(most).toBe(8);
      expect(await setup.storage.read((snapshot) => dueTasks.list(snapshot))).toEqual([]);
      await runner.close();
    });

    test('a lease is renewed for as long as the task runs, so that nobody else takes it', async () => {
      const setup = await setUp();
      let starts = 0;
      const handle: TaskFunction = async () => {
        starts++;
        await setup.work.park(setup.clock.sleepUntil(START + 600 * SECOND_MS));
      };
      const [runner, rival] = [runnerOf(setup, handle), runnerOf(setup, handle)];
      await runner.start();
      rival.startBeside();
      await enqueue(setup, 'long');
      await setup.clock.advance({ minutes: 30 });
      expect(starts).toBe(1);
      expect(await setup.storage.read((snapshot) => leasedTasks.list(snapshot))).toEqual([]);
      await runner.close();
      await rival.close();
    });

    test('a lease that nobody renews runs out, and another takes the task over', async () => {
      const setup = await setUp();
      await setup.storage.transact([], (tx) =>
        leasedTasks.insert(tx, {
          type: 'test.task',
          payload: 'left',
          dueAt: START,
          sequence: 1,
          index: 0,
          attempts: 1,
          leasedUntil: START + 30 * SECOND_MS,
        }),
      );
      const runs: (readonly [unknown, number])[] = [];
      const rival = runnerOf(setup, async (payload, { attempts }) => void runs.push([payload, attempts]));
      // Not `start`: that would know that the owner is dead.
      rival.startBeside();
      await setup.clock.advance({ seconds: 29 });
      expect(runs).toEqual([]);
      await setup.clock.advance({ seconds: 2 });
      expect(runs).toEqual([['left', 2]]);
      await rival.close();
    });

    test('what ran when the process was killed runs again at once, with all that was enqueued', async () => {
      const setup = await setUp();
      const runner = runnerOf(setup, () => setup.work.park(new Promise<void>(() => {})));
      await runner.start();
      await enqueue(setup, 'interrupted');
      await setup.clock.settle();
      await setup.storage.transact([], (tx) => {
        tx.set(['data'], bytes('there'));
        tx.enqueue({ type: 'test.task', payload: 'promised' }, { at: START + 1000 });
      });

      const work = new Work();
      const clock = new VirtualClock({ work, now: START });
      const survivor = { storage: await crash(setup.storage, clock), clock, work };
      const { runner: next, runs } = await recording(survivor);
      await enqueue(survivor, 'new', { at: START + 1000 });
      await clock.advance({ seconds: 5 });
      expect(runs).toEqual([
        ['interrupted', 0],
        ['promised', 1000],
        ['new', 1000],
      ]);
      await next.close();
    });

    test('an attempt that a kill cut short does not count, however often it happens', async () => {
      const setup = await setUp();
      for (let kill = 0; kill < 20; kill++) {
        const runner = runnerOf(setup, () => setup.work.park(new Promise<void>(() => {})));
        await runner.start();
        if (kill === 0) await enqueue(setup, 'interrupted');
        await setup.clock.settle();
        setup.storage = await crash(setup.storage, setup.clock);
      }
      const { runner, runs } = await recording(setup);
      await setup.clock.settle();
      expect(runs).toEqual([['interrupted', 0]]);
      await runner.close();
    });

    test('a task that retries for ever is never dead, and waits a quarter of an hour at most', async () => {
      const setup = await setUp();
      let attempts = 0;
      const runner = runnerOf(setup, async () => {
        attempts++;
        throw new Error('still not');
      });
      await runner.start();
      await setup.storage.transact([], (tx) =>
        tx.enqueue({ type: 'test.task', payload: 'dogged', retriesForever: true }),
      );
      await setup.clock.advance({ hours: 10 });
      expect(attempts).toBeGreaterThan(40);
      expect(await setup.storage.read((snapshot) => deadTasks.list(snapshot))).toEqual([]);
      await runner.close();
    });

    test('a task whose type nobody handles ends among the dead', async () => {
      const setup = await setUp();
      const { storage, clock, work } = setup;
      const runner = new TaskRunner({ storage, clock, work, handler: () => undefined });
      await runner.start();
      await enqueue(setup, 'lost');
      await clock.advance({ hours: 1 });
      const [dead] = await storage.read((snapshot) => deadTasks.list(snapshot));
      expect(dead?.lastError).toContain('nothing handles tasks of type test.task');
      await runner.close();
    });
  });
}

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { VirtualClock } from './virtual-clock.ts';
import { Work } from './work.ts';

function clockAt(now: number) {
  const work = new Work();
  return { work, clock: new VirtualClock({ work, now }) };
}

test('sleepers wake in the order of their instants, each at its own', async () => {
  const { clock } = clockAt(1000);
  const woken: [string, number][] = [];
  const sleep = async (name: string, at: number) => {
    await clock.sleepUntil(at);
    woken.push([name, clock.now()]);
  };
  void sleep('late', 3000);
  void sleep('early', 2000);
  void sleep('early too', 2000);
  void sleep('never', 9000);

  await clock.advance({ seconds: 5 });
  expect(woken).toEqual([
    ['early', 2000],
    ['early too', 2000],
    ['late', 3000],
  ]);
  expect(clock.now()).toBe(6000);
});

test('what a sleeper starts runs before time moves on, and may sleep again', async () => {
  const { clock, work } = clockAt(0);
  const ticks: number[] = [];
  const tick = async (): Promise<void> => {
    await clock.sleepUntil(clock.now() + 10);
    await work.track(new Promise<void>((resolve) => setImmediate(() => setImmediate(resolve))));
    ticks.push(clock.now());
    if (ticks.length < 5) void tick();
  };
  void tick();
  await clock.advance({ milliseconds: 45 });
  expect(ticks).toEqual([10, 20, 30, 40]);
});

test('advance waits for what is running, but not for what is parked', async () => {
  const { clock, work } = clockAt(0);
  let finish = () => {};
  const running = work.track(new Promise<void>((resolve) => (finish = resolve)));
  void work.track(work.park(clock.sleepUntil(1_000_000)));
  const advanced = clock.advance(5).then(() => 'advanced');
  const turn = new Promise((resolve) => setImmediate(() => setImmediate(() => resolve('still waiting'))));
  expect(await Promise.race([advanced, turn])).toBe('still waiting');
  finish();
  await running;
  expect(await advanced).toBe('advanced');
});

test('skip jumps to the next due instant', async () => {
  const { clock } = clockAt(0);
  const slept = clock.sleepUntil(86_400_000);
  await clock.skip();
  await slept;
  expect(clock.now()).toBe(86_400_000);
  await clock.skip();
  expect(clock.now()).toBe(86_400_000);
});

test('settle runs what is due without moving time', async () => {
  const { clock } = clockAt(7);
  await clock.sleepUntil(7);
  await clock.settle();
  expect(clock.now()).toBe(7);
});

test('an aborted sleeper rejects with the reason and is forgotten', async () => {
  const { clock } = clockAt(0);
  const controller = new AbortController();
  const slept = clock.sleepUntil(10, controller.signal);
  controller.abort(new Error('enough'));
  await expect(slept).rejects.toThrow('enough');
  await expect(clock.sleepUntil(10, controller.signal)).rejects.toThrow('enough');
  await clock.skip();
  expect(clock.now()).toBe(0);
});

test('moves that are asked for at once happen one after the other', async () => {
  const { clock } = clockAt(0);
  await Promise.all([clock.advance({ minutes: 1 }), clock.advance({ hours: 1 }), clock.advance({ days: 1 })]);
  expect(clock.now()).toBe(60_000 + 3_600_000 + 86_400_000);
});

test('any sleepers, some of them aborted, wake sorted', async () => {
  const sleeper = fc.record({ at: fc.integer({ min: 1, max: 30 }), isAborted: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(sleeper, { maxLength: 60 }), async (sleepers) => {
      const { clock } = clockAt(0);
      const woken: number[] = [];
      for (const { at, isAborted } of sleepers) {
        const controller = new AbortController();
        clock.sleepUntil(at, controller.signal).then(
          () => woken.push(at),
          () => undefined,
        );
        if (isAborted) controller.abort();
      }
      await clock.advance(40);
      const expected = sleepers.filter(({ isAborted }) => !isAborted).map(({ at }) => at);
      expect(woken).toEqual(expected.sort((left, right) => left - right));
    }),
    { numRuns: 50 },
  );
});

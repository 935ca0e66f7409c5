import { expect, test } from 'vitest';
import { VirtualClock } from '../kernel/virtual-clock.ts';
import { Work } from '../kernel/work.ts';
import { Signals } from './signals.ts';

function setUp() {
  const clock = new VirtualClock({ work: new Work(), now: 0 });
  return { clock, signals: new Signals(clock) };
}

test('who waits on a topic that was forgotten is woken once too often, never too seldom', async () => {
  const { signals } = setUp();
  for (let version = 1; version <= 20_000; version++) signals.signal(`topic ${version}`, version);
  await signals.wait('topic 1', Infinity, undefined, 0);
  await signals.wait('topic 20000', Infinity, undefined, 19_999);

  let isAwake = false;
  const waiting = signals.wait('topic 20000', Infinity, undefined, 20_000).then(() => (isAwake = true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(isAwake).toBe(false);
  signals.signal('topic 20000', 20_001);
  await waiting;
});

test('a wait leaves no sleeper behind when a signal ends it', async () => {
  const { clock, signals } = setUp();
  const waiting = signals.wait('a', 1000, undefined, 0);
  signals.signal('a', 1);
  await waiting;
  await clock.skip();
  expect(clock.now()).toBe(0);
});

test('a wait ends at its instant', async () => {
  const { clock, signals } = setUp();
  const waiting = signals.wait('a', 1000, undefined, 0);
  await clock.skip();
  await waiting;
  expect(clock.now()).toBe(1000);
});

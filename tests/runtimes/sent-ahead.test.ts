import { beforeAll, expect, test } from 'vitest';
import type { FunctionSpec } from '../../src/services/lambda/runtime/index.ts';
import { type TestInvocation, type TestRuntimes, testRuntimes } from './support.ts';

let runtimes: TestRuntimes;

beforeAll(async () => {
  runtimes = await testRuntimes();
  return () => runtimes[Symbol.asyncDispose]();
});

const CODE = `exports.handler = async (event) => {
  console.log('event', event.n);
  if (event.wait) await new Promise((resolve) => setTimeout(resolve, 1000));
  if (event.exit) process.exit(3);
  while (event.loop);
  if (event.crash) throw Object.assign(new Error('no'), { stack: undefined });
  return event.n;
};`;
const AT_ONCE = 4;
/** Enough for the environments to be known as quick, even where a machine pauses now and then. */
const MOST_ROUNDS = 2000;

/** A function with one warm environment that has been quick for long enough to be sent events ahead. */
async function quickFunction(changes: Partial<FunctionSpec> = {}) {
  const spec = await runtimes.create({ 'index.js': CODE }, changes);
  const invoke = (event: object) => runtimes.invoke(spec, event);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const together = await Promise.all(Array.from({ length: AT_ONCE }, (_, n) => invoke({ n })));
    expect(together.map(({ answer }) => answer)).toEqual([0, 1, 2, 3]);
    if (streamsOf(together).size === 1) return invoke;
  }
  throw new Error('the environments were never sent an event ahead');
}

const streamsOf = (invocations: readonly TestInvocation[]) =>
  new Set(invocations.map(({ result }) => result.logStream));

test('a quick function answers events that come together in one environment, one after another', async () => {
  const invoke = await quickFunction();
  const together = await Promise.all([1, 2, 3].map((n) => invoke({ n })));
  expect(together.map(({ answer }) => answer)).toEqual([1, 2, 3]);
  for (const { requestId, result } of together) {
    const lines = result.logTail!.split('\n').filter(Boolean);
    expect(lines).toHaveLength(4);
    expect(lines.every((line) => line.includes(requestId))).toBe(true);
    expect(lines.map((line) => /START|END|REPORT|INFO/.exec(line)![0])).toEqual(['START', 'INFO', 'END', 'REPORT']);
  }
});

test('an event does not wait for one that takes long', async () => {
  const invoke = await quickFunction();
  const ended: number[] = [];
  const events = [{ n: 0, wait: true }, { n: 1 }, { n: 2 }];
  const together = await Promise.all(
    events.map(async (event) => {
      const invocation = await invoke(event);
      ended.push(event.n);
      return invocation;
    }),
  );
  expect(together.map(({ answer }) => answer)).toEqual([0, 1, 2]);
  expect(ended.at(-1)).toBe(0);
  expect(streamsOf(together).size).toBeGreaterThan(1);
});

test('an event is not lost with the process that was to take it next', async () => {
  const invoke = await quickFunction();
  const [exited, ...others] = await Promise.all([{ n: 0, exit: true }, { n: 1 }, { n: 2 }].map(invoke));
  expect(exited!.answer.errorType).toBe('Runtime.ExitError');
  expect(others.map(({ answer }) => answer)).toEqual([1, 2]);
});

test('an event is run by another environment when the one before it never ends', async () => {
  const invoke = await quickFunction({ timeoutSeconds: 1 });
  const [endless, ...others] = await Promise.all([{ n: 0, loop: true }, { n: 1 }, { n: 2 }].map(invoke));
  expect(endless!.answer.errorMessage).toContain('Task timed out after 1.00 seconds');
  expect(others.map(({ answer }) => answer)).toEqual([1, 2]);
});

test('an error ends one event and not those behind it', async () => {
  const invoke = await quickFunction();
  const [failed, ...others] = await Promise.all([{ n: 0, crash: true }, { n: 1 }, { n: 2 }].map(invoke));
  expect(failed!.result.functionError).toBe('Unhandled');
  expect(others.map(({ answer }) => answer)).toEqual([1, 2]);
});

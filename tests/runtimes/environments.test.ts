import { afterAll, beforeAll, expect, test } from 'vitest';
import { VirtualClock } from '../../src/kernel/virtual-clock.ts';
import { Work } from '../../src/kernel/work.ts';
import { type TestRuntimes, testRuntimes } from './support.ts';
import { pythons } from './support-python.ts';

let runtimes: TestRuntimes;
beforeAll(async () => {
  runtimes = await testRuntimes();
});
afterAll(() => runtimes[Symbol.asyncDispose]());

const WHO = `const id = Math.random(); let count = 0;
  exports.handler = async (event) => {
    await new Promise((resolve) => setTimeout(resolve, event.wait ?? 0));
    return { id, count: ++count };
  };`;

test('a warm environment is used again', async () => {
  const spec = await runtimes.create({ 'index.js': WHO });
  const first = await runtimes.invoke(spec);
  const second = await runtimes.invoke(spec);
  expect(second.answer).toEqual({ id: first.answer.id, count: 2 });
  expect(first.result.initDurationMs).toBeGreaterThan(0);
  expect(second.result.initDurationMs).toBeUndefined();
  expect(second.result.logStream).toBe(first.result.logStream);
  expect(second.result.logStream).toMatch(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
});

test('invocations at the same time have an environment each', async () => {
  const spec = await runtimes.create({ 'index.js': WHO });
  const all = await Promise.all(Array.from({ length: 5 }, () => runtimes.invoke(spec, { wait: 200 })));
  expect(new Set(all.map(({ answer }) => answer.id)).size).toBe(5);
  expect(new Set(all.map(({ result }) => result.logStream)).size).toBe(5);
});

test('the environment used last is used first', async () => {
  const spec = await runtimes.create({ 'index.js': WHO });
  const [short, long] = await Promise.all([runtimes.invoke(spec), runtimes.invoke(spec, { wait: 200 })]);
  expect((await runtimes.invoke(spec)).answer.id).toBe(long.answer.id);
  expect(short.answer.id).not.toBe(long.answer.id);
});

test('what exceeds the limit waits, and other functions make room', async () => {
  await using narrow = await testRuntimes({ maxEnvironments: 2 });
  const [one, other] = [await narrow.create({ 'index.js': WHO }), await narrow.create({ 'index.js': WHO })];
  const all = await Promise.all(Array.from({ length: 6 }, () => narrow.invoke(one, { wait: 20 })));
  expect(new Set(all.map(({ answer }) => answer.id)).size).toBe(2);
  expect(all.every(({ result }) => result.functionError === undefined)).toBe(true);

  const mixed = await Promise.all([one, other, one, other].map((spec) => narrow.invoke(spec, { wait: 20 })));
  expect(mixed.every(({ result }) => result.functionError === undefined)).toBe(true);
});

test('many invocations of several functions, some of which end their process', async () => {
  await using narrow = await testRuntimes({ maxEnvironments: 4 });
  const code = `exports.handler = async (event) => {
    if (event.number % 17 === 0) process.exit(1);
    if (event.number % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    console.log('number', event.number);
    return event.number;
  }`;
  const specs = await Promise.all([narrow.create({ 'index.js': code }), narrow.create({ 'index.js': code })]);
  const numbers = Array.from({ length: 200 }, (_, number) => number);
  const all = await Promise.all(numbers.map((number) => narrow.invoke(specs[number % 2]!, { number })));
  for (const [number, { answer, result }] of all.entries()) {
    if (number % 17 === 0) expect(answer.errorType).toBe('Runtime.ExitError');
    else expect([answer, result.logTail!.includes(`number ${number}\n`)]).toEqual([number, true]);
  }
});

test('a retired function starts anew, and what runs may finish', async () => {
  const spec = await runtimes.create({ 'index.js': WHO });
  const first = await runtimes.invoke(spec);
  const running = runtimes.invoke(spec, { wait: 200 });
  runtimes.runtimes.retire(spec.functionKey);
  expect((await running).answer.id).toBe(first.answer.id);

  const next = await runtimes.invoke(spec);
  expect(next.answer.count).toBe(1);
  runtimes.runtimes.retire(spec.functionKey);
  expect((await runtimes.invoke(spec)).answer.id).not.toBe(next.answer.id);
});

test('environments end when nobody needs them', async () => {
  await using hasty = await testRuntimes({ idleEnvironmentMs: 50 });
  const code = `exports.handler = async () => { setInterval(() => {}, 1000); return process.pid }`;
  const spec = await hasty.create({ 'index.js': code });
  await hasty.invoke(spec);
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect((await hasty.invoke(spec)).result.initDurationMs).toBeGreaterThan(0);
});

test('environments age with a virtual clock, and do not stand in its way', async () => {
  const work = new Work();
  const clock = new VirtualClock({ work });
  await using virtual = await testRuntimes({}, clock, work);
  const spec = await virtual.create({ 'index.js': WHO }, { credentials: () => lasting(clock.now() + 86_400_000) });
  await virtual.invoke(spec);
  const before = clock.now();
  await clock.skip();
  expect(clock.now()).toBe(before);

  await clock.advance({ minutes: 5 });
  expect((await virtual.invoke(spec)).answer.count).toBe(2);
  await clock.advance({ minutes: 11 });
  expect((await virtual.invoke(spec)).answer.count).toBe(1);
});

test('a virtual clock stands still while a function runs, and its log has the virtual time', async () => {
  const work = new Work();
  const clock = new VirtualClock({ work, now: Date.UTC(2030, 5, 1) });
  await using virtual = await testRuntimes({}, clock, work);
  const spec = await virtual.create(
    {
      'index.js': `exports.handler = async () => { await new Promise((r) => setTimeout(r, 100)); console.log('here'); return 1 }`,
    },
    { timeoutSeconds: 5 },
  );
  const invoked = virtual.invoke(spec);
  expect(work.isIdle).toBe(false);
  await Promise.all([clock.advance({ hours: 1 }), invoked]);
  expect((await invoked).answer).toBe(1);
  expect(virtual.logs.find(({ message }) => message.includes('here'))!.message).toMatch(/^2030-06-01T00:00:0/);
  expect((await invoked).result.logStream).toMatch(/^2030\/06\/01\//);
});

test.each([
  ['nodejs20.x', 'index.js', `exports.handler = async () => [Date.now(), +new Date(), new Date(5) instanceof Date]`],
  [
    'python3.12',
    'index.py',
    `import time, datetime, logging
def handler(event, context):
  logging.warning('here')
  now = datetime.datetime.now(datetime.timezone.utc)
  assert now - datetime.datetime.fromtimestamp(time.time(), datetime.timezone.utc) < datetime.timedelta(seconds=1)
  assert isinstance(now + datetime.timedelta(days=1), datetime.date) and datetime.date.today().year == now.year
  return [time.time() * 1000, now.timestamp() * 1000, isinstance(now, datetime.datetime)]`,
  ],
])('under a virtual clock, a %s function sees the virtual time', async (runtime, file, code) => {
  if (runtime.startsWith('python') && pythons.length === 0) return;
  const work = new Work();
  const clock = new VirtualClock({ work, now: Date.UTC(2030, 5, 1) });
  await using virtual = await testRuntimes({}, clock, work);
  const credentials = () => lasting(clock.now() + 86_400_000);
  const spec = await virtual.create({ [file]: code }, { runtime, credentials });
  for (const hours of [0, 1]) {
    await clock.advance({ hours });
    const { answer, result } = await virtual.invoke(spec);
    expect(Math.abs(answer[0] - clock.now())).toBeLessThan(10_000);
    expect(Math.abs(answer[1] - clock.now())).toBeLessThan(10_000);
    expect(answer[2]).toBe(true);
    if (file === 'index.py') expect(result.logTail).toMatch(/\[WARNING\]\t2030-06-01T0\d:.*\there\n/);
  }
});

test('an environment is replaced before its credentials expire', async () => {
  let asked = 0;
  const spec = await runtimes.create(
    { 'index.js': `exports.handler = async () => process.env.AWS_ACCESS_KEY_ID` },
    { credentials: () => lasting(Date.now() + 30_000, `ASIA${++asked}`) },
  );
  expect((await runtimes.invoke(spec)).answer).toBe('ASIA1');
  expect((await runtimes.invoke(spec)).answer).toBe('ASIA2');
});

test('closing ends what runs', async () => {
  const closing = await testRuntimes();
  const spec = await closing.create({
    'index.js': `exports.handler = async () => new Promise(() => setInterval(() => {}, 9))`,
  });
  const running = closing.invoke(spec);
  await expect.poll(() => closing.messages().some((line) => line.startsWith('START'))).toBe(true);
  await closing[Symbol.asyncDispose]();
  expect((await running).answer.errorType).toBe('Runtime.ExitError');
  await expect(closing.runtimes.invoke(spec, { requestId: 'late', payload: Buffer.from('{}') })).rejects.toThrow();
});

const lasting = (expiresAt: number, accessKeyId = 'ASIAEXAMPLE') =>
  Promise.resolve({ accessKeyId, secretAccessKey: 'secret', sessionToken: 'token', expiresAt });

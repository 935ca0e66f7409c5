import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestRuntimes, testRuntimes } from './support.ts';

let runtimes: TestRuntimes;
beforeAll(async () => {
  runtimes = await testRuntimes();
});
afterAll(() => runtimes[Symbol.asyncDispose]());

test.each([
  ['waits', `exports.handler = async () => new Promise((resolve) => setTimeout(resolve, 60_000))`],
  ['never lets go', `exports.handler = async () => { for (;;); }`],
])('a function that %s is ended after its timeout', async (_way, code) => {
  const spec = await runtimes.create({ 'index.js': code }, { timeoutSeconds: 1 });
  const { answer, requestId, result } = await runtimes.invoke(spec);
  expect(answer).toEqual({
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after 1.00 seconds`,
  });
  expect(result).toMatchObject({ functionError: 'Unhandled', durationMs: 1000 });
  expect(result.logTail).toMatch(
    new RegExp(`\\d{4}-[\\d-]+T[\\d:.]+Z ${requestId} Task timed out after 1\\.00 seconds\\n\\n`),
  );
  expect(result.logTail).toMatch(/REPORT .*\tDuration: 1000\.00 ms\t.*\tStatus: timeout\t\n$/);
});

test('after a timeout the function starts anew', async () => {
  const spec = await runtimes.create(
    {
      'index.js': `let count = 0; exports.handler = async (event) => event.wait
        ? new Promise((resolve) => setTimeout(resolve, 60_000)) : ++count`,
    },
    { timeoutSeconds: 1 },
  );
  expect((await runtimes.invoke(spec)).answer).toBe(1);
  await runtimes.invoke(spec, { wait: true });
  const { answer, result } = await runtimes.invoke(spec);
  expect(answer).toBe(1);
  expect(result.initDurationMs).toBeGreaterThan(0);
});

test.each([
  ['process.exit(1)', 'Runtime exited with error: exit status 1'],
  ['process.exit(0)', 'Runtime exited without providing a reason'],
  ['process.abort()', 'Runtime exited with error: signal: aborted'],
  [`process.kill(process.pid, 'SIGKILL')`, 'Runtime exited with error: signal: killed'],
])('%s', async (statement, message) => {
  const { answer, requestId, result } = await runtimes.run(
    `exports.handler = async () => { console.log('the last words'); ${statement}; return new Promise(() => {}) }`,
  );
  expect(answer).toEqual({ errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${message}` });
  expect(result.functionError).toBe('Unhandled');
  expect(result.logTail).toContain('the last words');
  expect(result.logTail).toContain(`RequestId: ${requestId} Error: ${message}\nRuntime.ExitError\n`);
  expect(result.logTail).toMatch(/Status: error\tError Type: Runtime\.ExitError\t\n$/);
});

test('a function that exits while it loads', async () => {
  const { answer, requestId } = await runtimes.run(`process.exit(3); exports.handler = async () => 1`);
  expect(answer.errorMessage).toBe(`RequestId: ${requestId} Error: Runtime exited with error: exit status 3`);
});

test('a process that is killed in the middle of an invocation', async () => {
  const spec = await runtimes.create({
    'index.js': `const { execSync } = require('node:child_process');
      exports.handler = async () => { execSync('kill -9 ' + process.pid); return 1 }`,
  });
  const { answer, requestId } = await runtimes.invoke(spec);
  expect(answer.errorMessage).toBe(`RequestId: ${requestId} Error: Runtime exited with error: signal: killed`);
});

test('a function that writes into the pipe of its bootstrap hurts nobody else', async () => {
  const { answer } = await runtimes.run(
    `exports.handler = async () => { require('node:fs').writeSync(4, 'Hello, whoever reads this'); return 1 }`,
  );
  expect(answer.errorType).toBe('Runtime.ExitError');
  expect((await runtimes.run(`exports.handler = async () => 'fine'`)).answer).toBe('fine');
});

test('what other programs write for the function is in its log', async () => {
  const { result } = await runtimes.run(
    `exports.handler = async () => { require('node:child_process').execSync('echo from outside', { stdio: 'inherit' }); return 1 }`,
  );
  expect(result.logTail).toContain('\nfrom outside\nEND RequestId');
});

test('a Node.js function that uses more than its memory is ended', async () => {
  const { answer, requestId, result } = await runtimes.run(
    `exports.handler = async () => {
      const all = [];
      for (;;) { all.push(Buffer.alloc(4 * 1024 * 1024, 1)); await new Promise((resolve) => setTimeout(resolve, 5)); }
    }`,
    { memorySizeMb: 128 },
  );
  expect(answer).toEqual({
    errorType: 'Runtime.OutOfMemory',
    errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
  });
  expect(result.maxMemoryUsedMb).toBe(128);
  expect(result.logTail).toMatch(/Max Memory Used: 128 MB\t.*Status: error\tError Type: Runtime\.OutOfMemory\t\n$/);
});

test('an answer of more than 6 MB is refused, and the environment stays', async () => {
  const spec = await runtimes.create({
    'index.js': `let count = 0; exports.handler = async (event) => event.large ? 'x'.repeat(6_300_000) : ++count`,
  });
  await runtimes.invoke(spec);
  const { answer, result } = await runtimes.invoke(spec, { large: true });
  expect(answer).toEqual({
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
  });
  expect(result.functionError).toBe('Unhandled');
  expect((await runtimes.invoke(spec)).answer).toBe(2);
});

test.each(['java21', 'ruby3.3', 'dotnet8'])('%s is refused with a sentence', async (runtime) => {
  const { answer, result } = await runtimes.run('', { runtime });
  expect(result.functionError).toBe('Unhandled');
  expect(answer.errorType).toBe('Runtime.NotAvailable');
  expect(answer.errorMessage).toContain(`Runtime ${runtime} is not available`);
});

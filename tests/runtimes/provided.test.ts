import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestRuntimes, testRuntimes } from './support.ts';
import { isolations } from './support-isolation.ts';

let provided: TestRuntimes;
beforeAll(async () => {
  provided = await testRuntimes();
});
afterAll(() => provided[Symbol.asyncDispose]());

const changes = { runtime: 'provided.al2023', handler: 'orders' };

/** A custom runtime as AWS's documentation writes it, in Node.js since that is certainly here. */
const bootstrap = (body: string) => `#!${process.execPath}
const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime';
const post = (path, body, headers) => fetch(api + path, { method: 'POST', body, headers });
(async () => {
  ${body}
})();
`;

const LOOP = `console.log('loaded');
  for (;;) {
    const next = await fetch(api + '/invocation/next');
    const id = next.headers.get('lambda-runtime-aws-request-id');
    const event = await next.json();
    const headers = { 'Lambda-Runtime-Function-Error-Type': 'Orders.Bad' };
    console.log('event', JSON.stringify(event));
    if (event.exit) process.exit(event.exit);
    if (event.fail) await post('/invocation/' + id + '/error', JSON.stringify({ errorType: 'Orders.Bad', errorMessage: 'bad order' }), headers);
    else if (event.large) console.log('status', (await post('/invocation/' + id + '/response', 'x'.repeat(6300000))).status);
    else await post('/invocation/' + id + '/response', JSON.stringify({
      event, pid: process.pid, handler: process.env._HANDLER, task: process.env.LAMBDA_TASK_ROOT,
      execution: process.env.AWS_EXECUTION_ENV ?? null, arn: next.headers.get('lambda-runtime-invoked-function-arn'),
      left: Number(next.headers.get('lambda-runtime-deadline-ms')) - Date.now(), trace: next.headers.get('lambda-runtime-trace-id'),
    }));
  }`;

test('a bootstrap runs against the Runtime API and stays warm', async () => {
  const spec = await provided.create({ bootstrap: bootstrap(LOOP) }, changes);
  const first = await provided.invoke(spec, { order: 1 }, { traceHeader: 'Root=1-2-3' });
  expect(first.answer).toMatchObject({
    event: { order: 1 },
    handler: 'orders',
    execution: null,
    arn: spec.functionArn,
    trace: 'Root=1-2-3',
  });
  expect(first.answer.left).toBeGreaterThan(5000);
  expect(first.result.initDurationMs).toBeGreaterThan(0);
  expect(first.result.logTail).toContain('event {"order":1}\n');

  const second = await provided.invoke(spec, { order: 2 });
  expect(second.answer.pid).toBe(first.answer.pid);
  expect(second.result.initDurationMs).toBeUndefined();
});

test('an error that the bootstrap reports', async () => {
  const spec = await provided.create({ bootstrap: bootstrap(LOOP) }, changes);
  const { answer, result } = await provided.invoke(spec, { fail: true });
  expect(result).toMatchObject({ functionError: 'Unhandled', errorType: 'Orders.Bad' });
  expect(answer).toEqual({ errorType: 'Orders.Bad', errorMessage: 'bad order' });
  expect((await provided.invoke(spec)).result.functionError).toBeUndefined();
});

test('an initialization error', async () => {
  const code = `await post('/init/error', JSON.stringify({ errorType: 'Orders.NoDatabase', errorMessage: 'no database' }),
    { 'Lambda-Runtime-Function-Error-Type': 'Orders.NoDatabase' }); process.exit(1);`;
  const spec = await provided.create({ bootstrap: bootstrap(code) }, changes);
  const { answer, result } = await provided.invoke(spec);
  expect(result).toMatchObject({ functionError: 'Unhandled', errorType: 'Orders.NoDatabase' });
  expect(answer.errorMessage).toBe('no database');
});

test('an exit in the middle, and one before the first invocation', async () => {
  const spec = await provided.create({ bootstrap: bootstrap(LOOP) }, changes);
  const { answer, requestId } = await provided.invoke(spec, { exit: 3 });
  expect(answer).toEqual({
    errorType: 'Runtime.ExitError',
    errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: exit status 3`,
  });
  const early = await provided.invoke(await provided.create({ bootstrap: bootstrap('process.exit(2)') }, changes));
  expect(early.answer.errorMessage).toContain('Runtime exited with error: exit status 2');
});

test('an answer that is too large', async () => {
  const spec = await provided.create({ bootstrap: bootstrap(LOOP) }, changes);
  const { answer } = await provided.invoke(spec, { large: true });
  expect(answer.errorType).toBe('Function.ResponseSizeTooLarge');
  await provided.invoke(spec);
  expect(provided.messages()).toContain('status 413\n');
});

test('a timeout', async () => {
  const code = `await fetch(api + '/invocation/next'); setInterval(() => {}, 1000);`;
  const spec = await provided.create({ bootstrap: bootstrap(code) }, { ...changes, timeoutSeconds: 1 });
  const { answer } = await provided.invoke(spec);
  expect(answer.errorType).toBe('Sandbox.Timedout');
});

test('a package without a bootstrap', async () => {
  const { answer, requestId } = await provided.invoke(await provided.create({ 'readme.txt': '' }, changes));
  expect(answer).toEqual({
    errorType: 'Runtime.InvalidEntrypoint',
    errorMessage: `RequestId: ${requestId} Error: Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]`,
  });
});

test.each(['bubblewrap', 'death-signal', 'none'] as const)(
  'a bootstrap that cannot be executed, isolation %s',
  async (isolation) => {
    if (!isolations.includes(isolation)) return;
    await using own = await testRuntimes({ isolation });
    const spec = await own.create({ bootstrap: '#!/no/such/program\n' }, changes);
    const missing = await own.invoke(spec);
    expect(missing.answer.errorType).toBe('Runtime.InvalidEntrypoint');
    expect(missing.answer.errorMessage).toMatch(/ Error: fork\/exec .*\/bootstrap: no such file or directory$/);

    await chmod(join(spec.folder, 'bootstrap'), 0o644);
    const { answer } = await own.invoke({ ...spec, functionKey: 'other' });
    expect(answer.errorMessage).toMatch(/ Error: fork\/exec .*\/bootstrap: permission denied$/);
  },
);

test('a bootstrap in a layer', async () => {
  const layer = await provided.create({ bootstrap: bootstrap(LOOP) });
  const spec = await provided.create({ 'data.txt': '' }, { ...changes, layerDirectories: [layer.folder] });
  expect((await provided.invoke(spec, { order: 5 })).answer.event).toEqual({ order: 5 });
});

test('requests that the Runtime API refuses', async () => {
  const code = `await fetch(api + '/invocation/next').then(async (next) => {
    const id = next.headers.get('lambda-runtime-aws-request-id');
    const wrongId = await post('/invocation/other/response', '{}');
    const wrongPath = await post('/nothing', '{}');
    await post('/invocation/' + id + '/response', JSON.stringify([wrongId.status, await wrongId.json(), wrongPath.status]));
  });`;
  const { answer } = await provided.invoke(await provided.create({ bootstrap: bootstrap(code) }, changes));
  expect(answer).toEqual([400, { errorMessage: 'Invalid request ID', errorType: 'InvalidRequestID' }, 404]);
});

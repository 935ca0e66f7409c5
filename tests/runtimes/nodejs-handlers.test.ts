import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestRuntimes, testRuntimes } from './support.ts';

let node: TestRuntimes;
beforeAll(async () => {
  node = await testRuntimes();
});
afterAll(() => node[Symbol.asyncDispose]());

test.each([
  ['an async function', `exports.handler = async (event) => ({ got: event })`],
  ['a promise', `exports.handler = (event) => Promise.resolve({ got: event })`],
  ['a callback', `exports.handler = (event, context, callback) => { callback(null, { got: event }) }`],
  ['context.succeed', `exports.handler = (event, context) => context.succeed({ got: event })`],
  ['context.done', `exports.handler = (event, context) => context.done(null, { got: event })`],
])('a handler answers by %s', async (_way, code) => {
  const { answer, result } = await node.run(code, {}, { order: 7 });
  expect(answer).toEqual({ got: { order: 7 } });
  expect(result.functionError).toBeUndefined();
});

test.each([
  ['CommonJS in a folder', 'src/app.run', { 'src/app.js': `exports.run = async () => 'ok'` }],
  ['an ES module', 'index.handler', { 'index.mjs': `export const handler = async () => 'ok'` }],
  ['a default export', 'index.handler', { 'index.mjs': `export default { handler: async () => 'ok' }` }],
  ['a .cjs file', 'index.handler', { 'index.cjs': `exports.handler = async () => 'ok'` }],
  [
    'a package of type module',
    'dist/app.handler',
    { 'package.json': '{"type":"module"}', 'dist/app.js': `export const handler = async () => 'ok'` },
  ],
  ['a nested export', 'index.api.get', { 'index.js': `exports.api = { get: async () => 'ok' }` }],
  [
    'an ES module with top-level await',
    'index.handler',
    { 'index.mjs': `const text = await Promise.resolve('ok'); export const handler = () => Promise.resolve(text)` },
  ],
  ['a folder with an index', 'app.handler', { 'app/index.js': `exports.handler = async () => 'ok'` }],
])('a handler is found in %s', async (_place, handler, files) => {
  const { answer } = await node.invoke(await node.create(files, { handler }));
  expect(answer).toBe('ok');
});

test('the context has all that AWS gives it', async () => {
  const spec = await node.create({
    'index.js': `exports.handler = async (event, context) => ({ ...context, left: context.getRemainingTimeInMillis() })`,
  });
  const { answer, requestId, result } = await node.invoke(spec, undefined, {
    payload: new Uint8Array(),
    invokedFunctionArn: `${spec.functionArn}:live`,
    clientContext: '{"custom":{"key":"value"}}',
    cognitoIdentity: { cognitoIdentityId: 'id', cognitoIdentityPoolId: 'pool' },
  });
  expect(answer).toMatchObject({
    callbackWaitsForEmptyEventLoop: true,
    functionVersion: '$LATEST',
    functionName: 'orders',
    memoryLimitInMB: '256',
    logGroupName: '/aws/lambda/orders',
    logStreamName: result.logStream,
    clientContext: { custom: { key: 'value' } },
    identity: { cognitoIdentityId: 'id', cognitoIdentityPoolId: 'pool' },
    invokedFunctionArn: `${spec.functionArn}:live`,
    awsRequestId: requestId,
  });
  expect(answer.left).toBeGreaterThan(8000);
  expect(answer.left).toBeLessThanOrEqual(10_000);
});

test('an empty payload reaches the handler as an empty object', async () => {
  const spec = await node.create({ 'index.js': `exports.handler = async (event) => event` });
  expect((await node.invoke(spec, undefined, { payload: new Uint8Array() })).answer).toEqual({});
});

test('a callback waits for the event loop unless it is told not to', async () => {
  const code = (waits: boolean) => `exports.handler = (event, context, callback) => {
    context.callbackWaitsForEmptyEventLoop = ${waits};
    const answer = { late: false };
    setTimeout(() => { answer.late = true }, 50);
    callback(null, answer);
  }`;
  expect((await node.run(code(true))).answer).toEqual({ late: true });
  expect((await node.run(code(false))).answer).toEqual({ late: false });
});

test('only the first answer counts', async () => {
  const { answer } = await node.run(`exports.handler = async (event, context, callback) => {
    callback(null, 'callback'); context.succeed('context'); return 'promise';
  }`);
  expect(answer).toBe('callback');
});

test('a handler that never answers gives null once nothing is left to do', async () => {
  expect((await node.run(`exports.handler = () => 5`)).answer).toBeNull();
});

test('an async handler whose promise never settles fails', async () => {
  const { answer } = await node.run(`exports.handler = async () => new Promise(() => {})`);
  expect(answer.errorType).toBe('Runtime.NodeJsExit');
});

test('nodejs24.x takes no callbacks', async () => {
  const { answer } = await node.run(`exports.handler = (event, context, callback) => callback(null, 1)`, {
    runtime: 'nodejs24.x',
  });
  expect(answer.errorType).toBe('Runtime.CallbackHandlerDeprecated');
  const code = `exports.handler = (event, context) => typeof context.succeed`;
  expect((await node.run(code, { runtime: 'nodejs24.x' })).answer).toBe('undefined');
});

test('a streaming handler answers in full', async () => {
  const { result } = await node
    .run(`exports.handler = awslambda.streamifyResponse(async (event, stream) => {
    stream.write('Hello '); stream.end('world');
  })`)
    .catch((error: unknown) => ({ result: { payload: Buffer.from(String(error)) } }));
  expect(Buffer.from(result.payload).toString()).toContain('Hello world');
});

test('undefined is null, and text is JSON text', async () => {
  expect((await node.run(`exports.handler = async () => {}`)).answer).toBeNull();
  const { result } = await node.run(`exports.handler = async () => 'text'`);
  expect(Buffer.from(result.payload).toString()).toBe('"text"');
});

test('a large payload comes through in both directions', async () => {
  const text = 'x'.repeat(5_000_000);
  const { answer } = await node.run(`exports.handler = async (event) => event.text + 'y'`, {}, { text });
  expect(answer).toHaveLength(5_000_001);
});

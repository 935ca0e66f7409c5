import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestRuntimes, testRuntimes } from './support.ts';

let node: TestRuntimes;
beforeAll(async () => {
  node = await testRuntimes();
});
afterAll(() => node[Symbol.asyncDispose]());

test('a thrown error is unhandled, with type, message and trace', async () => {
  const { answer, result } = await node.run(`exports.handler = async () => { throw new TypeError('no such order') }`);
  expect(result.functionError).toBe('Unhandled');
  expect(result.errorType).toBe('TypeError');
  expect(answer).toEqual({ errorType: 'TypeError', errorMessage: 'no such order', trace: expect.any(Array) });
  expect(answer.trace[0]).toBe('TypeError: no such order');
  expect(answer.trace[1]).toMatch(/index\.js:1:\d+/);
});

test('the log shows the error as AWS does', async () => {
  const { result, requestId } = await node.run(
    `exports.handler = async () => { throw Object.assign(new Error('boom'), { code: 'E1', extra: 5 }) }`,
  );
  const line = result.logTail!.split('\n').find((text) => text.includes('Invoke Error'))!;
  const [time, id, level, title, json] = line.split('\t');
  expect([id, level, title]).toEqual([requestId, 'ERROR', 'Invoke Error ']);
  expect(new Date(time!).toISOString()).toBe(time);
  expect(JSON.parse(json!)).toMatchObject({ errorType: 'Error', errorMessage: 'boom', code: 'E1', extra: 5 });
});

test.each([
  ['callback(error)', `exports.handler = (e, c, callback) => callback(new Error('bad'))`, 'Error', 'bad'],
  ['callback(text)', `exports.handler = (e, c, callback) => callback('bad')`, 'string', 'bad'],
  ['context.fail()', `exports.handler = (e, context) => context.fail()`, 'string', 'handled'],
  ['a thrown text', `exports.handler = async () => { throw 'bad' }`, 'string', 'bad'],
  ['a thrown object', `exports.handler = async () => { throw { a: 1 } }`, 'object', '[object Object]'],
  ['a synchronous throw', `exports.handler = () => { throw new RangeError('far') }`, 'RangeError', 'far'],
  ['BigInt', `exports.handler = async () => 5n`, 'Error', 'Unable to stringify response body'],
  [
    'a circular answer',
    `exports.handler = async () => { const a = {}; a.a = a; return a }`,
    'Error',
    'Unable to stringify response body',
  ],
])('%s', async (_way, code, errorType, errorMessage) => {
  const { answer, result } = await node.run(code);
  expect(result.functionError).toBe('Unhandled');
  expect(answer).toMatchObject({ errorType, errorMessage });
});

test.each([
  ['nothing.handler', 'Runtime.ImportModuleError', /^Error: Cannot find module 'nothing'\nRequire stack:/],
  ['index.missing', 'Runtime.HandlerNotFound', /^index\.missing is undefined or not exported$/],
  ['index.number', 'Runtime.HandlerNotFound', /^index\.number is not a function$/],
  ['index', 'Runtime.MalformedHandlerName', /^Bad handler$/],
  [
    '../index.handler',
    'Runtime.MalformedHandlerName',
    /^'\.\.\/index\.handler' is not a valid handler name\. Use absolute paths when specifying root directories in handler names\.$/,
  ],
  ['broken.handler', 'Runtime.UserCodeSyntaxError', /^SyntaxError: /],
  ['requires.handler', 'Runtime.ImportModuleError', /^Error: Cannot find module 'left-pad'\nRequire stack:/],
  ['throws.handler', 'ReferenceError', /^nobody is not defined$/],
])('the handler %s: %s', async (handler, errorType, errorMessage) => {
  const files = {
    'index.js': 'exports.number = 5; exports.handler = async () => 1',
    'broken.js': 'exports.handler = async () => {',
    'requires.js': `require('left-pad'); exports.handler = async () => 1`,
    'throws.js': `nobody(); exports.handler = async () => 1`,
  };
  const { answer, result } = await node.invoke(await node.create(files, { handler }));
  expect(result.functionError).toBe('Unhandled');
  expect(answer.errorType).toBe(errorType);
  expect(answer.errorMessage).toMatch(errorMessage);
  expect(node.messages().some((line) => line.includes(`Phase: init\tStatus: error\tError Type: ${errorType}`))).toBe(
    true,
  );
});

test('an ES module that imports what is not there', async () => {
  const spec = await node.create({ 'index.mjs': `import 'left-pad'; export const handler = async () => 1` });
  const { answer } = await node.invoke(spec);
  expect(answer.errorType).toBe('Runtime.ImportModuleError');
  expect(answer.errorMessage).toContain("Cannot find package 'left-pad'");
});

test('an exception outside the handler fails the invocation and the process with it', async () => {
  const spec = await node.create({
    'index.js': `exports.handler = (event) => event.crash
      ? void setTimeout(() => { throw new Error('later') }, 1)
      : Promise.resolve(process.pid)`,
  });
  const crash = await node.invoke(spec, { crash: true });
  expect(crash.answer).toMatchObject({ errorType: 'Error', errorMessage: 'later' });
  expect(crash.result.logTail).toContain('\tERROR\tUncaught Exception \t{"errorType":"Error","errorMessage":"later"');

  const next = await node.invoke(spec);
  expect(next.result.initDurationMs).toBeGreaterThan(0);
  expect(next.answer).toBeTypeOf('number');
});

test('an unhandled rejection fails the invocation', async () => {
  const { answer, result } = await node.run(
    `exports.handler = () => new Promise(() => { Promise.reject(new Error('forgotten')) })`,
  );
  expect(answer).toMatchObject({
    errorType: 'Runtime.UnhandledPromiseRejection',
    errorMessage: 'Error: forgotten',
  });
  expect(result.logTail).toContain('\tERROR\tUnhandled Promise Rejection \t');
});

test('an error in the payload of a function leaves the environment warm', async () => {
  const spec = await node.create({
    'index.js': `exports.handler = async (e) => { if (e.bad) throw new Error('bad'); return process.pid }`,
  });
  const first = await node.invoke(spec);
  await node.invoke(spec, { bad: true });
  expect((await node.invoke(spec)).answer).toBe(first.answer);
});

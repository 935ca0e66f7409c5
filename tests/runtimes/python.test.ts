import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestRuntimes, testRuntimes } from './support.ts';
import { pythons } from './support-python.ts';

describe.each(pythons)('%s', (executable) => {
  let python: TestRuntimes;
  const runtime = 'python3.12';
  beforeAll(async () => {
    python = await testRuntimes({ python: executable });
  });
  afterAll(() => python[Symbol.asyncDispose]());

  const run = (code: string, event: unknown = {}) => python.run(code, { runtime }, event);

  test('a handler answers', async () => {
    const { answer, result } = await run(`def handler(event, context):\n  return {'got': event}`, { order: 7 });
    expect(answer).toEqual({ got: { order: 7 } });
    expect(result.functionError).toBeUndefined();
  });

  test('the machine says which Python it is', async () => {
    const availability = await python.runtimes.availability('python3.9');
    expect(availability).toMatchObject({ available: true, executable });
    expect(python.messages().some((line) => /^INIT_START Runtime Version: python:3\.\d+\.\d+\t/.test(line))).toBe(true);
  });

  test.each([
    ['pkg/mod.run', { 'pkg/mod.py': `def run(event, context):\n  return 'ok'` }],
    ['pkg.mod.run', { 'pkg/__init__.py': '', 'pkg/mod.py': `def run(event, context):\n  return 'ok'` }],
    [
      'main.run',
      { 'main.py': `import helper\nrun = helper.run`, 'helper.py': `def run(event, context):\n  return 'ok'` },
    ],
  ])('the handler %s is found', async (handler, files) => {
    const spec = await python.create(files, { runtime, handler });
    expect((await python.invoke(spec)).answer).toBe('ok');
  });

  test('the context has all that AWS gives it', async () => {
    const spec = await python.create(
      {
        'index.py': `def handler(event, c):
  return {'name': c.function_name, 'version': c.function_version, 'arn': c.invoked_function_arn, 'id': c.aws_request_id,
    'memory': c.memory_limit_in_mb, 'group': c.log_group_name, 'stream': c.log_stream_name,
    'left': c.get_remaining_time_in_millis(), 'identity': c.identity.cognito_identity_id, 'custom': c.client_context.custom,
    'app': c.client_context.client.app_title}`,
      },
      { runtime },
    );
    const { answer, requestId, result } = await python.invoke(
      spec,
      {},
      {
        clientContext: '{"custom":{"a":1},"client":{"app_title":"shop"}}',
        cognitoIdentity: { cognitoIdentityId: 'id', cognitoIdentityPoolId: 'pool' },
      },
    );
    expect(answer).toMatchObject({
      name: 'orders',
      version: '$LATEST',
      arn: spec.functionArn,
      id: requestId,
      memory: '256',
      group: '/aws/lambda/orders',
      stream: result.logStream,
      identity: 'id',
      custom: { a: 1 },
      app: 'shop',
    });
    expect(answer.left).toBeGreaterThan(8000);
  });

  test('an exception has type, message and stack, in the payload and in the log', async () => {
    const { answer, requestId, result } = await run(
      `def fail():\n  raise ValueError('no such order')\ndef handler(event, context):\n  fail()`,
    );
    expect(result).toMatchObject({ functionError: 'Unhandled', errorType: 'ValueError' });
    expect(answer).toMatchObject({ errorMessage: 'no such order', errorType: 'ValueError', requestId });
    expect(answer.stackTrace).toHaveLength(2);
    expect(answer.stackTrace[0]).toMatch(/^ {2}File ".*index\.py", line 4, in handler\n {4}fail\(\)\n$/);
    expect(result.logTail).toMatch(
      /\[ERROR\] ValueError: no such order\nTraceback \(most recent call last\):\n\u00a0\u00a0File ".*index\.py", line 4, in handler\n\u00a0\u00a0\u00a0\u00a0fail\(\)\n/,
    );
  });

  test.each([
    ['nothing.handler', 'Runtime.ImportModuleError', "Unable to import module 'nothing': No module named 'nothing'"],
    ['index.missing', 'Runtime.HandlerNotFound', "Handler 'missing' missing on module 'index'"],
    ['index', 'Runtime.MalformedHandlerName', "Bad handler 'index': not enough values to unpack (expected 2, got 1)"],
    ['sys.exit', 'Runtime.BuiltInModuleConflict', 'Cannot use built-in module sys as a handler module'],
    ['requires.handler', 'Runtime.ImportModuleError', "Unable to import module 'requires': No module named 'left_pad'"],
  ])('the handler %s', async (handler, errorType, errorMessage) => {
    const files = { 'index.py': 'def handler(e, c): pass', 'requires.py': 'import left_pad' };
    const { answer, result } = await python.invoke(await python.create(files, { runtime, handler }));
    expect(result.functionError).toBe('Unhandled');
    expect(answer).toMatchObject({ errorType, errorMessage, stackTrace: [] });
  });

  test('a syntax error names the line', async () => {
    const { answer } = await run(`def handler(event, context)\n  return 1`);
    expect(answer.errorType).toBe('Runtime.UserCodeSyntaxError');
    expect(answer.errorMessage).toMatch(/^Syntax error in module 'index': .*\(index\.py, line 1\)$/);
    expect(answer.stackTrace[0]).toMatch(/File ".*index\.py" Line 1/);
  });

  test('an exception while the module loads', async () => {
    const { answer, result } = await run(`raise RuntimeError('not today')`);
    expect(answer).toMatchObject({ errorType: 'RuntimeError', errorMessage: 'not today' });
    expect(result.functionError).toBe('Unhandled');
  });

  test('print and logging come out as on AWS', async () => {
    const { requestId, result } = await run(`import logging, sys
logger = logging.getLogger()
logger.setLevel(logging.INFO)
def handler(event, context):
  print('one'); print('two\\nthree'); print('four', end='')
  sys.stderr.write('five\\n')
  logger.info('stored %s', 7); logger.debug('hidden'); logging.getLogger('shop').warning('low')`);
    const lines = result.logTail!.split('\n');
    expect(lines.slice(1, 5)).toEqual(['one', 'two', 'three', 'five']);
    expect(lines[5]).toMatch(
      new RegExp(`^\\[INFO\\]\t\\d{4}-\\d\\d-\\d\\dT[\\d:]+\\.\\d{3}Z\t${requestId}\tstored 7$`),
    );
    expect(lines.some((line) => line.startsWith('[WARNING]\t') && line.endsWith('\tlow'))).toBe(true);
    expect(lines).toContain('four');
    expect(result.logTail).not.toContain('hidden');
  });

  test('what cannot be written as JSON', async () => {
    const { answer } = await run(`def handler(event, context):\n  return {1, 2}`);
    expect(answer).toMatchObject({
      errorType: 'Runtime.MarshalError',
      errorMessage: 'Unable to marshal response: Object of type set is not JSON serializable',
    });
  });

  test('decimals keep their digits, and other scripts their characters', async () => {
    const { result } = await run(`from decimal import Decimal
def handler(event, context):
  return {'price': Decimal('12345678901234567890.10'), 'name': 'ölü', 'flag': True, 'none': None}`);
    const text = Buffer.from(result.payload).toString();
    expect(text).toBe('{"price": 12345678901234567890.10, "name": "ölü", "flag": true, "none": null}');
  });

  test.each([
    ['sys.exit(1)', 'Runtime exited with error: exit status 1'],
    ['sys.exit(0)', 'Runtime exited without providing a reason'],
    ['os._exit(4)', 'Runtime exited with error: exit status 4'],
    ['os.kill(os.getpid(), 9)', 'Runtime exited with error: signal: killed'],
  ])('%s', async (statement, message) => {
    const { answer, requestId, result } = await run(
      `import os, sys\ndef handler(event, context):\n  print('the last words'); ${statement}`,
    );
    expect(answer).toEqual({
      errorType: 'Runtime.ExitError',
      errorMessage: `RequestId: ${requestId} Error: ${message}`,
    });
    expect(result.logTail).toContain('the last words\n');
  });

  test('a timeout', async () => {
    const spec = await python.create(
      { 'index.py': `import time\ndef handler(event, context):\n  time.sleep(60)` },
      { runtime, timeoutSeconds: 1 },
    );
    const { answer, result } = await python.invoke(spec);
    expect(answer.errorMessage).toMatch(/Task timed out after 1\.00 seconds$/);
    expect(result.durationMs).toBe(1000);
  });

  test.each([
    ['little by little', `x = []\n  while True:\n    x.append(b'1' * 1000000); time.sleep(0.002)`],
    ['at once', `return len('x' * 3000000000)`],
  ])('a function that uses more than its memory, %s', async (_how, statements) => {
    const { answer, requestId, result } = await python.run(
      `import time\ndef handler(event, context):\n  ${statements}`,
      { runtime, memorySizeMb: 128 },
    );
    expect(answer).toEqual({
      errorType: 'Runtime.OutOfMemory',
      errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`,
    });
    expect(result.functionError).toBe('Unhandled');
  });

  test('a layer is found, and the package goes before it', async () => {
    const layer = await python.create({ 'python/shared.py': `name = 'layer'`, 'python/other.py': `name = 'layer'` });
    const spec = await python.create(
      {
        'index.py': `import shared, other\ndef handler(e, c):\n  return [shared.name, other.name]`,
        'other.py': `name = 'package'`,
      },
      { runtime, layerDirectories: [layer.folder] },
    );
    expect((await python.invoke(spec)).answer).toEqual(['layer', 'package']);
  });
});

test.skipIf(pythons.length === 0)('a machine without Python says so', async () => {
  await using none = await testRuntimes({ python: 'no-such-python' });
  expect(await none.runtimes.availability('python3.12')).toMatchObject({ available: false });
  const { answer } = await none.run('def handler(e, c): pass', { runtime: 'python3.12' });
  expect(answer.errorType).toBe('Runtime.NotAvailable');
  expect(answer.errorMessage).toContain('Runtime python3.12 is not available on this machine: no python3 on the PATH.');
});

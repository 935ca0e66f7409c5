import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import type { Isolation } from '../../src/services/lambda/runtime/sandbox.ts';
import { isolations } from './support-isolation.ts';
import { REPOSITORY, testRuntimes } from './support.ts';
import { pythons } from './support-python.ts';

describe.each(isolations)('isolation %s', (isolation) => {
  test('a Node.js function sees its own environment and nothing of ours', async () => {
    process.env['CIRRO_TEST_SECRET'] = 'ours';
    await using runtimes = await testRuntimes({ isolation });
    const { answer, result } = await runtimes.run(
      `exports.handler = async () => ({ ...process.env, zone: new Date(0).getTimezoneOffset() })`,
      {
        environment: { TABLE: 'orders', TZ: 'Europe/Berlin' },
      },
    );
    expect(
      Object.keys(answer)
        .filter((name) => !/^(TMPDIR|TEMP|TMP|zone)$/.test(name))
        .sort(),
    ).toEqual([
      'AWS_ACCESS_KEY_ID',
      'AWS_DEFAULT_REGION',
      'AWS_EC2_METADATA_DISABLED',
      'AWS_ENDPOINT_URL',
      'AWS_EXECUTION_ENV',
      'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
      'AWS_LAMBDA_FUNCTION_NAME',
      'AWS_LAMBDA_FUNCTION_VERSION',
      'AWS_LAMBDA_INITIALIZATION_TYPE',
      'AWS_LAMBDA_LOG_GROUP_NAME',
      'AWS_LAMBDA_LOG_STREAM_NAME',
      'AWS_REGION',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
      'AWS_XRAY_CONTEXT_MISSING',
      'HOME',
      'LAMBDA_RUNTIME_DIR',
      'LAMBDA_TASK_ROOT',
      'LANG',
      'LD_LIBRARY_PATH',
      'NODE_PATH',
      'PATH',
      'TABLE',
      'TZ',
      '_HANDLER',
    ]);
    expect(answer).toMatchObject({
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x',
      AWS_LAMBDA_LOG_STREAM_NAME: result.logStream,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'ASIAEXAMPLE',
      TABLE: 'orders',
      TZ: 'Europe/Berlin',
      zone: -60,
      _HANDLER: 'index.handler',
    });
    delete process.env['CIRRO_TEST_SECRET'];
  });

  test.skipIf(pythons.length === 0)('a Python function does too', async () => {
    await using runtimes = await testRuntimes({ isolation });
    const { answer } = await runtimes.run(
      `import os, time\ndef handler(e, c):\n  return dict(os.environ, zone=time.tzname[0])`,
      { runtime: 'python3.12' },
    );
    expect(answer).toMatchObject({ AWS_EXECUTION_ENV: 'AWS_Lambda_python3.12', TZ: ':UTC', zone: 'UTC' });
    const ours = Object.keys(process.env).filter((name) => /^(npm_|VITEST|PWD|USER|SHLVL)/.test(name));
    expect(ours.filter((name) => name in answer)).toEqual([]);
  });

  test('the trace header is there for the invocation that has it', async () => {
    await using runtimes = await testRuntimes({ isolation });
    const spec = await runtimes.create({
      'index.js': `exports.handler = async () => process.env._X_AMZN_TRACE_ID ?? null`,
    });
    expect((await runtimes.invoke(spec, {}, { traceHeader: 'Root=1-a-b;Sampled=0' })).answer).toBe(
      'Root=1-a-b;Sampled=0',
    );
    expect((await runtimes.invoke(spec)).answer).toBeNull();
  });

  test('a function has a folder for temporary files of its own', async () => {
    await using runtimes = await testRuntimes({ isolation });
    const code = `const fs = require('node:fs'), os = require('node:os'), path = require('node:path');
      exports.handler = async (event) => {
        if (event.write) fs.writeFileSync(path.join(os.tmpdir(), 'order.txt'), 'one');
        return fs.readdirSync(os.tmpdir());
      }`;
    const [one, other] = [await runtimes.create({ 'index.js': code }), await runtimes.create({ 'index.js': code })];
    expect((await runtimes.invoke(one, { write: true })).answer).toEqual(['order.txt']);
    expect((await runtimes.invoke(one)).answer).toEqual(['order.txt']);
    expect((await runtimes.invoke(other)).answer).toEqual([]);
  });

  test('a function cannot change the code of the next environment', async () => {
    await using runtimes = await testRuntimes({ isolation });
    const spec = await runtimes.create({
      'data.txt': 'as uploaded',
      'index.js': `const fs = require('node:fs'); exports.handler = async () => {
        const before = fs.readFileSync('data.txt', 'utf8');
        try { fs.writeFileSync('data.txt', 'changed') } catch (error) { return before + ' ' + error.code }
        return before;
      }`,
    });
    expect((await runtimes.invoke(spec)).answer).toMatch(/^as uploaded/);
    runtimes.runtimes.retire(spec.functionKey);
    expect((await runtimes.invoke(spec)).answer).toMatch(/^as uploaded/);
  });

  test('options for Node.js itself are heeded', async () => {
    await using runtimes = await testRuntimes({ isolation });
    const { answer } = await runtimes.run(
      `exports.handler = async () => process.allowedNodeEnvironmentFlags && process.title`,
      {
        environment: { NODE_OPTIONS: '--title=orders' },
      },
    );
    expect(answer).toBe('orders');
  });

  test('a layer for Node.js is found, and the package goes before it', async () => {
    await using runtimes = await testRuntimes({ isolation });
    const layer = await runtimes.create({
      'nodejs/node_modules/shared/index.js': `module.exports = 'layer'`,
      'nodejs/node_modules/other/index.js': `module.exports = 'layer'`,
      'data.txt': 'of the layer',
    });
    const spec = await runtimes.create(
      {
        'index.js': `exports.handler = async () => [require('shared'), require('other')]`,
        'node_modules/other/index.js': `module.exports = 'package'`,
      },
      { layerDirectories: [layer.folder] },
    );
    expect((await runtimes.invoke(spec)).answer).toEqual(['layer', 'package']);
  });

  test.skipIf(process.platform === 'win32')('no process is left when Cirro is killed', async () => {
    const scratch = await mkdtemp(join(tmpdir(), 'cirro-orphans-'));
    const script = join(scratch, 'parent.mjs');
    await build({
      stdin: { contents: parentScript(scratch, isolation), resolveDir: REPOSITORY, loader: 'ts' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      outfile: script,
      logLevel: 'silent',
      define: { 'import.meta.url': JSON.stringify(new URL('support.ts', import.meta.url).href) },
    });
    const parent = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const lines: string[] = [];
    parent.stdout.on('data', (chunk: Buffer) => lines.push(...chunk.toString().split('\n').filter(Boolean)));
    await expect.poll(() => lines, { timeout: 15_000 }).toContain('running');
    const started = descendants(parent.pid!);
    // Two functions and the pools of two languages.
    expect(started.length).toBeGreaterThanOrEqual(4);

    parent.kill('SIGKILL');
    await expect.poll(() => started.filter(isAlive), { timeout: 5000, interval: 100 }).toEqual([]);
    await rm(scratch, { recursive: true, force: true });
  });
});

test.skipIf(!isolations.includes('bubblewrap'))('in the sandbox, the paths are those of AWS', async () => {
  await using runtimes = await testRuntimes();
  const { answer } = await runtimes.run(`const fs = require('node:fs'); exports.handler = async () => {
    const writable = (path) => { try { fs.writeFileSync(path, ''); return true } catch { return false } };
    return { file: __filename, cwd: process.cwd(), task: process.env.LAMBDA_TASK_ROOT, temporary: writable('/tmp/a'),
      code: writable('/var/task/a'), system: writable('/etc/cirro-test'), layers: fs.readdirSync('/opt') } }`);
  expect(answer).toEqual({
    file: '/var/task/index.js',
    cwd: '/var/task',
    task: '/var/task',
    temporary: true,
    code: false,
    system: false,
    layers: [],
  });
});

/** One function in an endless loop, one that waits, and the pools. */
const parentScript = (scratch: string, isolation: Isolation) => `
  import { TestRuntimes } from './tests/runtimes/support.ts';
  import { SystemClock } from './src/kernel/clock.ts';
  import { Work } from './src/kernel/work.ts';
  const runtimes = new TestRuntimes(${JSON.stringify(scratch)}, { isolation: '${isolation}' }, new SystemClock(), new Work());
  runtimes.runtimes.prepare('python3.12');
  const busy = await runtimes.create({ 'index.js': 'exports.handler = async () => { for (;;); }' }, { timeoutSeconds: 60 });
  const waiting = await runtimes.create({ 'index.js': 'exports.handler = async () => 1' });
  await runtimes.invoke(waiting);
  void runtimes.invoke(busy);
  setTimeout(() => console.log('running'), 700);
`;

function descendants(ancestor: number): number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const all = table.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  const children = (parent: number): number[] =>
    all.filter(([, ppid]) => ppid === parent).flatMap(([pid]) => [pid, ...children(pid)]);
  return children(ancestor);
}

function isAlive(pid: number): boolean {
  // A zombie that nobody has buried yet is dead.
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.startsWith('Z');
}

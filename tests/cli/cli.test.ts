import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { on, once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateQueueCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { bash, cirro, root, startServer } from '../support/server.ts';

const client = (endpoint: string, accessKeyId = 'test') =>
  new SQSClient({
    endpoint,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey: 'test' },
  });

test('the overview fits a screen and names every command', async () => {
  const { code, stdout } = await cirro('--help');
  expect(code).toBe(0);
  expect(stdout.trimEnd().split('\n').length).toBeLessThanOrEqual(24);
  for (const verb of ['start', 'stop', 'status', 'env', 'logs', 'clock', 'reset', 'lab'])
    expect(stdout).toContain(`  ${verb}`);
  // No terminal, no colours.
  expect(stdout).not.toContain('\u001B');
});

test.each([['start'], ['stop'], ['status'], ['env'], ['logs'], ['clock'], ['reset'], ['lab']])(
  '%s has its own help',
  async (verb) => {
    const { code, stdout } = await cirro(verb, '--help');
    expect(code).toBe(0);
    expect(stdout).toContain(verb === 'env' ? 'cirro env' : `Usage: cirro ${verb}`);
    expect(stdout.split('\n').every((line) => line.length <= 100)).toBe(true);
  },
);

test('mistakes in the command line say what to do', async () => {
  expect(await cirro('nonsense')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("there is no command 'nonsense'"),
  });
  expect(await cirro('start', '--nonsense')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("'cirro start --help'"),
  });
  expect(await cirro('start', '--port', 'x')).toMatchObject({ code: 2, stderr: expect.stringContaining('not a port') });
  expect(await cirro('start', '--clock', 'sun')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('system or virtual'),
  });
  expect(await cirro('start', '--ephemeral', '--data', 'x')).toMatchObject({ code: 2 });
  expect(await cirro('lab', 'nonsense')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("there is no lab 'nonsense'"),
  });
});

test('commands that need a cloud say that none is there', async () => {
  for (const verb of ['status', 'stop', 'clock', 'logs']) {
    expect(await cirro(verb, '--port', '1')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('no cloud answers at http://127.0.0.1:1'),
    });
  }
});

test('a cloud starts, tells how to reach it, and stops with its state kept', async () => {
  const data = mkdtempSync(join(tmpdir(), 'cirro-cli-'));
  try {
    await using server = await startServer({ data });
    expect(server.output()).toMatch(/ready at http:\/\/127\.0\.0\.1:\d+ after \d+\.\d+ s/);
    expect(server.output()).toContain(`export AWS_ENDPOINT_URL='${server.endpoint}'`);
    await client(server.endpoint).send(new CreateQueueCommand({ QueueName: 'kept' }));

    const status = await cirro('status', '--port', String(server.port));
    expect(status.code).toBe(0);
    expect(status.stdout).toContain('ready');
    expect(status.stdout).toContain(data);

    const exited = once(server.process, 'exit');
    expect((await cirro('stop', '--port', String(server.port))).code).toBe(0);
    expect((await exited)[0]).toBe(0);

    await using again = await startServer({ data });
    const { QueueUrls } = await client(again.endpoint).send(new ListQueuesCommand({}));
    expect(QueueUrls).toEqual([`${again.endpoint}/000000000000/kept`]);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});

test('health answers JSON without a signature, in both shapes', async () => {
  await using server = await startServer();
  const health = await (await fetch(`${server.endpoint}/_cirro/health`)).json();
  expect(health).toMatchObject({
    ready: true,
    data: server.data,
    clock: 'system',
    services: { sqs: 'available', lambda: 'available' },
  });
  const theirs = await (await fetch(`${server.endpoint}/_localstack/health`)).json();
  expect(theirs).toMatchObject({
    services: { sqs: 'available' },
    edition: 'community',
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
  });
});

test('env prints lines that a shell takes', async () => {
  const { code, stdout } = await bash(
    `eval "$(node bin/cirro.js env --port 4999)"; echo "$AWS_ENDPOINT_URL $AWS_ACCESS_KEY_ID $AWS_DEFAULT_REGION $AWS_REGION"`,
  );
  expect(code).toBe(0);
  expect(stdout.trim()).toBe('http://127.0.0.1:4999 test us-east-1 us-east-1');
  expect((await cirro('env', '--shell', 'fish')).stdout).toContain('set -gx AWS_ENDPOINT_URL');
});

test('a second cloud on the same folder or port is refused in a sentence', async () => {
  await using server = await startServer();
  const folder = await cirro('start', '--port', '0', '--data', server.data);
  expect(folder).toMatchObject({ code: 1, stderr: expect.stringMatching(/^cirro: .*(in use|locked|another)/i) });
  const port = await cirro('start', '--ephemeral', '--port', String(server.port));
  expect(port).toMatchObject({ code: 1, stderr: expect.stringContaining(`port ${server.port} is taken`) });
});

test('a folder of a newer version is refused and left as it is', async () => {
  const data = mkdtempSync(join(tmpdir(), 'cirro-cli-'));
  try {
    await using server = await startServer({ data });
    await server.kill();
    const file = readdirSync(data, { recursive: true, encoding: 'utf8' }).find((name) => /format/i.test(name))!;
    const path = join(data, file);
    const before = readFileSync(path, 'utf8');
    writeFileSync(path, before.replace(/\d+/, '9999'));
    const { code, stderr } = await cirro('start', '--port', '0', '--data', data);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^cirro: .*newer/);
    expect(readFileSync(path, 'utf8')).toContain('9999');
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});

test('a data path that is a file is refused in a sentence', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cirro-cli-'));
  try {
    writeFileSync(join(folder, 'file'), 'not a folder');
    const { code, stderr } = await cirro('start', '--port', '0', '--data', join(folder, 'file'));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^cirro: /);
    expect(stderr).not.toContain('    at ');
    expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('not a folder');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the clock moves where it is virtual, and only there', async () => {
  await using server = await startServer({ args: ['--clock', 'virtual'] });
  const port = String(server.port);
  const before = Date.parse((await cirro('clock', '--port', port)).stdout.trim());
  const after = Date.parse((await cirro('clock', 'advance', '1h30m', '--port', port)).stdout.trim());
  expect(after - before).toBe(5_400_000);
  expect(await cirro('clock', 'advance', 'soon', '--port', port)).toMatchObject({ code: 2 });

  await using real = await startServer();
  const refused = await cirro('clock', 'advance', '1h', '--port', String(real.port));
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('--clock virtual') });
});

test('reset deletes everything, but only when it is meant', async () => {
  await using server = await startServer();
  const sqs = client(server.endpoint);
  await sqs.send(new CreateQueueCommand({ QueueName: 'gone' }));
  const port = String(server.port);
  expect((await cirro('reset', '--port', port)).code).toBe(2);
  expect((await sqs.send(new ListQueuesCommand({}))).QueueUrls).toHaveLength(1);
  expect((await cirro('reset', '--yes', '--port', port)).code).toBe(0);
  expect((await sqs.send(new ListQueuesCommand({}))).QueueUrls).toBeUndefined();
});

test('with strict authentication an unknown key is refused, and the printed root key works', async () => {
  await using server = await startServer({ args: ['--auth', 'strict'] });
  await expect(client(server.endpoint).send(new ListQueuesCommand({}))).rejects.toMatchObject({
    name: expect.stringMatching(/InvalidClientTokenId|UnrecognizedClientException/),
  });
  const printed = (name: string) => new RegExp(`^export ${name}='(\\S+)'$`, 'm').exec(server.output())![1]!;
  const sqs = new SQSClient({
    endpoint: server.endpoint,
    region: 'us-east-1',
    credentials: {
      accessKeyId: printed('AWS_ACCESS_KEY_ID'),
      secretAccessKey: printed('AWS_SECRET_ACCESS_KEY'),
    },
  });
  await expect(sqs.send(new ListQueuesCommand({}))).resolves.toBeDefined();
});

test('logs shows the lines of a function, and follows new ones', async () => {
  await using server = await startServer();
  const logs = new CloudWatchLogsClient({
    endpoint: server.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const [logGroupName, logStreamName] = ['/aws/lambda/hello', 's'];
  await logs.send(new CreateLogGroupCommand({ logGroupName }));
  await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
  const write = (message: string) =>
    logs.send(
      new PutLogEventsCommand({ logGroupName, logStreamName, logEvents: [{ timestamp: Date.now(), message }] }),
    );
  await write('first line');
  const port = String(server.port);
  expect((await cirro('logs', 'hello', '--port', port)).stdout).toMatch(/^\S+Z hello first line\n$/);
  expect(await cirro('logs', 'nobody', '--port', port)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("'nobody' has not written"),
  });

  const following = spawn(process.execPath, [join(root, 'bin/cirro.js'), 'logs', '--follow', '--port', port]);
  try {
    await until(following, 'first line');
    await write('second line');
    await until(following, 'second line');
  } finally {
    following.kill();
  }
});

/** Resolves once the process has printed `text`. */
async function until(child: ChildProcessWithoutNullStreams, text: string): Promise<void> {
  for await (const [chunk] of on(child.stdout, 'data')) if (String(chunk).includes(text)) return;
}

test('an ephemeral cloud writes no folder', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cirro-cli-'));
  try {
    const { code } = await bash(
      `node "${join(import.meta.dirname, '../../bin/cirro.js')}" start --ephemeral --port 0 > out & pid=$!
       until grep -q ready out; do sleep 0.05; done; kill -INT $pid; wait $pid`,
      { cwd: folder },
    );
    expect(code).toBe(0);
    expect(existsSync(join(folder, '.cirro'))).toBe(false);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

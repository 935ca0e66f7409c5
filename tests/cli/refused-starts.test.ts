import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateQueueCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { cirro, finish, root, startServer, withoutAws, type Finished } from '../support/server.ts';

const client = (endpoint: string) =>
  new SQSClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
const queues = async (endpoint: string) =>
  ((await client(endpoint).send(new ListQueuesCommand({}))).QueueUrls ?? []).map((url) => url.split('/').at(-1));

/** A folder in which a cloud has kept a queue, and what is in its files. */
async function keptFolder(): Promise<string> {
  const data = mkdtempSync(join(tmpdir(), 'cirro-kept-'));
  await using server = await startServer({ data });
  await client(server.endpoint).send(new CreateQueueCommand({ QueueName: 'kept' }));
  return data;
}

const filesOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort()
    .map((name) => [name, readFileSync(join(folder, name)).toString('base64')] as const);

/** Starts with permissions that count: root keeps its files, but not its right to write where nobody may. */
function startUnprivileged(data: string): Promise<Finished> {
  const command = [process.execPath, join(root, 'bin/cirro.js'), 'start', '--port', '0', '--data', data];
  const [program, ...args] = isRoot ? ['setpriv', '--inh-caps=-all', '--bounding-set=-all', ...command] : command;
  return finish(spawn(program!, args, { cwd: root, env: withoutAws() }));
}

const isRoot = process.getuid?.() === 0;
const hasUsers = process.platform !== 'win32';

test.skipIf(!hasUsers)('a data folder that may only be read is refused in a sentence, and left as it is', async () => {
  const data = await keptFolder();
  const folders = [data, ...readdirSync(data, { recursive: true, encoding: 'utf8' }).map((name) => join(data, name))];
  for (const path of folders) chmodSync(path, statSync(path).isDirectory() ? 0o555 : 0o444);
  try {
    const before = filesOf(data);
    const { code, stdout, stderr } = await startUnprivileged(data);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^cirro: The data folder .* cannot be written\. [^\n]*\n$/);
    expect(filesOf(data)).toEqual(before);

    const inside = await startUnprivileged(join(data, 'rows', 'inside'));
    expect(inside).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^cirro: The data folder .* cannot be written\./),
    });

    for (const path of folders) chmodSync(path, statSync(path).isDirectory() ? 0o755 : 0o644);
    await using server = await startServer({ data });
    expect(await queues(server.endpoint)).toEqual(['kept']);
  } finally {
    for (const path of folders) if (existsSync(path) && statSync(path).isDirectory()) chmodSync(path, 0o755);
    rmSync(data, { recursive: true, force: true });
  }
});

test.skipIf(!hasUsers)('a start on a full disk says so, and the folder is good once there is room', async () => {
  const data = mkdtempSync(join(tmpdir(), 'cirro-full-'));
  try {
    // The limit of a process stands for the disk's: without the signal, writing fails as it does on a full disk.
    const script = `trap '' XFSZ; ulimit -f 0; exec "$0" bin/cirro.js start --port 0 --data "$1"`;
    const { code, stderr } = await finish(spawn('bash', ['-c', script, process.execPath, data], { cwd: root }));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^cirro: [^\n]*may not grow further[^\n]*\n$/);
    await using server = await startServer({ data });
    expect(await queues(server.endpoint)).toEqual([]);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});

test('a start that is refused disturbs neither the cloud that has the folder nor the one that has the port', async () => {
  const data = await keptFolder();
  const copy = mkdtempSync(join(tmpdir(), 'cirro-copy-'));
  try {
    cpSync(data, copy, { recursive: true });
    await using server = await startServer({ data });
    const locked = await cirro('start', '--port', '0', '--data', data);
    expect(locked).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^cirro: .* in use by another/),
    });
    const taken = await cirro('start', '--port', String(server.port), '--data', copy);
    expect(taken).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('is taken') });

    await client(server.endpoint).send(new CreateQueueCommand({ QueueName: 'later' }));
    expect(await queues(server.endpoint)).toEqual(['kept', 'later']);
    await using other = await startServer({ data: copy });
    expect(await queues(other.endpoint)).toEqual(['kept']);
  } finally {
    for (const folder of [data, copy]) rmSync(folder, { recursive: true, force: true });
  }
});

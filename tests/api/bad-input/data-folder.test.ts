import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { errorOf } from '../../support/cloud.ts';
import { cirro, root, startServer } from '../../support/server.ts';

const client = (endpoint: string) =>
  new SQSClient({
    endpoint,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

/** Enough for the server to start, and for a few large messages. */
const FULL_AT_KB = 2000;

// Windows has no such limit.
test.skipIf(process.platform === 'win32')(
  'where nothing more can be written, callers are told so in a sentence, and all that was acknowledged is kept',
  async () => {
    const data = mkdtempSync(join(tmpdir(), 'cirro-full-'));
    // The limit of a process stands for the disk's: without the signal, writing fails as it does on a full disk.
    const script = `trap '' XFSZ; ulimit -f ${FULL_AT_KB}; exec "$0" bin/cirro.js start --port 0 --data "$1"`;
    const server = spawn('bash', ['-c', script, process.execPath, data], { cwd: root });
    try {
      let said = '';
      server.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      const endpoint = await endpointOf(server.stdout);
      const sqs = client(endpoint);
      const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'orders' }));
      let acknowledged = 0;
      const send = () => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x'.repeat(200_000) }));
      const failure = await errorOf(
        (async () => {
          for (; acknowledged < 100; acknowledged++) await send();
        })(),
      );
      expect(acknowledged).toBeGreaterThan(0);
      for (const error of [failure, await errorOf(send())]) {
        expect(error).toMatchObject({
          name: 'ServiceUnavailable',
          message: expect.stringContaining('may not grow further'),
          $metadata: { httpStatusCode: 503 },
        });
      }
      // It still talks, and says it once, without a stack.
      expect((await fetch(`${endpoint}/_cirro/health`)).status).toBe(200);
      expect(said.match(/may not grow further/g)).toHaveLength(1);
      expect(said).not.toContain('    at ');
      server.kill('SIGKILL');
      await once(server, 'exit');

      await using again = await startServer({ data });
      const after = client(again.endpoint);
      const url = `${again.endpoint}/000000000000/orders`;
      const counted = await after.send(
        new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessages'] }),
      );
      expect(counted.Attributes).toEqual({ ApproximateNumberOfMessages: String(acknowledged) });
      await after.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'there is room again' }));
    } finally {
      server.kill('SIGKILL');
      rmSync(data, { recursive: true, force: true });
    }
  },
);

test('a folder with a damaged file is refused in a sentence, and left as it is', async () => {
  const data = mkdtempSync(join(tmpdir(), 'cirro-damaged-'));
  try {
    {
      await using server = await startServer({ data });
      await client(server.endpoint).send(new CreateQueueCommand({ QueueName: 'orders' }));
    }
    const file = readdirSync(data, { recursive: true, encoding: 'utf8' }).find((name) => /MANIFEST/.test(name))!;
    const whole = readFileSync(join(data, file));
    const garbage = Buffer.from(whole).fill(0x5a);
    writeFileSync(join(data, file), garbage);
    const { code, stderr } = await cirro('start', '--port', '0', '--data', data);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^cirro: The data folder .* is damaged\./);
    expect(stderr).not.toContain('    at ');
    expect(readFileSync(join(data, file)).equals(garbage)).toBe(true);

    writeFileSync(join(data, file), whole);
    await using server = await startServer({ data });
    const { QueueUrls } = await client(server.endpoint).send(new ListQueuesCommand({}));
    expect(QueueUrls).toHaveLength(1);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});

async function endpointOf(stdout: NodeJS.ReadableStream): Promise<string> {
  let output = '';
  for await (const chunk of stdout) {
    output += String(chunk);
    const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0];
    if (found !== undefined) return found;
  }
  throw new Error(`the server ended before it listened:\n${output}`);
}

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { call } from '../support/aws-request.ts';
import { median, type Result } from '../support/result.ts';
import { startCirro } from '../support/servers.ts';

const ROUNDS = 7;
const ITEMS = Number(process.env['BENCH_ITEMS'] ?? 1_000_000);
const MEGABYTE = 1024 * 1024;

/** From the command to the first signed answer, on a folder that holds a million items; over `node -e 0`. */
export async function run(): Promise<Result[]> {
  const data = mkdtempSync(join(tmpdir(), 'cirro-startup-'));
  try {
    await fill(data, ITEMS);
    const bare: number[] = [];
    const ours: number[] = [];
    let residentBytes = 0;
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(nodeStart());
      const startedAt = performance.now();
      await using server = await startCirro({ data });
      await call(server.port, 'dynamodb', 'GetItem', { TableName: 'big', Key: { id: { S: 'item-1' } } });
      ours.push(performance.now() - startedAt);
      residentBytes = residentSize(server.process.pid!);
    }
    return [
      {
        name: `start to first answer, ${ITEMS.toLocaleString('en')} items`,
        value: median(ours),
        unit: 'ms',
        ratio: median(ours) / median(bare),
        goal: { atMost: 5 },
      },
      { name: 'resident memory after start', value: residentBytes / MEGABYTE, unit: 'MB', goal: { atMost: 120 } },
    ];
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

function nodeStart(): number {
  const startedAt = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  return performance.now() - startedAt;
}

/** Linux's own figure; elsewhere what `ps` says. */
export function residentSize(pid: number): number {
  if (process.platform === 'linux') {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) * 1024;
  }
  return Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)]).stdout.toString()) * 1024;
}

const BATCH = 25;
const WRITERS = 16;

async function fill(data: string, items: number): Promise<void> {
  const server = await startCirro({ data });
  await call(server.port, 'dynamodb', 'CreateTable', {
    TableName: 'big',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  let next = 0;
  const writer = async () => {
    while (next < items) {
      const from = next;
      next += BATCH;
      const puts = Array.from({ length: Math.min(BATCH, items - from) }, (_, n) => ({
        PutRequest: { Item: { id: { S: `item-${from + n}` }, n: { N: String(from + n) } } },
      }));
      await call(server.port, 'dynamodb', 'BatchWriteItem', { RequestItems: { big: puts } });
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  // As a user stops it.
  const exited = once(server.process, 'exit');
  spawn(process.execPath, ['-e', `process.kill(${server.process.pid}, 'SIGTERM')`]);
  await exited;
}

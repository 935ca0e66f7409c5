import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  paginateScan,
  PutItemCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, expect, test, vi } from 'vitest';
import { createRandom } from '../../src/kernel/random.ts';
import { startServer, type Server } from '../support/server.ts';

const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 10);
const SEED = process.env['CRASH_SEED'] ?? String(Date.now());
const TableName = 'world';
const EAST = 'us-east-1';
const WEST = 'us-west-2';
/** Each kill finds writes that are still on their way. */
const LAG_MS = 300;
const LOOKS = 200;
/** In each region; deletions fall on all of them in turn. */
const KEYS = 19;

afterEach(() => vi.unstubAllEnvs());

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function clientOf({ endpoint }: Server, region: string): DynamoDBClient {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new DynamoDBClient({ endpoint, region, maxAttempts: 1, credentials });
}

async function contentOf(client: DynamoDBClient): Promise<Map<string, string>> {
  const content = new Map<string, string>();
  for await (const page of paginateScan({ client }, { TableName, ConsistentRead: true })) {
    for (const item of page.Items ?? []) content.set(item['id']!.S!, item['version']!.S!);
  }
  return new Map([...content].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const GONE = 'gone';
/** What each item may be now: more than one thing where the last request had no answer. */
type Expected = Map<string, readonly string[]>;

/** Puts and deletes under keys of its own, one after the other, until the server is gone. */
async function load(client: DynamoDBClient, region: string, expected: Expected, round: number): Promise<void> {
  for (let n = 0; ; n++) {
    const id = `${region}-${n % KEYS}`;
    const version = n % 5 === 4 ? GONE : `${round}-${n}`;
    expected.set(id, [...(expected.get(id) ?? [GONE]), version]);
    try {
      if (version === GONE) await client.send(new DeleteItemCommand({ TableName, Key: { id: { S: id } } }));
      else await client.send(new PutItemCommand({ TableName, Item: { id: { S: id }, version: { S: version } } }));
    } catch (error) {
      if ((error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode !== undefined) throw error;
      return;
    }
    expected.set(id, [version]);
  }
}

async function prepare(east: DynamoDBClient): Promise<void> {
  await east.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    }),
  );
  await east.send(new UpdateTableCommand({ TableName, ReplicaUpdates: [{ Create: { RegionName: WEST } }] }));
  for (let look = 0; look < LOOKS; look++) {
    const { Table } = await east.send(new DescribeTableCommand({ TableName }));
    if (Table!.Replicas?.[0]?.ReplicaStatus === 'ACTIVE') return;
    await pause(20);
  }
  throw new Error('the replica never became active');
}

/** Both replicas, when they have come to be alike. */
async function settledContent(east: DynamoDBClient, west: DynamoDBClient): Promise<Map<string, string>> {
  for (let look = 0; look < LOOKS; look++) {
    const [one, other] = [await contentOf(east), await contentOf(west)];
    if (JSON.stringify([...one]) === JSON.stringify([...other])) return one;
    await pause(50);
  }
  throw new Error(`the replicas never became alike, seed ${SEED}`);
}

test(`what one replica acknowledged reaches the other through ${ROUNDS} kills`, async () => {
  vi.stubEnv('CIRRO_DYNAMODB_REPLICATION_LAG_MS', String(LAG_MS));
  const random = createRandom(SEED);
  const data = mkdtempSync(join(tmpdir(), 'cirro-replicas-'));
  const expected: Expected = new Map();
  try {
    for (let round = 0; round < ROUNDS; round++) {
      await using server = await startServer({ data });
      const [east, west] = [clientOf(server, EAST), clientOf(server, WEST)];
      if (round === 0) await prepare(east);
      const running = [load(east, EAST, expected, round), load(west, WEST, expected, round)];
      await pause(100 + random.number() * 400);
      await server.kill();
      await Promise.all(running);
    }
    await using server = await startServer({ data });
    const content = await settledContent(clientOf(server, EAST), clientOf(server, WEST));
    expect(expected.size, 'the load must have written something').toBe(2 * KEYS);
    for (const [id, states] of expected) expect(states, `${id}, seed ${SEED}`).toContain(content.get(id) ?? GONE);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}, 300_000);

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchWriteItemCommand,
  CreateBackupCommand,
  CreateTableCommand,
  DescribeBackupCommand,
  DescribeTableCommand,
  DynamoDBClient,
  paginateScan,
  RestoreTableFromBackupCommand,
  RestoreTableToPointInTimeCommand,
  TransactWriteItemsCommand,
  UpdateContinuousBackupsCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { createRandom } from '../../src/kernel/random.ts';
import { startServer } from '../support/server.ts';

const ROUNDS = 6;
const LONGEST_MS = 60;
const SEED = process.env['CRASH_SEED'] ?? String(Date.now());

const TableName = 'accounts';
const INDEX = 'byBranch';
/** Several pages of a copy. */
const ACCOUNTS = 2600;
const BALANCE = 100;
const BRANCHES = 7;
const WAIT_MS = 60_000;

const clientOf = (endpoint: string) =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });

test('backups and restores that a kill interrupts are finished after it, and are one moment', async () => {
  const random = createRandom(SEED);
  const data = mkdtempSync(join(tmpdir(), 'cirro-crash-backups-'));
  try {
    let firstBackup: string | undefined;
    let interrupted = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const begun: { arn: string; tables: string[] } = { arn: '', tables: [] };
      {
        await using server = await startServer({ data });
        const client = clientOf(server.endpoint);
        if (round === 0) await openAccounts(client);
        firstBackup ??= await completeBackup(client);
        const trading = trade(client, random);
        begun.arn = await backUp(client, `round-${round}`);
        begun.tables = await restore(client, round, firstBackup);
        await new Promise((resolve) => setTimeout(resolve, random.number() * LONGEST_MS));
        await server.kill();
        await trading;
      }
      await using server = await startServer({ data });
      const client = clientOf(server.endpoint);
      if ((await statusOf(client, begun.arn)) === 'CREATING') interrupted++;
      await until(async () => (await statusOf(client, begun.arn)) === 'AVAILABLE');
      const copy = `copy-${round}`;
      await client.send(new RestoreTableFromBackupCommand({ BackupArn: begun.arn, TargetTableName: copy }));
      for (const name of [...begun.tables, copy]) {
        await until(() => isActive(client, name));
        expect(await findFaults(client, name), `${name}, seed ${SEED}`).toEqual([]);
      }
    }
    expect(interrupted, 'a kill must come while a backup is made').toBeGreaterThan(0);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}, 600_000);

async function openAccounts(client: DynamoDBClient): Promise<void> {
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [
        { AttributeName: 'id', AttributeType: 'N' },
        { AttributeName: 'branch', AttributeType: 'N' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: INDEX,
          KeySchema: [{ AttributeName: 'branch', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    }),
  );
  for (let first = 0; first < ACCOUNTS; first += 25) {
    const puts = Array.from({ length: 25 }, (_, n) => {
      const id = first + n;
      const Item = { id: { N: `${id}` }, branch: { N: `${id % BRANCHES}` }, balance: { N: `${BALANCE}` } };
      return { PutRequest: { Item } };
    });
    await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: puts } }));
  }
  const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
  await client.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }));
}

async function backUp(client: DynamoDBClient, BackupName: string): Promise<string> {
  const { BackupDetails } = await client.send(new CreateBackupCommand({ TableName, BackupName }));
  return BackupDetails!.BackupArn!;
}

async function completeBackup(client: DynamoDBClient): Promise<string> {
  const arn = await backUp(client, 'first');
  await until(async () => (await statusOf(client, arn)) === 'AVAILABLE');
  return arn;
}

/** From a backup, and to the latest moment. */
async function restore(client: DynamoDBClient, round: number, BackupArn: string): Promise<string[]> {
  const [backup, point] = [`backup-${round}`, `point-${round}`];
  await client.send(new RestoreTableFromBackupCommand({ BackupArn, TargetTableName: backup }));
  await client.send(
    new RestoreTableToPointInTimeCommand({
      SourceTableName: TableName,
      TargetTableName: point,
      UseLatestRestorableTime: true,
    }),
  );
  return [backup, point];
}

const add = (id: number, amount: number) => ({
  Update: {
    TableName,
    Key: { id: { N: `${id}` } },
    UpdateExpression: 'ADD balance :amount',
    ExpressionAttributeValues: { ':amount': { N: `${amount}` } },
  },
});

/** Transfers until the server is gone. */
async function trade(client: DynamoDBClient, random: { number(): number }): Promise<void> {
  const trader = async () => {
    for (;;) {
      const from = Math.floor(random.number() * ACCOUNTS);
      const to = (from + 1 + Math.floor(random.number() * (ACCOUNTS - 1))) % ACCOUNTS;
      try {
        await client.send(new TransactWriteItemsCommand({ TransactItems: [add(from, -1), add(to, 1)] }));
      } catch (error) {
        if ((error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode !== undefined) throw error;
        return;
      }
    }
  };
  await Promise.all([trader(), trader(), trader(), trader()]);
}

async function statusOf(client: DynamoDBClient, BackupArn: string): Promise<string | undefined> {
  const { BackupDescription } = await client.send(new DescribeBackupCommand({ BackupArn }));
  return BackupDescription!.BackupDetails!.BackupStatus;
}

async function isActive(client: DynamoDBClient, name: string): Promise<boolean> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
  return Table!.TableStatus === 'ACTIVE';
}

/** Money that came or went, and indexes and counts that tell something else than the table. */
async function findFaults(client: DynamoDBClient, name: string): Promise<string[]> {
  const items = await scan(client, name);
  const indexed = await scan(client, name, INDEX);
  const sum = items.reduce((total, { balance }) => total + Number(balance!.N), 0);
  const { Table } = await client.send(new DescribeTableCommand({ TableName: name }));
  const counts = [Table!.ItemCount, Table!.GlobalSecondaryIndexes![0]!.ItemCount];
  const toTexts = (rows: typeof items) =>
    rows.map(({ id, branch, balance }) => `${id!.N} ${branch!.N} ${balance!.N}`).sort();
  return [
    ...(items.length === ACCOUNTS ? [] : [`${items.length} accounts`]),
    ...(sum === ACCOUNTS * BALANCE ? [] : [`the sum is ${sum}`]),
    ...(toTexts(items).join() === toTexts(indexed).join() ? [] : ['the index is not the table']),
    ...(counts.every((count) => count === ACCOUNTS) ? [] : [`the counts are ${counts.join()}`]),
  ];
}

async function scan(client: DynamoDBClient, name: string, IndexName?: string) {
  const rows: Record<string, AttributeValue>[] = [];
  for await (const page of paginateScan({ client }, { TableName: name, ...(IndexName ? { IndexName } : {}) })) {
    rows.push(...(page.Items ?? []));
  }
  return rows;
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (const endsAt = Date.now() + WAIT_MS; !(await condition());) {
    if (Date.now() > endsAt) throw new Error(`it did not come to pass, seed ${SEED}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

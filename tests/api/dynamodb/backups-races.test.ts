import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchWriteItemCommand,
  DeleteTableCommand,
  ListTablesCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { createRandom } from '../../../src/kernel/random.ts';
import { testCloud, type TestCloud } from '../../support/cloud.ts';
import {
  backUp,
  describeBackup,
  enableRecovery,
  readAll,
  restoreBackup,
  restoreTo,
  slowly,
} from './backups-support.ts';
import { createTable, dynamoDb, refusal, type Item } from './support.ts';

const TableName = 'accounts';
/** Several pages of a copy. */
const ACCOUNTS = 2100;
const BALANCE = 100;
const WRITERS = 6;

const account = (n: number, balance: number): Item => ({ id: { S: `account ${n}` }, balance: { N: String(balance) } });

async function openAccounts(client: DynamoDBClient): Promise<void> {
  await createTable(client, TableName, 'id:S');
  for (let first = 0; first < ACCOUNTS; first += 25) {
    const puts = Array.from({ length: Math.min(25, ACCOUNTS - first) }, (_, n) => ({
      PutRequest: { Item: account(first + n, BALANCE) },
    }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: puts } }));
  }
}

const add = (n: number, amount: number) => ({
  Update: {
    TableName,
    Key: { id: { S: `account ${n}` } },
    UpdateExpression: 'ADD balance :amount',
    ExpressionAttributeValues: { ':amount': { N: String(amount) } },
  },
});

/** Transfers between accounts, and entries of a journal one after the other, until `isOver`. Answers how many. */
async function trade(client: DynamoDBClient, isOver: () => boolean): Promise<number> {
  const random = createRandom('trade');
  let transfers = 0;
  const transfer = async () => {
    while (!isOver()) {
      const [from, to] = [random.number(), random.number()].map((part) => Math.floor(part * ACCOUNTS)) as [
        number,
        number,
      ];
      if (from === to) continue;
      await client.send(new TransactWriteItemsCommand({ TransactItems: [add(from, -1), add(to, 1)] }));
      transfers++;
    }
  };
  const write = async () => {
    for (let n = 0; !isOver(); n++) {
      await client.send(new PutItemCommand({ TableName, Item: { id: { S: `journal ${n}` }, page: { N: String(n) } } }));
    }
  };
  await Promise.all([...Array.from({ length: WRITERS }, transfer), write()]);
  return transfers;
}

/** What no single moment can have: money that came or went, and a journal with a page missing. */
function findTears(items: readonly Item[]): string[] {
  const balances = items.flatMap(({ balance }) => (balance ? [Number(balance.N)] : []));
  const sum = balances.reduce((total, balance) => total + balance, 0);
  const pages = items.flatMap(({ page }) => (page ? [Number(page.N)] : [])).sort((a, b) => a - b);
  return [
    ...(balances.length === ACCOUNTS ? [] : [`${balances.length} accounts`]),
    ...(sum === ACCOUNTS * BALANCE ? [] : [`the sum is ${sum}`]),
    ...(pages.every((page, n) => page === n) ? [] : ['a page is missing']),
  ];
}

async function whileTrading(cloud: TestCloud, body: (client: DynamoDBClient) => Promise<void>): Promise<void> {
  const client = dynamoDb(cloud);
  await openAccounts(client);
  await enableRecovery(client, TableName);
  let isOver = false;
  const traded = trade(client, () => isOver);
  try {
    await body(client);
  } finally {
    isOver = true;
  }
  expect(await traded).toBeGreaterThan(0);
}

const isThere = (client: DynamoDBClient, name: string): Promise<boolean> =>
  readAll(client, name).then(
    () => true,
    () => false,
  );

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
}

test('backups and restores are each one moment, while transactions go on', async () => {
  // On disk the pages of a copy wait for one another, and writes come between them.
  const data = mkdtempSync(join(tmpdir(), 'cirro-backups-'));
  try {
    await copyWhileTrading(data);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});

async function copyWhileTrading(data: string): Promise<void> {
  await using cloud = await testCloud({ data });
  await whileTrading(cloud, async (client) => {
    for (let round = 0; round < 2; round++) {
      const arn = await backUp(client, TableName);
      await restoreTo(client, TableName, `point-${round}`);
      await until(async () => (await describeBackup(client, arn)).BackupDetails!.BackupStatus === 'AVAILABLE');
      await restoreBackup(client, arn, `backup-${round}`);
      for (const name of [`point-${round}`, `backup-${round}`]) {
        await until(() => isThere(client, name));
        expect(findTears(await readAll(client, name)), name).toEqual([]);
      }
    }
  });
}

test('a table that is deleted while it is copied is copied whole, and then goes', () =>
  slowly(testCloud, async (cloud) => {
    const client = dynamoDb(cloud);
    await createTable(client, TableName, 'id:S');
    await cloud.clock.advance({ seconds: 11 });
    await enableRecovery(client, TableName);
    await client.send(new PutItemCommand({ TableName, Item: account(0, BALANCE) }));
    const arn = await backUp(client, TableName);
    await restoreTo(client, TableName, 'restored');
    await client.send(new PutItemCommand({ TableName, Item: account(0, 0) }));
    await client.send(new DeleteTableCommand({ TableName }));
    expect(await refusal(backUp(client, TableName))).toBe(`TableNotFoundException: Table not found: ${TableName}`);
    expect(await refusal(restoreTo(client, TableName, 'again'))).toBe(
      `TableNotFoundException: Table not found: ${TableName}`,
    );
    await cloud.clock.advance({ seconds: 6 });
    expect((await client.send(new ListTablesCommand({}))).TableNames).toEqual(['restored']);
    expect(await readAll(client, 'restored')).toEqual([account(0, BALANCE)]);
    await restoreBackup(client, arn, TableName);
    await cloud.clock.advance({ seconds: 6 });
    expect(await readAll(client, TableName)).toEqual([account(0, BALANCE)]);
  }));

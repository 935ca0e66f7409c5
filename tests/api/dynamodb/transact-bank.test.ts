import {
  GetItemCommand,
  ScanCommand,
  TransactGetItemsCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
  type DynamoDBClient,
  type TransactWriteItem,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { createRandom, type Random } from '../../../src/kernel/random.ts';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, putAll } from './support.ts';

const CLIENTS = 64;
const TRANSFERS_EACH = 6;
const ACCOUNTS = ['a', 'b', 'c', 'd', 'e'];
const OPENING_BALANCE = 100;

interface Account {
  readonly id: string;
  readonly version: number;
  readonly balance: number;
}

/** What a transfer has seen of an account, as the ledger keeps it. */
interface Leg {
  readonly id: string;
  readonly version: number;
  readonly change: number;
}

type Transfer = readonly [Leg, Leg];

const oneOf = <T>(random: Random, choices: readonly T[]): T => choices[Math.floor(random.number() * choices.length)]!;

async function readAccounts(client: DynamoDBClient, ids: readonly string[]): Promise<readonly Account[]> {
  const { Responses } = await client.send(
    new TransactGetItemsCommand({
      TransactItems: ids.map((id) => ({ Get: { TableName: 'accounts', Key: { id: { S: id } } } })),
    }),
  );
  return Responses!.map(({ Item }) => ({
    id: Item!['id']!.S!,
    version: Number(Item!['version']!.N),
    balance: Number(Item!['balance']!.N),
  }));
}

const toLegUpdate = ({ id, version, change }: Leg): TransactWriteItem => ({
  Update: {
    TableName: 'accounts',
    Key: { id: { S: id } },
    UpdateExpression: 'ADD balance :change, version :one',
    ConditionExpression: 'version = :version',
    ExpressionAttributeValues: {
      ':change': { N: String(change) },
      ':one': { N: '1' },
      ':version': { N: String(version) },
    },
  },
});

/** Reads two accounts, and moves money between them if neither has changed meanwhile. Whether it did. */
async function tryTransfer(client: DynamoDBClient, random: Random, name: string): Promise<boolean> {
  const from = oneOf(random, ACCOUNTS);
  const to = oneOf(
    random,
    ACCOUNTS.filter((id) => id !== from),
  );
  const [payer, payee] = await readAccounts(client, [from, to]);
  const amount = Math.min(payer!.balance, 1 + Math.floor(random.number() * 50));
  const legs: Transfer = [
    { id: from, version: payer!.version, change: -amount },
    { id: to, version: payee!.version, change: amount },
  ];
  const ledgerEntry: TransactWriteItem = {
    Put: {
      TableName: 'ledger',
      Item: { name: { S: name }, legs: { S: JSON.stringify(legs) } },
      ConditionExpression: 'attribute_not_exists(#name)',
      ExpressionAttributeNames: { '#name': 'name' },
    },
  };
  const bankIsOpen: TransactWriteItem = {
    ConditionCheck: {
      TableName: 'accounts',
      Key: { id: { S: 'bank' } },
      ConditionExpression: 'attribute_not_exists(id)',
    },
  };
  try {
    await client.send(
      new TransactWriteItemsCommand({ TransactItems: [...legs.map(toLegUpdate), ledgerEntry, bankIsOpen] }),
    );
    return true;
  } catch (error) {
    expect((error as Error).message).toMatch(/specific reasons \[(None|ConditionalCheckFailed), \w+, None, None\]$/);
    return false;
  }
}

/** The transfers in an order in which each has seen what the ones before it left; undefined when there is none. */
function toSerialOrder(transfers: readonly Transfer[]): readonly Transfer[] | undefined {
  const versions = new Map(ACCOUNTS.map((id) => [id, 0]));
  const order: Transfer[] = [];
  const left = new Set(transfers);
  while (left.size > 0) {
    const next = [...left].find((legs) => legs.every(({ id, version }) => versions.get(id) === version));
    if (!next) return undefined;
    for (const { id, version } of next) versions.set(id, version + 1);
    order.push(next);
    left.delete(next);
  }
  return order;
}

async function openBank(client: DynamoDBClient): Promise<void> {
  await createTable(client, 'accounts', 'id:S');
  await createTable(client, 'ledger', 'name:S');
  const opening = { version: { N: '0' }, balance: { N: String(OPENING_BALANCE) } };
  await putAll(
    client,
    'accounts',
    ACCOUNTS.map((id) => ({ id: { S: id }, ...opening })),
  );
}

/** Isolation: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-isolation */
test('transfers of many clients on few accounts end as if made one after the other', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await openBank(client);

  const made = await Promise.all(
    Array.from({ length: CLIENTS }, async (_, seed) => {
      const random = createRandom(`client-${seed}`);
      let count = 0;
      for (let at = 0; at < TRANSFERS_EACH; at++) {
        if (await tryTransfer(client, random, `${seed}/${at}`)) count++;
        const accounts = await readAccounts(client, ACCOUNTS);
        expect(accounts.reduce((sum, { balance }) => sum + balance, 0)).toBe(ACCOUNTS.length * OPENING_BALANCE);
      }
      return count;
    }),
  );

  const { Items } = await client.send(new ScanCommand({ TableName: 'ledger' }));
  const transfers = Items!.map(({ legs }) => JSON.parse(legs!.S!) as Transfer);
  expect(transfers).toHaveLength(made.reduce((sum, count) => sum + count, 0));
  expect(transfers.length).toBeGreaterThan(TRANSFERS_EACH);

  const order = toSerialOrder(transfers);
  expect(order).toHaveLength(transfers.length);
  const balances = new Map(ACCOUNTS.map((id) => [id, OPENING_BALANCE]));
  for (const { id, change } of order!.flat()) {
    balances.set(id, balances.get(id)! + change);
    expect(balances.get(id)).toBeGreaterThanOrEqual(0);
  }
  for (const { id, balance } of await readAccounts(client, ACCOUNTS)) expect(balance).toBe(balances.get(id));
});

test('transactions and single writes that do not look first all count', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await openBank(client);
  const add = {
    TableName: 'accounts',
    UpdateExpression: 'ADD version :one',
    ExpressionAttributeValues: { ':one': { N: '1' } },
  };

  await Promise.all(
    Array.from({ length: CLIENTS }, async (_, at) => {
      const [one, other] = at % 2 === 0 ? (['a', 'b'] as const) : (['b', 'a'] as const);
      if (at % 4 === 3) return client.send(new UpdateItemCommand({ ...add, Key: { id: { S: one } } }));
      return client.send(
        new TransactWriteItemsCommand({
          TransactItems: [one, other].map((id) => ({ Update: { ...add, Key: { id: { S: id } } } })),
        }),
      );
    }),
  );

  const version = async (id: string) =>
    Number(
      (await client.send(new GetItemCommand({ TableName: 'accounts', Key: { id: { S: id } } }))).Item!['version']!.N,
    );
  expect([await version('a'), await version('b')]).toEqual([CLIENTS * 0.75, CLIENTS]);
});

import { call, jsonRequest } from '../support/aws-request.ts';
import { load, type Load } from '../support/load.ts';
import { kilobyte } from '../support/queue-load.ts';
import { median, type Result } from '../support/result.ts';
import { startBare, startCirro } from '../support/servers.ts';

const CONNECTIONS = 32;
const SECONDS = 2;
const ROUNDS = 3;
const LISTS = 10;
const ITEMS_OF_A_LIST = 100;

interface Row {
  readonly name: string;
  readonly goal: number;
  /** Bytes of a typical answer, which the bare server answers as well. */
  readonly answerBytes: number;
  readonly request: (n: number) => string;
}

/** Requests per second through HTTP over a bare `node:http` server that reads the same body and answers as many bytes. */
export async function run(): Promise<Result[]> {
  await using cirro = await startCirro();
  await prepare(cirro.port);
  const results: Result[] = [];
  for (const row of rows(cirro.port)) {
    await using bare = await startBare(row.answerBytes);
    const ours: number[] = [];
    const theirs: number[] = [];
    // Interleaved, so that both see the same machine.
    for (let round = 0; round < ROUNDS; round++) {
      theirs.push(await rate({ ...options(bare.port), request: row.request }));
      ours.push(await rate({ ...options(cirro.port), request: row.request }));
    }
    const ratio = median(ours) / median(theirs);
    results.push({ name: row.name, value: median(ours), unit: 'req/s', ratio, goal: { atLeast: row.goal } });
  }
  return results;
}

const options = (port: number) => ({ port, connections: CONNECTIONS, seconds: SECONDS });

async function rate(options: Load): Promise<number> {
  const { perSecond, failures } = await load(options);
  if (failures > 0) throw new Error(`${failures} requests failed`);
  return perSecond;
}

async function prepare(port: number): Promise<void> {
  await call(port, 'dynamodb', 'CreateTable', {
    TableName: 'bench',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  for (let n = 0; n < 1000; n++) {
    await call(port, 'dynamodb', 'PutItem', {
      TableName: 'bench',
      Item: { id: { S: `item-${n}` }, body: { S: kilobyte(n) } },
    });
  }
  await call(port, 'dynamodb', 'CreateTable', {
    TableName: 'lists',
    KeySchema: [
      { AttributeName: 'id', KeyType: 'HASH' },
      { AttributeName: 'n', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'n', AttributeType: 'N' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  });
  for (let n = 0; n < LISTS * ITEMS_OF_A_LIST; n++) {
    await call(port, 'dynamodb', 'PutItem', {
      TableName: 'lists',
      Item: { id: { S: `list-${n % LISTS}` }, n: { N: String(n) }, body: { S: kilobyte(n) } },
    });
  }
  await call(port, 'sqs', 'CreateQueue', { QueueName: 'bench' });
}

let puts = 0;

const rows = (port: number): readonly Row[] => [
  {
    name: 'GetItem (1 KB)',
    goal: 0.45,
    answerBytes: 1050,
    request: (n) => jsonRequest('dynamodb', 'GetItem', { TableName: 'bench', Key: { id: { S: `item-${n % 1000}` } } }),
  },
  {
    name: 'Query of 100 items of 1 KB',
    goal: 0.4,
    answerBytes: 106_000,
    request: (n) =>
      jsonRequest('dynamodb', 'Query', {
        TableName: 'lists',
        KeyConditionExpression: 'id = :list',
        ExpressionAttributeValues: { ':list': { S: `list-${n % LISTS}` } },
      }),
  },
  {
    name: 'PutItem (1 KB), durable',
    goal: 0.3,
    answerBytes: 2,
    // A new item each time, in every round: one that is put again may be in memory or on the disk.
    request: (n) =>
      jsonRequest('dynamodb', 'PutItem', {
        TableName: 'bench',
        Item: { id: { S: `put-${puts++}` }, body: { S: kilobyte(n) } },
      }),
  },
  {
    name: 'SendMessage (1 KB), durable',
    goal: 0.3,
    answerBytes: 120,
    request: (n) =>
      jsonRequest('sqs', 'SendMessage', {
        QueueUrl: `http://127.0.0.1:${port}/000000000000/bench`,
        MessageBody: kilobyte(n),
      }),
  },
];

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { packageRoot } from '../../src/lib/package-root.ts';
import { call, jsonRequest } from '../support/aws-request.ts';
import { load } from '../support/load.ts';
import { median, type Result } from '../support/result.ts';
import { freePort, portOf, startCirro } from '../support/servers.ts';

const CONNECTIONS = 32;
const SECONDS = 2;
const ROUNDS = 3;
const ITEMS_OF_A_QUERY = 100;
const TABLE = 'bench';

interface Row {
  readonly name: string;
  readonly goal: number;
  readonly request: (n: number) => string;
}

const value = (n: number) => ({ S: `${n}-`.padEnd(950, String(n)) });
const key = (n: number) => ({ pk: { S: `p${n % 50}` }, sk: { S: `s${n % ITEMS_OF_A_QUERY}` } });

const rows: readonly Row[] = [
  {
    name: 'PutItem',
    goal: 1.2,
    request: (n) => jsonRequest('dynamodb', 'PutItem', { TableName: TABLE, Item: { ...key(n), body: value(n) } }),
  },
  { name: 'GetItem', goal: 1.7, request: (n) => jsonRequest('dynamodb', 'GetItem', { TableName: TABLE, Key: key(n) }) },
  {
    name: 'UpdateItem',
    goal: 1.7,
    request: (n) =>
      jsonRequest('dynamodb', 'UpdateItem', {
        TableName: TABLE,
        Key: key(n),
        UpdateExpression: 'SET body = :b ADD visits :one',
        ExpressionAttributeValues: { ':b': value(n), ':one': { N: '1' } },
      }),
  },
  {
    name: 'Query of 100 items',
    goal: 5,
    request: (n) =>
      jsonRequest('dynamodb', 'Query', {
        TableName: TABLE,
        KeyConditionExpression: 'pk = :p',
        ExpressionAttributeValues: { ':p': { S: `p${n % 50}` } },
      }),
  },
];

/** Side by side with dynalite, which keeps its items in memory while ours are on disk before the answer. */
export async function run(): Promise<Result[]> {
  await using cirro = await startCirro();
  const peer = spawn(process.execPath, [
    join(packageRoot, 'node_modules/dynalite/cli.js'),
    '--port',
    String(await freePort()),
    '--createTableMs',
    '0',
  ]);
  try {
    const peerPort = await portOf(peer, /:(\d+)/);
    for (const port of [cirro.port, peerPort]) await fill(port);
    const results: Result[] = [];
    for (const { name, goal, request } of rows) {
      const ours: number[] = [];
      const theirs: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        theirs.push((await load({ port: peerPort, connections: CONNECTIONS, seconds: SECONDS, request })).perSecond);
        ours.push((await load({ port: cirro.port, connections: CONNECTIONS, seconds: SECONDS, request })).perSecond);
      }
      const ratio = median(ours) / median(theirs);
      results.push({
        name: `${name} over dynalite`,
        value: median(ours),
        unit: 'req/s',
        ratio,
        goal: { atLeast: goal },
      });
    }
    return results;
  } finally {
    peer.kill();
  }
}

async function fill(port: number): Promise<void> {
  await call(port, 'dynamodb', 'CreateTable', {
    TableName: TABLE,
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'S' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  });
  for (let partition = 0; partition < 50; partition++) {
    for (let n = 0; n < ITEMS_OF_A_QUERY; n++) {
      await call(port, 'dynamodb', 'PutItem', {
        TableName: TABLE,
        Item: { pk: { S: `p${partition}` }, sk: { S: `s${n}` }, body: value(n) },
      });
    }
  }
}

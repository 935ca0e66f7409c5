import { call, jsonRequest } from '../support/aws-request.ts';
import { startPeers, type Peer } from '../support/dynamodb-peers.ts';
import { load } from '../support/load.ts';
import { median, type Result } from '../support/result.ts';
import { startCirro } from '../support/servers.ts';

const CONNECTIONS = 32;
const SECONDS = 1.5;
const ROUNDS = 3;
const PARTITIONS = 50;
const ITEMS_OF_A_QUERY = 100;
const TABLE = 'bench';
const INDEXED = 'indexed';

interface Row {
  readonly name: string;
  readonly goal: number;
  readonly request: (n: number) => string;
}

const value = (n: number) => ({ S: `${n}-`.padEnd(950, String(n)) });
const key = (n: number) => ({ pk: { S: `p${n % PARTITIONS}` }, sk: { S: `s${n % ITEMS_OF_A_QUERY}` } });
const ofPartition = (n: number) => ({
  KeyConditionExpression: 'pk = :p',
  ExpressionAttributeValues: { ':p': { S: `p${n % PARTITIONS}` } },
});
const item = (n: number) => ({ ...key(n), body: value(n) });
const update = (n: number) => ({
  TableName: TABLE,
  Key: key(n),
  UpdateExpression: 'SET body = :b ADD visits :one',
  ExpressionAttributeValues: { ':b': value(n), ':one': { N: '1' } },
});
const put = (n: number, offset: number) => ({ TableName: TABLE, Item: item(n * 31 + offset) });

const request = (operation: string, input: (n: number) => object) => (n: number) =>
  jsonRequest('dynamodb', operation, input(n));

const rows: readonly Row[] = [
  { name: 'PutItem', goal: 1.5, request: request('PutItem', (n) => ({ TableName: TABLE, Item: item(n) })) },
  { name: 'GetItem', goal: 1.7, request: request('GetItem', (n) => ({ TableName: TABLE, Key: key(n) })) },
  { name: 'UpdateItem', goal: 1.7, request: request('UpdateItem', update) },
  {
    name: 'conditional UpdateItem',
    goal: 1.5,
    request: request('UpdateItem', (n) => ({ ...update(n), ConditionExpression: 'attribute_exists(pk)' })),
  },
  {
    name: 'Query of 100 items',
    goal: 5,
    request: request('Query', (n) => ({ TableName: TABLE, ...ofPartition(n) })),
  },
  {
    name: 'Query of 100 items of a global index',
    goal: 5,
    request: request('Query', (n) => ({
      TableName: INDEXED,
      IndexName: 'byOwner',
      KeyConditionExpression: '#o = :o',
      ExpressionAttributeNames: { '#o': 'owner' },
      ExpressionAttributeValues: { ':o': { S: `o${n % PARTITIONS}` } },
    })),
  },
  {
    name: 'Scan of 1 MB, read again',
    goal: 5,
    request: request('Scan', () => ({ TableName: TABLE })),
  },
  {
    name: 'BatchWriteItem of 25',
    goal: 5,
    request: request('BatchWriteItem', (n) => ({
      RequestItems: {
        [TABLE]: Array.from({ length: 25 }, (_, index) => ({ PutRequest: { Item: item(n * 25 + index) } })),
      },
    })),
  },
  {
    name: 'TransactWriteItems of 4',
    goal: 5,
    request: request('TransactWriteItems', (n) => ({
      TransactItems: Array.from({ length: 4 }, (_, index) => ({ Put: put(n, index) })),
    })),
  },
];

/** Side by side with others of its kind, which keep their items in memory while ours are on disk before the answer. */
export async function run(): Promise<Result[]> {
  await using cirro = await startCirro();
  const peers = await startPeers();
  try {
    for (const { port } of [cirro, ...peers]) await fill(port);
    const results: Result[] = [];
    for (const row of rows) results.push(...(await measure(row, cirro.port, peers)));
    return results;
  } finally {
    for (const peer of peers) await peer[Symbol.asyncDispose]();
  }
}

async function measure(row: Row, port: number, peers: readonly Peer[]): Promise<Result[]> {
  const ours: number[] = [];
  const theirs = peers.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, peer] of peers.entries()) theirs[index]!.push(await rate(peer.port, row));
    ours.push(await rate(port, row));
  }
  return peers.flatMap(({ name }, index) => {
    const reference = median(theirs[index]!);
    // What it answers with errors it does not do.
    if (reference === 0) return [];
    const goal = { atLeast: row.goal };
    return [
      { name: `${row.name} over ${name}`, value: median(ours), unit: 'req/s', ratio: median(ours) / reference, goal },
    ];
  });
}

/** Answers a second, or 0 where they are errors. */
async function rate(port: number, { request: requestOf }: Row): Promise<number> {
  const { perSecond, failures } = await load({
    port,
    connections: CONNECTIONS,
    seconds: SECONDS,
    request: requestOf,
  });
  return failures > perSecond * SECONDS * 0.01 ? 0 : perSecond;
}

const definition = (name: string) => ({ AttributeName: name, AttributeType: 'S' });

async function fill(port: number): Promise<void> {
  const keys = {
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  };
  await call(port, 'dynamodb', 'CreateTable', {
    ...keys,
    TableName: TABLE,
    AttributeDefinitions: [definition('pk'), definition('sk')],
  });
  await call(port, 'dynamodb', 'CreateTable', {
    ...keys,
    TableName: INDEXED,
    AttributeDefinitions: [definition('pk'), definition('sk'), definition('owner')],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'byOwner',
        KeySchema: [
          { AttributeName: 'owner', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ],
  });
  for (let partition = 0; partition < PARTITIONS; partition++) {
    for (let from = 0; from < ITEMS_OF_A_QUERY; from += 25) {
      const items = Array.from({ length: 25 }, (_, index) => ({
        pk: { S: `p${partition}` },
        sk: { S: `s${from + index}` },
        owner: { S: `o${partition}` },
        body: value(from + index),
      }));
      const writes = items.map((Item) => ({ PutRequest: { Item } }));
      for (const table of [TABLE, INDEXED]) {
        await call(port, 'dynamodb', 'BatchWriteItem', { RequestItems: { [table]: writes } });
      }
    }
  }
}

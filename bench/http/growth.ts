import { call, jsonRequest } from '../support/aws-request.ts';
import { load } from '../support/load.ts';
import { putItems } from '../support/put-items.ts';
import { median, type Result } from '../support/result.ts';
import { startCirro, type Server } from '../support/servers.ts';
import { residentSize } from './startup.ts';

const TABLE = 'bench';
const FEW = 1000;
const MANY = 1_000_000;
const ITEMS_OF_A_PARTITION = 100;
const CONNECTIONS = 32;
const SECONDS = 3;
const ROUNDS = 3;

const random = (below: number) => Math.floor(Math.random() * below);

const WORDS = 'order customer status pending shipped street city country price currency sku created updated'.split(' ');
/** Words and numbers: what compresses as items do. */
const POOL = Array.from({ length: 40_000 }, () => `${WORDS[random(WORDS.length)]} ${random(10_000)} `).join('');
const text = (n: number) => POOL.substring((n * 977) % (POOL.length - 1000)).substring(0, 950);

/** Neighbours in time are strangers in the table, whose order is that of hashes. */
function keyOf(n: number, items: number) {
  const partitions = items / ITEMS_OF_A_PARTITION;
  return { pk: { S: `p${n % partitions}` }, sk: { S: `s${Math.floor(n / partitions) % ITEMS_OF_A_PARTITION}` } };
}

interface Row {
  readonly name: string;
  readonly goal?: number;
  readonly request: (n: number, items: number) => string;
}

const rows: readonly Row[] = [
  {
    name: 'PutItem of a new item',
    goal: 1.3,
    request: (n) => {
      const Item = { pk: { S: `new-${n}-${random(1e9)}` }, sk: { S: 's' }, body: { S: text(n) } };
      return jsonRequest('dynamodb', 'PutItem', { TableName: TABLE, Item });
    },
  },
  {
    name: 'GetItem',
    request: (_, items) => jsonRequest('dynamodb', 'GetItem', { TableName: TABLE, Key: keyOf(random(items), items) }),
  },
  {
    name: 'Query of 100 items, in the same ten partitions',
    goal: 1.3,
    request: () => query({ pk: { S: `p${random(FEW / ITEMS_OF_A_PARTITION)}` } }),
  },
  {
    // The small table fits into memory, where pages that are read again come from.
    name: 'Query of 100 items, anywhere in the table',
    goal: 1.3,
    request: (_, items) => query(keyOf(random(items), items)),
  },
  {
    // What is kept in memory is of no use then, to neither table.
    name: 'Query of 100 items and a PutItem among them, each',
    goal: 1.3,
    request: (n, items) => {
      const key = keyOf((n >> 1) * 7919, items);
      if (n % 2 === 1) return query(key);
      return jsonRequest('dynamodb', 'PutItem', { TableName: TABLE, Item: { ...key, body: { S: text(n) } } });
    },
  },
];

const query = ({ pk }: Pick<ReturnType<typeof keyOf>, 'pk'>) =>
  jsonRequest('dynamodb', 'Query', {
    TableName: TABLE,
    KeyConditionExpression: 'pk = :p',
    ExpressionAttributeValues: { ':p': pk },
  });

/** What a request costs in a table of a million items, over one of a thousand: right after they were loaded. */
export async function run(): Promise<Result[]> {
  await using small = await startCirro();
  await using big = await startCirro();
  await fill(small, FEW);
  const filled = await fill(big, MANY);
  const results: Result[] = [
    { name: 'load of 1,000,000 items of 1 KB', value: filled.seconds, unit: 's', goal: { atMost: 120 } },
    { name: 'resident at most, meanwhile', value: filled.residentBytes / 1e6, unit: 'MB', goal: { atMost: 400 } },
  ];
  for (const { name, goal, request } of rows) {
    const micros: { few: number; many: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const few = await microsOf(small, (n) => request(n, FEW));
      micros.push({ few, many: await microsOf(big, (n) => request(n, MANY)) });
    }
    const [few, many] = [median(micros.map((round) => round.few)), median(micros.map((round) => round.many))];
    results.push(
      { name: `${name}, 1,000 items`, value: few, unit: 'µs' },
      {
        name: `${name}, 1,000,000 items`,
        value: many,
        unit: 'µs',
        ratio: many / few,
        ...(goal && { goal: { atMost: goal } }),
      },
    );
  }
  return results;
}

async function microsOf({ port }: Server, request: (n: number) => string): Promise<number> {
  const { perSecond } = await load({ port, connections: CONNECTIONS, seconds: SECONDS, request });
  return 1e6 / perSecond;
}

async function fill(server: Server, items: number): Promise<{ seconds: number; residentBytes: number }> {
  await call(server.port, 'dynamodb', 'CreateTable', {
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
  const startedAt = performance.now();
  let residentBytes = 0;
  const item = (n: number) => ({ ...keyOf(n, items), body: { S: text(n) } });
  await putItems(server.port, TABLE, items, item, (from) => {
    if (from % 10_000 === 0) residentBytes = Math.max(residentBytes, residentSize(server.process.pid!));
  });
  return { seconds: (performance.now() - startedAt) / 1000, residentBytes };
}

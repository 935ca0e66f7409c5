import { call, jsonRequest } from '../support/aws-request.ts';
import { peerKinds } from '../support/dynamodb-peers.ts';
import { load } from '../support/load.ts';
import { putItems } from '../support/put-items.ts';
import type { Result } from '../support/result.ts';
import { startCirro } from '../support/servers.ts';

const TABLE = 'bench';
const ITEMS = 1_000_000;
/** Each connection scans a segment of its own, again from its beginning when it is through. */
const SEGMENTS = 8;
const SECONDS = 10;
/** Before that: what a server does with what it was given, and with code that runs for the first time, is no scanning. */
const WARM_UP_SECONDS = 5;
const END_BYTES = 300;

/** A table of a million items, read from one end to the other: nothing that is read comes again soon. */
export async function run(): Promise<Result[]> {
  const ours = await measured(startCirro());
  const results: Result[] = [{ name: `Scan of ${ITEMS.toLocaleString('en')} items`, value: ours, unit: 'items/s' }];
  for (const { name, start } of peerKinds()) {
    const theirs = await measured(start());
    if (theirs === 0) continue;
    results.push({
      name: `the same over ${name}`,
      value: theirs,
      unit: 'items/s',
      ratio: ours / theirs,
      goal: { atLeast: 5 },
    });
  }
  return results;
}

async function measured(starting: Promise<AsyncDisposable & { readonly port: number }>): Promise<number> {
  await using server = await starting;
  await fill(server.port);
  await itemsPerSecond(server.port, WARM_UP_SECONDS);
  return await itemsPerSecond(server.port, SECONDS);
}

async function itemsPerSecond(port: number, seconds: number): Promise<number> {
  const starts = new Map<number, unknown>();
  let items = 0;
  const { failures } = await load({
    port,
    connections: SEGMENTS,
    seconds,
    request: (_, Segment) =>
      jsonRequest('dynamodb', 'Scan', {
        TableName: TABLE,
        Segment,
        TotalSegments: SEGMENTS,
        ExclusiveStartKey: starts.get(Segment),
      }),
    onAnswer: (answer, segment) => {
      // Everybody tells it at one end or the other.
      const text =
        answer.toString('latin1', 0, END_BYTES) + answer.toString('latin1', Math.max(0, answer.length - END_BYTES));
      items += Number(/"ScannedCount":(\d+)/.exec(text)?.[1] ?? 0);
      const last = /"LastEvaluatedKey":\{"id":\{"S":"([^"]+)"/.exec(text)?.[1];
      starts.set(segment, last === undefined ? undefined : { id: { S: last } });
    },
  });
  // What is answered with errors is not done.
  return failures > 0 ? 0 : items / seconds;
}

async function fill(port: number): Promise<void> {
  await call(port, 'dynamodb', 'CreateTable', {
    TableName: TABLE,
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  await putItems(port, TABLE, ITEMS, (n) => ({ id: { S: `item-${n}` }, body: { S: `${n}-`.padEnd(950, String(n)) } }));
}

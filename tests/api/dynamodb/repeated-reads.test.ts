import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { testCloud, type TestCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb } from './support.ts';

const TableName = 'things';

/** Keys lie close together, so that steps meet; a body of some kilobytes makes a page of a Scan that is cut at 1 MB. */
const key = fc.record({ p: fc.constantFrom('a', 'b'), s: fc.integer({ min: 0, max: 9 }) });
const toKey = ({ p, s }: { p: string; s: number }) => ({ p: { S: p }, s: { N: String(s) } });
const toItem = (at: { p: string; s: number }, n: number) => ({
  ...toKey(at),
  n: { N: String(n) },
  even: { BOOL: n % 2 === 0 },
  text: { S: `é${n}\ud83d\ude00"`.padEnd(n % 5 === 0 ? 300_000 : 10, '-') },
  bytes: { B: Buffer.from([n, 255]).toString('base64') },
});

const write = fc.oneof(
  fc.tuple(key, fc.nat(99)).map(([at, n]) => ['PutItem', { TableName, Item: toItem(at, n) }] as const),
  key.map((at) => ['DeleteItem', { TableName, Key: toKey(at) }] as const),
);

const common = fc.record(
  {
    Limit: fc.integer({ min: 1, max: 5 }),
    FilterExpression: fc.constant('even = :even'),
    ProjectionExpression: fc.constant('p, s, bytes'),
    ReturnConsumedCapacity: fc.constant('TOTAL'),
    ConsistentRead: fc.boolean(),
    ExclusiveStartKey: key,
  },
  { requiredKeys: [] },
);
const query = fc.tuple(common, fc.constantFrom('', ' AND s > :s', ' AND s <= :s'), key, fc.boolean());
const read = fc.oneof(
  common.map((options) => ['Scan', toInput(options, {})] as const),
  query.map(([options, sort, { p, s }, ScanIndexForward]) => {
    const values = { ':p': { S: p }, ...(sort === '' ? {} : { ':s': { N: String(s) } }) };
    const input = toInput({ ...options, ...(options.ExclusiveStartKey && { ExclusiveStartKey: { p, s: 5 } }) }, values);
    return ['Query', { ...input, KeyConditionExpression: `p = :p${sort}`, ScanIndexForward }] as const;
  }),
);

function toInput({ ExclusiveStartKey, ...options }: Partial<Record<string, unknown>>, values: Record<string, unknown>) {
  const all = { ...values, ...(options['FilterExpression'] === undefined ? {} : { ':even': { BOOL: true } }) };
  return {
    TableName,
    ...options,
    ...(ExclusiveStartKey === undefined
      ? {}
      : { ExclusiveStartKey: toKey(ExclusiveStartKey as { p: string; s: number }) }),
    ...(Object.keys(all).length === 0 ? {} : { ExpressionAttributeValues: all }),
  };
}

async function answer(cloud: TestCloud, [operation, input]: readonly [string, object]): Promise<string> {
  const response = await cloud.fetch('/', {
    service: 'dynamodb',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${operation}` },
    body: JSON.stringify(input),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(response.headers.get('x-amz-crc32')).toBe(String(crc32(bytes)));
  return bytes.toString();
}

/** In memory nothing is kept of what was read; on disk it is, and what was made of it. */
test('a cloud on disk answers what one in memory answers, however often it is asked in between writes', async () => {
  const data = mkdtempSync(join(tmpdir(), 'cirro-reads-'));
  try {
    await using disk = await testCloud({ data });
    await using memory = await testCloud();
    await Promise.all([disk, memory].map((cloud) => createTable(dynamoDb(cloud), TableName, 'p:S', 's:N')));
    const round = fc.record({
      writes: fc.array(write, { maxLength: 8 }),
      reads: fc.array(read, { minLength: 1, maxLength: 5 }),
    });
    await fc.assert(
      fc.asyncProperty(round, async ({ writes, reads }) => {
        for (const step of writes) expect(await answer(disk, step)).toBe(await answer(memory, step));
        for (const step of [...reads, ...reads, ...reads, ...reads]) {
          expect(await answer(disk, step)).toBe(await answer(memory, step));
        }
      }),
      { numRuns: 25 },
    );
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
});

import {
  BatchWriteItemCommand,
  DeleteItemCommand,
  DescribeContinuousBackupsCommand,
  PutItemCommand,
  TransactWriteItemsCommand,
  UpdateTimeToLiveCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { disableRecovery, enableRecovery, inOrder, readAll, restoreTo, slowly } from './backups-support.ts';
import { createTable, dynamoDb, refusal, type Item } from './support.ts';

const TableName = 'orders';
const START = Date.UTC(2026, 0, 1);
const DAY_MS = 86_400_000;

const item = (id: string, n: number): Item => ({ id: { S: id }, n: { N: String(n) } });
const put = (client: DynamoDBClient, id: string, n: number) =>
  client.send(new PutItemCommand({ TableName, Item: item(id, n) }));
const remove = (client: DynamoDBClient, id: string) =>
  client.send(new DeleteItemCommand({ TableName, Key: { id: { S: id } } }));

async function describe(client: DynamoDBClient, table = TableName) {
  const command = new DescribeContinuousBackupsCommand({ TableName: table });
  return (await client.send(command)).ContinuousBackupsDescription!;
}

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html
test('point-in-time recovery is switched on and off, and tells how far back it goes', async () => {
  await using cloud = await testCloud({ startAt: START });
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'id:S');
  const off = {
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
  };
  expect(await describe(client)).toEqual(off);
  const on = (RecoveryPeriodInDays: number, earliest: number, latest: number) => ({
    ContinuousBackupsStatus: 'ENABLED',
    PointInTimeRecoveryDescription: {
      PointInTimeRecoveryStatus: 'ENABLED',
      RecoveryPeriodInDays,
      EarliestRestorableDateTime: new Date(earliest),
      LatestRestorableDateTime: new Date(latest),
    },
  });
  const { ContinuousBackupsDescription } = await enableRecovery(client, TableName);
  expect(ContinuousBackupsDescription).toEqual(on(35, START, START));
  await cloud.clock.advance({ days: 40 });
  expect(await describe(client)).toEqual(on(35, START + 5 * DAY_MS, START + 40 * DAY_MS));
  await enableRecovery(client, TableName, 7);
  expect(await describe(client)).toEqual(on(7, START + 33 * DAY_MS, START + 40 * DAY_MS));
  expect((await disableRecovery(client, TableName)).ContinuousBackupsDescription).toEqual(off);
  await enableRecovery(client, TableName);
  expect(await describe(client)).toEqual(on(35, START + 40 * DAY_MS, START + 40 * DAY_MS));
});

test('what point-in-time recovery refuses', async () => {
  await using cloud = await testCloud({ startAt: START });
  const client = dynamoDb(cloud);
  const missing = `TableNotFoundException: Table not found: ${TableName}`;
  expect(await refusal(describe(client))).toBe(missing);
  expect(await refusal(enableRecovery(client, TableName))).toBe(missing);
  expect(await refusal(restoreTo(client, TableName, 'restored'))).toBe(missing);
  for (const [days, rule] of [
    [0, 'greater than or equal to 1'],
    [36, 'less than or equal to 35'],
  ] as const) {
    expect(await refusal(enableRecovery(client, TableName, days))).toBe(
      `ValidationException: 1 validation error detected: Value '${days}' at 'pointInTimeRecoverySpecification.recoveryPeriodInDays' ` +
        `failed to satisfy constraint: Member must have value ${rule}`,
    );
  }
  await createTable(client, TableName, 'id:S');
  await createTable(client, 'taken', 'id:S');
  expect(await refusal(restoreTo(client, TableName, 'taken', START))).toBe(
    `PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table '${TableName}'`,
  );
  await enableRecovery(client, TableName);
  await cloud.clock.advance({ minutes: 1 });
  const window =
    "within EarliestRestorableDateTime '2026-01-01T00:00:00Z' and LatestRestorableDateTime '2026-01-01T00:01:00Z'";
  expect(await refusal(restoreTo(client, TableName, 'taken', START - 1000))).toBe(
    `InvalidRestoreTimeException: RestoreDateTime '2025-12-31T23:59:59Z' must be ${window}`,
  );
  expect(await refusal(restoreTo(client, TableName, 'taken', START + 61_000))).toBe(
    `InvalidRestoreTimeException: RestoreDateTime '2026-01-01T00:01:01Z' must be ${window}`,
  );
  for (const target of ['taken', TableName]) {
    expect(await refusal(restoreTo(client, TableName, target))).toBe(
      `TableAlreadyExistsException: Table already exists: ${target}`,
    );
  }
  const invalid = 'ValidationException: Invalid Request: ';
  expect(await refusal(restoreTo(client, 'nowhere', 'x'))).toContain("at 'targetTableName'");
  expect(await refusal(restoreTo(client, 'nowhere', 'restored', START, { UseLatestRestorableTime: true }))).toBe(
    `${invalid}Both RestoreDateTime and UseLatestRestorableTime cannot be set for point-in-time restore request. ` +
      'Please specify either RestoreDateTime time or UseLatestRestorableTime',
  );
  expect(await refusal(restoreTo(client, 'nowhere', 'restored', undefined, { UseLatestRestorableTime: false }))).toBe(
    `${invalid}Either one of RestoreDateTime or UseLatestRestorableTime must be specified, but not both`,
  );
  const arn = `arn:aws:dynamodb:us-east-1:000000000000:table/${TableName}`;
  const byArn = (SourceTableArn: string, SourceTableName?: string) =>
    refusal(restoreTo(client, SourceTableName as string, 'restored', undefined, { SourceTableArn }));
  expect(await byArn(arn, TableName)).toBe(
    'ValidationException: Must provide exactly one of: sourceTableArn, sourceTableName',
  );
  expect(await byArn('arn:aws:dynamodb:x')).toBe('ValidationException: sourceTableArn is not a valid ARN');
  expect(await byArn('orders-somewhere')).toBe(
    "ValidationException: One or more parameter values were invalid: ARNs must start with 'arn:': orders-somewhere",
  );
  expect(await byArn(arn.replace('000000000000', '111111111111'))).toBe(
    'ValidationException: This action is only supported by accounts that match the resource owner’s account.',
  );
  expect(await refusal(restoreTo(client, undefined as unknown as string, 'restored'))).toBe(
    "ValidationException: The parameter 'TableName' is required but was not present in the request",
  );
});

test('a table is restored to several moments, with its deletions, and says where it comes from', async () => {
  await using cloud = await testCloud({ startAt: START });
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'id:S');
  await put(client, 'before', 0);
  await enableRecovery(client, TableName);
  await cloud.clock.advance({ minutes: 1 });
  await put(client, 'a', 1);
  await remove(client, 'before');
  await cloud.clock.advance({ minutes: 1 });
  await client.send(
    new TransactWriteItemsCommand({
      TransactItems: [{ Put: { TableName, Item: item('a', 2) } }, { Put: { TableName, Item: item('b', 2) } }],
    }),
  );
  await cloud.clock.advance({ minutes: 1 });
  await client.send(
    new BatchWriteItemCommand({
      RequestItems: {
        [TableName]: [{ DeleteRequest: { Key: { id: { S: 'a' } } } }, { PutRequest: { Item: item('c', 3) } }],
      },
    }),
  );
  const { TableDescription } = await restoreTo(client, TableName, 'at-1', START + 60_000);
  expect(TableDescription!.RestoreSummary).toEqual({
    SourceTableArn: `arn:aws:dynamodb:us-east-1:000000000000:table/${TableName}`,
    RestoreDateTime: new Date(START + 60_000),
    RestoreInProgress: true,
  });
  await restoreTo(client, TableName, 'at-0', START);
  await restoreTo(client, TableName, 'at-1-9', START + 119_999);
  await restoreTo(client, TableName, 'at-2', START + 120_000);
  await restoreTo(client, TableName, 'at-3');
  await cloud.clock.settle();
  expect(await readAll(client, 'at-0')).toEqual([item('before', 0)]);
  expect(await readAll(client, 'at-1')).toEqual([item('a', 1)]);
  expect(await readAll(client, 'at-1-9')).toEqual([item('a', 1)]);
  expect(await readAll(client, 'at-2')).toEqual([item('a', 2), item('b', 2)]);
  expect(await readAll(client, 'at-3')).toEqual([item('b', 2), item('c', 3)]);
  expect(await describe(client, 'at-3')).toMatchObject({
    PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'DISABLED' },
  });
});

test('what expires is written too', async () => {
  await using cloud = await testCloud({ startAt: START });
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'id:S');
  const TimeToLiveSpecification = { Enabled: true, AttributeName: 'n' };
  await client.send(new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  await enableRecovery(client, TableName);
  await put(client, 'short', START / 1000 + 60);
  await cloud.clock.advance({ minutes: 10 });
  expect(await readAll(client, TableName)).toEqual([]);
  await restoreTo(client, TableName, 'restored', START + 1000);
  await cloud.clock.settle();
  expect(await readAll(client, 'restored')).toHaveLength(1);
  await cloud.clock.advance({ minutes: 10 });
  expect(await readAll(client, 'restored')).toHaveLength(1);
});

test('writes after the request are not restored, even of the same millisecond and while it runs', () =>
  slowly(
    () => testCloud({ startAt: START }),
    async (cloud) => {
      const client = dynamoDb(cloud);
      await createTable(client, TableName, 'id:S');
      await cloud.clock.advance({ seconds: 11 });
      await enableRecovery(client, TableName);
      await put(client, 'a', 1);
      await put(client, 'b', 1);
      await restoreTo(client, TableName, 'first');
      expect(await refusal(restoreTo(client, TableName, 'first'))).toBe(
        'TableInUseException: Table: first is already being restored from table: ' +
          `arn:aws:dynamodb:us-east-1:000000000000:table/${TableName}`,
      );
      await put(client, 'a', 2);
      await put(client, 'a', 3);
      await remove(client, 'b');
      await restoreTo(client, TableName, 'second');
      await put(client, 'a', 4);
      // Switching off takes nothing away from those that are on their way.
      await disableRecovery(client, TableName);
      await put(client, 'c', 5);
      await cloud.clock.advance({ seconds: 1 });
      await put(client, 'a', 6);
      await cloud.clock.advance({ seconds: 5 });
      expect(await readAll(client, 'first')).toEqual([item('a', 1), item('b', 1)]);
      expect(await readAll(client, 'second')).toEqual([item('a', 3)]);
    },
  ));

test('any moment equals what was then, whatever was written when', async () => {
  const ids = fc.integer({ min: 0, max: 5 }).map((n) => `item ${n}`);
  const step = fc.oneof(
    fc.record({ kind: fc.constant('put' as const), id: ids, n: fc.nat(99) }),
    fc.record({ kind: fc.constant('delete' as const), id: ids }),
    fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 1000 }) }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 40 }),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 }),
      async (steps, fractions) => {
        await using cloud = await testCloud({ startAt: START });
        const client = dynamoDb(cloud);
        await createTable(client, TableName, 'id:S');
        await enableRecovery(client, TableName);
        const model = new Map<string, Item>();
        const states = new Map<number, Item[]>();
        for (const one of steps) {
          if (one.kind === 'wait') await cloud.clock.advance(one.ms);
          else if (one.kind === 'put') {
            await put(client, one.id, one.n);
            model.set(one.id, item(one.id, one.n));
          } else {
            await remove(client, one.id);
            model.delete(one.id);
          }
          states.set(cloud.clock.now(), inOrder([...model.values()]));
        }
        const now = cloud.clock.now();
        const moments = [...fractions.map((fraction) => Math.round(START + fraction * (now - START))), START, now];
        for (const [n, at] of moments.entries()) {
          const known = [...states.keys()].filter((instant) => instant <= at);
          await restoreTo(client, TableName, `restored-${n}`, at);
          await cloud.clock.settle();
          expect(await readAll(client, `restored-${n}`)).toEqual(states.get(Math.max(...known)) ?? []);
        }
      },
    ),
    { numRuns: 25 },
  );
});

test('the oldest moment of a short period can be restored, however many days the table lived', async () => {
  await using cloud = await testCloud({ startAt: START });
  const client = dynamoDb(cloud);
  await createTable(client, TableName, 'id:S');
  await enableRecovery(client, TableName, 2);
  for (let day = 0; day < 6; day++) {
    await put(client, 'a', day);
    await put(client, `day ${day}`, day);
    await cloud.clock.advance({ days: 1 });
  }
  await restoreTo(client, TableName, 'restored', cloud.clock.now() - 2 * DAY_MS);
  await cloud.clock.settle();
  expect((await readAll(client, 'restored')).map(({ n }) => n!.N)).toEqual(['4', '0', '1', '2', '3', '4']);
});

import { DescribeTableCommand, UpdateTableCommand, type UpdateTableCommandInput } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, refusal } from './support.ts';

/** What UpdateTable lets together, and in what order it says no: as recorded against AWS in October 2026. */
type Change = Partial<UpdateTableCommandInput>;
const TableName = 'changing';
const index = (IndexName: string) => ({
  IndexName,
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' as const }],
  Projection: { ProjectionType: 'ALL' as const },
});
const units = (ReadCapacityUnits: number) => ({ ReadCapacityUnits, WriteCapacityUnits: ReadCapacityUnits });

async function withTable(isProvisioned = false) {
  const cloud = await testCloud();
  const client = dynamoDb(cloud);
  const throughput = isProvisioned ? { ProvisionedThroughput: units(2) } : {};
  await createTable(client, TableName, 'id:S', undefined, {
    ...(isProvisioned ? { BillingMode: 'PROVISIONED' } : {}),
    ...throughput,
    GlobalSecondaryIndexes: [{ ...index('byId'), ...throughput }],
  });
  const update = (change: Change) => client.send(new UpdateTableCommand({ TableName, ...change }));
  return { client, update, [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose]() };
}

const INVALID = 'ValidationException: One or more parameter values were invalid: ';
const NOTHING = /^ValidationException: At least one of ProvisionedThroughput, .* or TableClass is required$/;
const ALONE = (what: string) => `${INVALID}${what} must be the only operation in the request`;
const encryption: Change = { SSESpecification: { Enabled: true } };
const protection: Change = { DeletionProtectionEnabled: true };
const tableClass: Change = { TableClass: 'STANDARD_INFREQUENT_ACCESS' };
const warm: Change = { WarmThroughput: { ReadUnitsPerSecond: 13_000 } };
const limits: Change = { OnDemandThroughput: { MaxReadRequestUnits: 10 } };
const indexes = (...GlobalSecondaryIndexUpdates: NonNullable<Change['GlobalSecondaryIndexUpdates']>): Change => ({
  GlobalSecondaryIndexUpdates,
});
const ofIndex = (change: object, IndexName = 'byId') => indexes({ Update: { IndexName, ...change } });
const NO_WARM = (name: string) =>
  `${INVALID}WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond specified for index: ${name}`;
const ONLY_ON_DEMAND = `${INVALID}The only Updates for index: byId when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput`;
const NO_INDEX_CHANGES = `${INVALID}List of GlobalSecondaryIndexUpdates is empty`;

describe('refused', () => {
  test.each<[string, Change, string | RegExp]>([
    ['encryption before protection', { ...protection, ...encryption }, ALONE('Server-Side Encryption modification')],
    ['the class before protection', { ...protection, ...tableClass }, ALONE('TableClass modification')],
    ['protection before warm throughput', { ...warm, ...protection }, ALONE('DeletionProtection modification')],
    [
      'limits before warm throughput',
      { ...warm, ...limits },
      `${INVALID}OnDemandThroughput can only be combined with BillingMode in an UpdateTable request`,
    ],
    ['warm throughput with a billing mode', { ...warm, BillingMode: 'PAY_PER_REQUEST' }, ALONE('WarmThroughput')],
    ['no change of an index', indexes(), NOTHING],
    ['no change of an index, with another', { ...indexes(), ...protection }, NO_INDEX_CHANGES],
    ['no change of an index, with a billing mode', { ...indexes(), BillingMode: 'PAY_PER_REQUEST' }, NO_INDEX_CHANGES],
    ['no change of an index, with limits', { ...indexes(), ...limits }, NO_INDEX_CHANGES],
    ['an empty witness', { GlobalTableWitnessUpdates: [{}] }, NOTHING],
    ['a witness of no region', { GlobalTableWitnessUpdates: [{ Create: { RegionName: '' } }] }, NOTHING],
    ['an empty warm throughput', { WarmThroughput: {} }, NOTHING],
    ['empty limits', { OnDemandThroughput: {} }, NOTHING],
    [
      'an empty warm throughput with one that is not for it',
      { WarmThroughput: {}, ProvisionedThroughput: units(1) },
      `${INVALID}Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST`,
    ],
    ['an empty warm throughput of an index', ofIndex({ WarmThroughput: {} }), NO_WARM('byId')],
    ['the same of no index', ofIndex({ WarmThroughput: {} }, 'ghost'), NO_WARM('ghost')],
    ['the same before what excludes it', { ...tableClass, ...ofIndex({ WarmThroughput: {} }) }, NO_WARM('byId')],
    ['the same before the table', { TableName: 'missing', ...ofIndex({ WarmThroughput: {} }) }, NO_WARM('byId')],
    [
      'an empty warm throughput of no table',
      { TableName: 'missing', WarmThroughput: {} },
      'ResourceNotFoundException: Requested resource not found: Table: missing not found',
    ],
    ['an index by its name alone', ofIndex({}), ONLY_ON_DEMAND],
    ['empty limits of an index', ofIndex({ OnDemandThroughput: {} }), ONLY_ON_DEMAND],
    [
      'empty limits of no index',
      ofIndex({ OnDemandThroughput: {} }, 'ghost'),
      'ResourceNotFoundException: Requested resource not found: Index ghost for table changing',
    ],
    [
      'an index without definitions',
      indexes({ Create: index('other') }),
      `${INVALID}AttributeDefinitions is not specified for index: other`,
    ],
  ])('%s', async (_, change, expected) => {
    await using table = await withTable();
    const said = await refusal(table.update(change));
    if (typeof expected === 'string') expect(said).toBe(expected);
    else expect(said).toMatch(expected);
  });

  test('the throughput that an index has', async () => {
    await using table = await withTable(true);
    expect(await refusal(table.update(ofIndex({ ProvisionedThroughput: units(2) })))).toBe(
      'ValidationException: The provisioned throughput for the index byId will not change. The requested value equals the current value. ' +
        'Current ReadCapacityUnits provisioned for index byId: 2. Requested ReadCapacityUnits: 2. ' +
        'Current WriteCapacityUnits provisioned for index byId: 2. Requested WriteCapacityUnits: 2. ' +
        'Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.',
    );
    expect(await refusal(table.update(ofIndex({})))).toBe(
      `${INVALID}Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: byId`,
    );
  });
});

test('an empty throughput is as good as none beside another change', async () => {
  await using table = await withTable();
  await table.update(limits);
  const others: readonly Change[] = [{ DeletionProtectionEnabled: false }, tableClass];
  for (const other of others) {
    await table.update({ WarmThroughput: {}, ...other });
  }
  await table.update({ OnDemandThroughput: {}, BillingMode: 'PAY_PER_REQUEST' });
  const { Table } = await table.client.send(new DescribeTableCommand({ TableName }));
  expect(Table).toMatchObject({
    OnDemandThroughput: { MaxReadRequestUnits: 10 },
    TableClassSummary: { TableClass: 'STANDARD_INFREQUENT_ACCESS' },
    WarmThroughput: { ReadUnitsPerSecond: 12_000 },
  });
});

test('CreateTable asks for the use of every definition before it looks at its indexes', async () => {
  await using table = await withTable();
  const create = (names: string, Projection: object) =>
    createTable(table.client, 'other', 'pk:S', 'sk:S', {
      AttributeDefinitions: names.split(' ').map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      GlobalSecondaryIndexes: [{ ...index('byA'), KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' }], Projection }],
    });
  expect(await refusal(create('pk sk a b c', {}))).toBe(
    `${INVALID}Some AttributeDefinitions are not used. AttributeDefinitions: [sk, a, b, pk, c], keys used: [a, sk, pk]`,
  );
  expect(await refusal(create('pk sk a', {}))).toBe(`${INVALID}Unknown ProjectionType: null`);
});

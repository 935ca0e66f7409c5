import { expect, test } from 'vitest';
import type { Input } from './api.ts';
import { toTableDefinition } from './table-definition.ts';

const input: Input<'CreateTable'> = {
  TableName: 'orders',
  AttributeDefinitions: [
    { AttributeName: 'p', AttributeType: 'S' },
    { AttributeName: 'g', AttributeType: 'S' },
  ],
  KeySchema: [{ AttributeName: 'p', KeyType: 'HASH' }],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byG',
      KeySchema: [{ AttributeName: 'g', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  BillingMode: 'PAY_PER_REQUEST',
};

test('each error hides those below it', () => {
  const faults: readonly [Partial<Input<'CreateTable'>>, RegExp][] = [
    [{ BillingMode: 'PROVISIONED' }, /ReadCapacityUnits and WriteCapacityUnits must both be specified/],
    [{ KeySchema: [{ AttributeName: 'x', KeyType: 'RANGE' }] }, /Some index key attributes are not defined/],
    [{ GlobalSecondaryIndexes: [] }, /List of GlobalSecondaryIndexes is empty/],
  ];
  for (const at of faults.keys()) {
    const wrong = Object.assign({}, input, ...faults.slice(at).map(([change]) => change));
    expect(() => toTableDefinition(wrong, 0)).toThrow(faults[at]![1]);
  }
});

test('every definition has a use', () => {
  const AttributeDefinitions = [...input.AttributeDefinitions!, { AttributeName: 'x', AttributeType: 'N' as const }];
  expect(() => toTableDefinition({ ...input, AttributeDefinitions }, 0)).toThrow(
    'One or more parameter values were invalid: Some AttributeDefinitions are not used. AttributeDefinitions: [p, x, g], keys used: [p, g]',
  );
});

test('a provisioned table provisions its global indexes too', () => {
  const provisioned = {
    ...input,
    BillingMode: 'PROVISIONED' as const,
    ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
  };
  expect(() => toTableDefinition(provisioned, 0)).toThrow(
    'One or more parameter values were invalid: ProvisionedThroughput is not specified for index: byG',
  );
});

test('what is not here yet is refused instead of ignored', () => {
  expect(() => toTableDefinition({ ...input, VectorIndexes: [] }, 0)).toThrow(/does not implement VectorIndexes/);
});

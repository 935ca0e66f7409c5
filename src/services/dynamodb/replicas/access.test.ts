import { expect, test } from 'vitest';
import { accessOf } from './access.ts';

const arn = (region: string) => `arn:aws:dynamodb:${region}:000000000000:table/world`;
const ask = (action: string, region: string) => ({ action: `dynamodb:${action}`, resources: [arn(region)] });

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2gt_IAM.html */
test('who adds a replica must be allowed to make it, and to write and read there', () => {
  const ReplicaUpdates = [{ Create: { RegionName: 'us-west-2' } }];
  expect(accessOf({ ReplicaUpdates }, arn('us-east-1'))).toEqual([
    ask('UpdateTable', 'us-east-1'),
    ask('CreateTable', 'us-west-2'),
    ask('CreateTableReplica', 'us-west-2'),
    ask('Scan', 'us-west-2'),
    ask('Query', 'us-west-2'),
    ask('UpdateItem', 'us-west-2'),
    ask('PutItem', 'us-west-2'),
    ask('GetItem', 'us-west-2'),
    ask('DeleteItem', 'us-west-2'),
    ask('BatchWriteItem', 'us-west-2'),
  ]);
});

test('who deletes a replica must be allowed to delete its table', () => {
  const ReplicaUpdates = [{ Delete: { RegionName: 'us-west-2' } }];
  expect(accessOf({ ReplicaUpdates }, arn('us-east-1'))).toEqual([
    ask('UpdateTable', 'us-east-1'),
    ask('DeleteTable', 'us-west-2'),
    ask('DeleteTableReplica', 'us-west-2'),
  ]);
});

test('any other change asks on the table alone', () => {
  const Update = { RegionName: 'us-west-2', TableClassOverride: 'STANDARD' as const };
  expect(accessOf({ ReplicaUpdates: [{ Update }] }, arn('us-east-1'))).toEqual([ask('UpdateTable', 'us-east-1')]);
  expect(accessOf({}, arn('us-east-1'))).toEqual([ask('UpdateTable', 'us-east-1')]);
});

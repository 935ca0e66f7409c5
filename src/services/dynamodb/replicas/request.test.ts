import type { ReplicationGroupUpdate } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { toReplicaAction } from './request.ts';

const create = (RegionName: string): ReplicationGroupUpdate => ({ Create: { RegionName } });
const remove = (RegionName: string): ReplicationGroupUpdate => ({ Delete: { RegionName } });

test('one change of one replica, and the same one twice is one', () => {
  expect(toReplicaAction([create('us-east-1')])).toMatchObject({ kind: 'create', region: 'us-east-1' });
  expect(toReplicaAction([create('us-east-1'), create('us-east-1')])).toMatchObject({ kind: 'create' });
  expect(toReplicaAction([remove('us-east-1')])).toEqual({ kind: 'delete', region: 'us-east-1' });
});

const KINDS = 'Update table operation with more than one type of replica actions not allowed.';
const SEVERAL = 'Update table operation with more than one create or delete replica actions not allowed';
const NONE = 'There are no actions specified in the Replica Update Action of the request.';

test.each<[string, ReplicationGroupUpdate[], string]>([
  ['two kinds in one', [{ ...create('us-east-1'), ...remove('us-west-2') }], KINDS],
  ['two kinds', [create('us-east-1'), remove('us-west-2')], KINDS],
  ['two creations', [create('us-east-1'), create('us-west-2')], SEVERAL],
  ['two deletions', [remove('us-east-1'), remove('us-west-2')], SEVERAL],
  ['nothing', [{}], NONE],
  ['an update of nothing', [{ Update: { RegionName: 'us-east-1' } }], NONE],
  [
    'an update of nothing of an index',
    [{ Update: { RegionName: 'us-east-1', GlobalSecondaryIndexes: [{ IndexName: 'byDay' }] } }],
    NONE,
  ],
  [
    'updates of two replicas',
    ['us-east-1', 'us-west-2'].map((RegionName) => ({ Update: { RegionName, TableClassOverride: 'STANDARD' } })),
    'Cannot target multiple regions with the same action',
  ],
])('%s is refused', (_, updates, message) => {
  expect(() => toReplicaAction(updates)).toThrow(message);
});

import { toPattern, matches } from '../../../auth/iam/wildcard.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-iam-actions.html */
const POLICY_ACTIONS = ['DeleteResourcePolicy', 'GetResourcePolicy', 'PutResourcePolicy'];

const TABLE_ACTIONS = [
  ...POLICY_ACTIONS,
  'BatchGetItem',
  'BatchWriteItem',
  'ConditionCheckItem',
  'CreateBackup',
  'CreateTableReplica',
  'DeleteItem',
  'DeleteTable',
  'DeleteTableReplica',
  'DescribeContinuousBackups',
  'DescribeContributorInsights',
  'DescribeKinesisStreamingDestination',
  'DescribeTable',
  'DescribeTableReplicaAutoScaling',
  'DescribeTimeToLive',
  'DisableKinesisStreamingDestination',
  'EnableKinesisStreamingDestination',
  'ExportTableToPointInTime',
  'GetItem',
  'ListTagsOfResource',
  'PartiQLDelete',
  'PartiQLInsert',
  'PartiQLSelect',
  'PartiQLUpdate',
  'PutItem',
  'Query',
  'ReadDataForReplication',
  'ReplicateSettings',
  'RestoreTableToPointInTime',
  'Scan',
  'TagResource',
  'UntagResource',
  'UpdateContinuousBackups',
  'UpdateContributorInsights',
  'UpdateItem',
  'UpdateKinesisStreamingDestination',
  'UpdateTable',
  'UpdateTableReplicaAutoScaling',
  'UpdateTimeToLive',
  'WriteDataForReplication',
];

const STREAM_ACTIONS = [...POLICY_ACTIONS, 'DescribeStream', 'GetRecords', 'GetShardIterator'];

export type PolicyOwner = 'table' | 'stream';

/** Whether a policy of a table, or of a stream, can speak of the action; `*` stands for any letters. */
export function isActionOf(owner: PolicyOwner, action: string): boolean {
  const pattern = toPattern(action.toLowerCase(), '2008-10-17', {})!;
  const actions = owner === 'table' ? TABLE_ACTIONS : STREAM_ACTIONS;
  return actions.some((name) => matches(pattern, `dynamodb:${name.toLowerCase()}`));
}

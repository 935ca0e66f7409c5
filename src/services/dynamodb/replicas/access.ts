import type { ReplicationGroupUpdate } from '@aws-sdk/client-dynamodb';
import type { AuthorizationQuestion } from '../../../kernel/operation.ts';

/** What the one who adds a replica must be allowed in its region: what the replication does there is done in his name. */
const CREATE_ACTIONS = [
  'CreateTable',
  'CreateTableReplica',
  'Scan',
  'Query',
  'UpdateItem',
  'PutItem',
  'GetItem',
  'DeleteItem',
  'BatchWriteItem',
];
const DELETE_ACTIONS = ['DeleteTable', 'DeleteTableReplica'];

interface UpdateInput {
  readonly ReplicaUpdates?: readonly ReplicationGroupUpdate[] | undefined;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2gt_IAM.html */
export function accessOf({ ReplicaUpdates = [] }: UpdateInput, tableArn: string): readonly AuthorizationQuestion[] {
  const inRegion = (region: string) => tableArn.split(':').with(3, region).join(':');
  const questionsOf = (actions: readonly string[], region: string | undefined): readonly AuthorizationQuestion[] =>
    region === undefined
      ? []
      : actions.map((action) => ({ action: `dynamodb:${action}`, resources: [inRegion(region)] }));
  return [
    { action: 'dynamodb:UpdateTable', resources: [tableArn] },
    ...ReplicaUpdates.flatMap(({ Create, Delete }) => [
      ...questionsOf(CREATE_ACTIONS, Create?.RegionName),
      ...questionsOf(DELETE_ACTIONS, Delete?.RegionName),
    ]),
  ];
}

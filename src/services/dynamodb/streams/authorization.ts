import type { Authorizations } from '../../../kernel/operation.ts';
import type { DynamoDbStreams } from './api.ts';
import { arnOfIterator } from './shard-iterator.ts';

interface StreamInput {
  readonly StreamArn?: string | undefined;
}

const onStream = (action: string) => ({
  action: `dynamodb:${action}`,
  resources: (input: StreamInput) => [input.StreamArn ?? '*'],
});

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
export const authorization: Authorizations<DynamoDbStreams> = {
  DescribeStream: onStream('DescribeStream'),
  GetRecords: {
    action: 'dynamodb:GetRecords',
    resources: ({ ShardIterator }) => [arnOfIterator(ShardIterator ?? '*')],
  },
  GetShardIterator: onStream('GetShardIterator'),
  ListStreams: { action: 'dynamodb:ListStreams', resources: () => ['*'] },
};

import { defineService } from '../../../kernel/service.ts';
import { validationError } from '../errors.ts';
import type { DynamoDbStreams } from './api.ts';
import { authorization } from './authorization.ts';
import { constraints } from './constraints.ts';
import { describeStream } from './operations/describe-stream.ts';
import { getRecords } from './operations/get-records.ts';
import { getShardIterator } from './operations/get-shard-iterator.ts';
import { listStreams } from './operations/list-streams.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB_Streams.html */
export const service = defineService<DynamoDbStreams>({
  name: 'dynamodbstreams',
  schemas: () => import('@aws-sdk/client-dynamodb-streams'),
  operations: {
    DescribeStream: describeStream,
    GetRecords: getRecords,
    GetShardIterator: getShardIterator,
    ListStreams: listStreams,
  },
  authorization,
  constraints,
  validationError,
});

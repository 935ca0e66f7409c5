import type { AttributeValue, DynamoDBClient, StreamViewType } from '@aws-sdk/client-dynamodb';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  type GetRecordsCommandOutput,
  GetShardIteratorCommand,
  type _Record,
  type GetShardIteratorCommandInput,
  type Shard,
} from '@aws-sdk/client-dynamodb-streams';
import type { TestCloud } from '../../support/cloud.ts';

export const dynamoDbStreams = (cloud: TestCloud): DynamoDBStreamsClient => cloud.client(DynamoDBStreamsClient);

export const enabled = (StreamViewType: StreamViewType = 'NEW_AND_OLD_IMAGES') => ({
  StreamSpecification: { StreamEnabled: true, StreamViewType },
});

export async function latestStreamArn(client: DynamoDBClient, TableName: string): Promise<string> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  return Table!.LatestStreamArn!;
}

export async function shardsOf(client: DynamoDBStreamsClient, StreamArn: string): Promise<Shard[]> {
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
  return StreamDescription!.Shards!;
}

/** An iterator of the stream's last shard. */
export async function iterator(
  client: DynamoDBStreamsClient,
  StreamArn: string,
  more: Partial<GetShardIteratorCommandInput> = {},
): Promise<string> {
  const ShardId = (await shardsOf(client, StreamArn)).at(-1)!.ShardId!;
  const { ShardIterator } = await client.send(
    new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON', ...more }),
  );
  return ShardIterator!;
}

/** From an iterator to where nothing more is there, or the shard ends. */
export async function readAll(client: DynamoDBStreamsClient, start: string): Promise<_Record[]> {
  const records: _Record[] = [];
  for (let ShardIterator: string | undefined = start; ShardIterator;) {
    const page: GetRecordsCommandOutput = await client.send(new GetRecordsCommand({ ShardIterator }));
    if (page.Records!.length === 0) break;
    records.push(...page.Records!);
    ShardIterator = page.NextShardIterator;
  }
  return records;
}

/** All that a stream holds, parents before children. */
export async function readStream(client: DynamoDBStreamsClient, StreamArn: string): Promise<_Record[]> {
  const records: _Record[] = [];
  for (const { ShardId } of await shardsOf(client, StreamArn)) {
    const start = await iterator(client, StreamArn, { ShardId: ShardId! });
    records.push(...(await readAll(client, start)));
  }
  return records;
}

export type Image = Record<string, AttributeValue> | undefined;
export const imagesOf = ({ eventName, dynamodb }: _Record): [string, Image, Image] => [
  eventName!,
  dynamodb!.OldImage,
  dynamodb!.NewImage,
];

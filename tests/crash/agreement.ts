import { paginateScan, type AttributeValue, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  ListStreamsCommand,
  type _Record,
} from '@aws-sdk/client-dynamodb-streams';

type Rows = ReadonlyMap<string, Record<string, AttributeValue>>;
type Clients = { readonly dynamodb: DynamoDBClient; readonly streams: DynamoDBStreamsClient };

/** Mappings may go on writing: only two equal looks around the others are one state. */
const LOOKS = 50;

/** Where a table's index or its stream, replayed, tells something else than the table. */
export async function findDisagreements(clients: Clients, TableName: string, IndexName: string): Promise<string[]> {
  for (let look = 0; look < LOOKS; look++) {
    const before = await scan(clients.dynamodb, TableName);
    const entries = await scan(clients.dynamodb, TableName, IndexName);
    const replayed = replay(await readStream(clients.streams, TableName));
    const after = await scan(clients.dynamodb, TableName);
    if (toText(before) !== toText(after)) continue;
    const indexed = new Map([...before].filter(([, item]) => item['version']).map(([id]) => [id, {}]));
    return [
      ...(toText(replayed) === toText(before) ? [] : ['the stream, replayed, is not the table']),
      ...([...entries.keys()].sort().join() === [...indexed.keys()].sort().join()
        ? []
        : ['the index is not the table']),
    ];
  }
  return ['the table never came to rest'];
}

const toText = (rows: Rows): string => JSON.stringify([...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(sorted));

const sorted = ([id, item]: [string, Record<string, AttributeValue>]) => [
  id,
  Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)),
];

async function scan(client: DynamoDBClient, TableName: string, IndexName?: string): Promise<Rows> {
  const rows = new Map<string, Record<string, AttributeValue>>();
  for await (const page of paginateScan({ client }, { TableName, ...(IndexName ? { IndexName } : {}) })) {
    for (const item of page.Items ?? []) rows.set(item['id']!.S!, item);
  }
  return rows;
}

function replay(records: readonly _Record[]): Rows {
  const rows = new Map<string, Record<string, AttributeValue>>();
  for (const { dynamodb } of records) {
    const id = dynamodb!.Keys!['id']!.S!;
    if (dynamodb!.NewImage) rows.set(id, dynamodb!.NewImage);
    else rows.delete(id);
  }
  return rows;
}

async function readStream(client: DynamoDBStreamsClient, TableName: string): Promise<_Record[]> {
  const { Streams } = await client.send(new ListStreamsCommand({ TableName }));
  const { StreamArn } = Streams![0]!;
  const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
  const records: _Record[] = [];
  for (const { ShardId } of StreamDescription!.Shards!) {
    const start = new GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' });
    let { ShardIterator } = await client.send(start);
    while (ShardIterator) {
      const page = await client.send(new GetRecordsCommand({ ShardIterator }));
      if (page.Records!.length === 0) break;
      records.push(...page.Records!);
      ShardIterator = page.NextShardIterator;
    }
  }
  return records;
}

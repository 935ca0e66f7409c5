import {
  DescribeTableCommand,
  DynamoDBClient,
  paginateScan,
  UpdateTableCommand,
  type ReplicationGroupUpdate,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { TestCloud } from '../../support/cloud.ts';
import { imagesOf, latestStreamArn, readStream } from './streams-support.ts';
import { createTable, type Item } from './support.ts';

export const EAST = 'us-east-1';
export const WEST = 'us-west-2';
export const IRELAND = 'eu-west-1';
export const REGIONS = [EAST, WEST, IRELAND] as const;
export type Region = (typeof REGIONS)[number];
export type World = Readonly<Record<Region, DynamoDBClient>>;

export const TableName = 'world';

/** A client in each region of one cloud. */
export function worldOf(cloud: TestCloud): World {
  const clients = REGIONS.map((region) => [region, cloud.client(DynamoDBClient, { region })] as const);
  return Object.fromEntries(clients) as World;
}

export const update = (client: DynamoDBClient, ...ReplicaUpdates: ReplicationGroupUpdate[]) =>
  client.send(new UpdateTableCommand({ TableName, ReplicaUpdates }));

/** Adds a replica, and waits until it holds everything. */
export async function addReplica(cloud: TestCloud, client: DynamoDBClient, RegionName: string): Promise<void> {
  await update(client, { Create: { RegionName } });
  await cloud.clock.settle();
}

/** A table `id:S` with replicas in all three regions. */
export async function globalTable(cloud: TestCloud, more = {}): Promise<World> {
  const world = worldOf(cloud);
  await createTable(world[EAST], TableName, 'id:S', undefined, more);
  await addReplica(cloud, world[EAST], WEST);
  await addReplica(cloud, world[EAST], IRELAND);
  return world;
}

export async function describe(client: DynamoDBClient): Promise<TableDescription> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  return Table!;
}

/** `us-west-2 ACTIVE`, sorted. */
export const replicasOf = ({ Replicas = [] }: TableDescription): string[] =>
  Replicas.map(({ RegionName, ReplicaStatus }) => `${RegionName} ${ReplicaStatus}`).sort();

/** All items by their ids, the attributes in order. */
export async function contentOf(client: DynamoDBClient): Promise<Record<string, Item>> {
  const items: Item[] = [];
  for await (const page of paginateScan({ client }, { TableName })) items.push(...page.Items!);
  const entries = items.map((item) => [item['id']!.S!, item] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What a replica's stream tells: names and images. */
export async function streamOf(cloud: TestCloud, client: DynamoDBClient, region: Region) {
  const streams = cloud.client(DynamoDBStreamsClient, { region });
  const records = await readStream(streams, await latestStreamArn(client, TableName));
  return records.map((record) => ({ images: imagesOf(record), by: record.userIdentity?.PrincipalId }));
}

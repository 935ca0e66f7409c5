import type { TableDescription } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../kernel/aws-error.ts';
import type { CapacityKind } from '../../kernel/consumed-capacity.ts';
import type { Context } from './api.ts';
import { DECREASE_INTERVAL_MS, FREE_DECREASES_PER_DAY } from './limits.ts';
import type { TargetKey } from './scalable-target.ts';

/** What a resource has now, as DynamoDB describes it. */
export interface ProvisionedCapacity {
  readonly arn: string;
  readonly kind: CapacityKind;
  readonly current: number;
  /** What goes along unchanged: UpdateTable takes both. */
  readonly other: number;
  readonly createdAt: number;
  readonly decreasesToday: number;
  readonly decreasedAt: number | undefined;
}

interface Resource {
  readonly TableName: string;
  readonly IndexName: string | undefined;
}

export function toResource({ resourceId }: TargetKey): Resource {
  const [, TableName, , IndexName] = resourceId.split('/');
  return { TableName: TableName!, IndexName };
}

/** Undefined where there is no such table or index. */
export async function describeResource(ctx: Context, key: TargetKey): Promise<TableDescription | undefined> {
  const { TableName, IndexName } = toResource(key);
  try {
    const { Table } = await ctx.aws.dynamodb.describeTable({ TableName });
    const hasIndex = Table?.GlobalSecondaryIndexes?.some((index) => index.IndexName === IndexName);
    return IndexName === undefined || hasIndex ? Table : undefined;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ResourceNotFoundException') return undefined;
    throw error;
  }
}

/** Undefined where there is nothing to scale: no such resource (any more), or it is on demand. */
export async function findCapacity(ctx: Context, key: TargetKey): Promise<ProvisionedCapacity | undefined> {
  const table = await describeResource(ctx, key);
  const { IndexName } = toResource(key);
  const index = table?.GlobalSecondaryIndexes?.find((one) => one.IndexName === IndexName);
  const throughput = (index ?? table)?.ProvisionedThroughput;
  if (!table || !throughput?.ReadCapacityUnits || !throughput.WriteCapacityUnits) return undefined;
  const kind = key.dimension.endsWith(':ReadCapacityUnits') ? 'read' : 'write';
  const { ReadCapacityUnits: read, WriteCapacityUnits: write } = throughput;
  return {
    arn: (index?.IndexArn ?? table.TableArn)!,
    kind,
    current: kind === 'read' ? read : write,
    other: kind === 'read' ? write : read,
    createdAt: table.CreationDateTime?.getTime() ?? 0,
    decreasesToday: throughput.NumberOfDecreasesToday ?? 0,
    decreasedAt: throughput.LastDecreaseDateTime?.getTime(),
  };
}

export async function setCapacity(ctx: Context, key: TargetKey, found: ProvisionedCapacity, units: number) {
  const { TableName, IndexName } = toResource(key);
  const ProvisionedThroughput =
    found.kind === 'read'
      ? { ReadCapacityUnits: units, WriteCapacityUnits: found.other }
      : { ReadCapacityUnits: found.other, WriteCapacityUnits: units };
  await ctx.aws.dynamodb.updateTable(
    IndexName === undefined
      ? { TableName, ProvisionedThroughput }
      : { TableName, GlobalSecondaryIndexUpdates: [{ Update: { IndexName, ProvisionedThroughput } }] },
  );
}

/** DynamoDB lets capacity go down four times a day, and then once an hour. */
export const canDecrease = ({ decreasesToday, decreasedAt }: ProvisionedCapacity, now: number): boolean =>
  decreasesToday < FREE_DECREASES_PER_DAY || now >= (decreasedAt ?? 0) + DECREASE_INTERVAL_MS;

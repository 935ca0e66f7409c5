import type { Bytes } from '../../../lib/tuple.ts';
import type { CapacityKind } from '../../../kernel/consumed-capacity.ts';
import type { AwsError } from '../../../kernel/aws-error.ts';
import { provisionedThroughputExceeded, onDemandThroughputExceeded, partitionThroughputExceeded } from '../errors.ts';
import { BURST_SECONDS, PARTITION_READ_UNITS, PARTITION_WRITE_UNITS } from '../limits.ts';
import { tableArn, type Index, type Table, type Throughput } from '../table.ts';
import type { Limit } from './buckets.ts';
import type { ThrottleMode } from './mode.ts';

/** A limit, and what DynamoDB says when it is reached. */
export interface ThrottlingLimit extends Limit {
  readonly refusal: () => AwsError;
}

/** Where units are taken from: a table, or a global index. Local indexes live on their table's capacity. */
export interface Source {
  readonly table: Table;
  readonly index?: Pick<Index, 'kind' | 'name' | 'throughput' | 'onDemandLimits' | 'indexId'> | undefined;
  /** The key of the partition that is read or written, where it is one. */
  readonly partition?: Bytes | undefined;
}

export function limitsOf(source: Source, kind: CapacityKind, mode: ThrottleMode): readonly ThrottlingLimit[] {
  const resource = toResource(source, kind);
  return [
    ...configuredLimit(source, kind, resource),
    ...(mode === 'partition' ? partitionLimit(source, kind, resource) : []),
  ];
}

interface Resource {
  readonly id: string;
  readonly arn: string;
  /** The first two parts of a throttling reason: `TableRead`, `IndexWrite`. */
  readonly reason: string;
}

function toResource({ table, index }: Source, kind: CapacityKind): Resource {
  const operation = kind === 'read' ? 'Read' : 'Write';
  if (index?.kind !== 'global') return { id: table.tableId, arn: tableArn(table), reason: `Table${operation}` };
  return { id: index.indexId, arn: `${tableArn(table)}/index/${index.name}`, reason: `Index${operation}` };
}

/** What its owner has provisioned, or where its owner wants on-demand capacity to end. */
function configuredLimit({ table, index }: Source, kind: CapacityKind, resource: Resource): readonly ThrottlingLimit[] {
  const isIndex = index?.kind === 'global';
  const name = `${resource.id}/${kind}`;
  const createdAt = table.activeAt;
  if (table.billing.mode === 'PROVISIONED') {
    const throughput = isIndex ? index.throughput : table.billing.throughput;
    if (!throughput) return [];
    const refusal = () =>
      provisionedThroughputExceeded(isIndex, `${resource.reason}ProvisionedThroughputExceeded`, resource.arn);
    return [{ name, createdAt, unitsPerSecond: unitsOf(throughput, kind), burstSeconds: BURST_SECONDS, refusal }];
  }
  const limits = isIndex ? index.onDemandLimits : table.onDemandLimits;
  const max = kind === 'read' ? limits?.maxReadUnits : limits?.maxWriteUnits;
  if (max === undefined || max < 0) return [];
  const refusal = () => onDemandThroughputExceeded(`${resource.reason}MaxOnDemandThroughputExceeded`, resource.arn);
  return [{ name, createdAt, unitsPerSecond: max, burstSeconds: 1, refusal }];
}

const unitsOf = ({ readUnits, writeUnits }: Throughput, kind: CapacityKind): number =>
  kind === 'read' ? readUnits : writeUnits;

/** What a partition serves is the same for all, and bursts do not help it. */
function partitionLimit(
  { table, partition }: Source,
  kind: CapacityKind,
  resource: Resource,
): readonly ThrottlingLimit[] {
  if (!partition) return [];
  const refusal = () =>
    partitionThroughputExceeded(table.billing.mode, `${resource.reason}KeyRangeThroughputExceeded`, resource.arn);
  return [
    {
      name: `${resource.id}/${kind}/${partition.binary}`,
      createdAt: table.activeAt,
      unitsPerSecond: kind === 'read' ? PARTITION_READ_UNITS : PARTITION_WRITE_UNITS,
      burstSeconds: 1,
      refusal,
    },
  ];
}

import { limitExceeded } from './errors.ts';
import { MAX_GLOBAL_INDEXES, TABLE_MAX_CAPACITY_UNITS } from './limits.ts';
import type { Index, OnDemandLimits, Table, Throughput } from './table.ts';

type Quoted = Pick<Table, 'region' | 'billing' | 'onDemandLimits' | 'warmThroughput'> & {
  readonly indexes: readonly Omit<Index, 'indexId'>[];
};

/**
 * What an account may have of a table, and no more. Throws LimitExceededException.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
 */
export function requireWithinQuota({ region, billing, indexes, onDemandLimits, warmThroughput }: Quoted): void {
  requireThroughput(billing.throughput, region);
  requireLimits(onDemandLimits, 'table', region);
  requireWarmThroughput(warmThroughput, 'table', region);
  for (const index of indexes) {
    requireThroughput(index.throughput, region, index.name);
    requireLimits(index.onDemandLimits, `index : ${index.name}`, region);
    requireWarmThroughput(index.warmThroughput, `index ${index.name}`, region);
  }
  if (indexes.filter(({ kind }) => kind === 'global').length > MAX_GLOBAL_INDEXES) {
    throw limitExceeded(
      `Subscriber limit exceeded: Number of global secondary indexes exceeds per-table limit of ${MAX_GLOBAL_INDEXES}`,
    );
  }
}

/** What is said of an index is recorded in part. */
function requireThroughput(throughput: Throughput | undefined, region: string, index?: string): void {
  const asked = throughput && firstAbove(throughput.readUnits, throughput.writeUnits);
  if (!asked) return;
  const [kind, of] = index === undefined ? ['table', ''] : ['index', ` for index ${index}`];
  throw limitExceeded(
    `The requested ${asked.unit}CapacityUnits${of}, ${asked.units}, is above the per ${kind} maximum for the account in ${region}. ` +
      `Per ${kind} maximum: ${TABLE_MAX_CAPACITY_UNITS}. ` +
      'Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.',
  );
}

function requireLimits(limits: OnDemandLimits | undefined, name: string, region: string): void {
  const asked = limits && firstAbove(limits.maxReadUnits ?? 0, limits.maxWriteUnits ?? 0);
  if (asked)
    throw aboveTableMaximum(`Max${asked.unit}RequestUnits for OnDemandThroughput for ${name}`, asked.unit, region);
}

function requireWarmThroughput(warm: Throughput | undefined, name: string, region: string): void {
  const asked = warm && firstAbove(warm.readUnits, warm.writeUnits);
  if (asked) throw aboveTableMaximum(`${asked.unit}UnitsPerSecond for WarmThroughput for ${name}`, asked.unit, region);
}

const aboveTableMaximum = (what: string, unit: string, region: string) =>
  limitExceeded(
    `Subscriber limit exceeded: Requested ${what} exceeds TableMax${unit}CapacityUnits of the account in region ${region}`,
  );

function firstAbove(readUnits: number, writeUnits: number) {
  if (readUnits > TABLE_MAX_CAPACITY_UNITS) return { unit: 'Read', units: readUnits };
  return writeUnits > TABLE_MAX_CAPACITY_UNITS ? { unit: 'Write', units: writeUnits } : undefined;
}

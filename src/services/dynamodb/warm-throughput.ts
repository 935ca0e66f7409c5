import { invalidParameter } from './errors.ts';
import { ON_DEMAND_WARM_READ_UNITS, ON_DEMAND_WARM_WRITE_UNITS } from './limits.ts';
import type { Billing, Throughput } from './table.ts';

/** What a table or an index can take at once; `throughput` is an index's own. */
interface Owner {
  readonly warmThroughput?: Throughput;
  readonly throughput?: Throughput;
}

interface WarmThroughputInput {
  readonly ReadUnitsPerSecond?: number | undefined;
  readonly WriteUnitsPerSecond?: number | undefined;
}

/** Never less than what it is provisioned with, or begins with on demand. */
export function currentWarmThroughput(billing: Billing, { warmThroughput, throughput }: Owner): Throughput {
  const least = leastWarmThroughput(billing, throughput);
  return {
    readUnits: Math.max(least.readUnits, warmThroughput?.readUnits ?? 0),
    writeUnits: Math.max(least.writeUnits, warmThroughput?.writeUnits ?? 0),
  };
}

const leastWarmThroughput = ({ mode, throughput }: Billing, own: Throughput | undefined): Throughput =>
  mode === 'PROVISIONED'
    ? (own ?? throughput)
    : { readUnits: ON_DEMAND_WARM_READ_UNITS, writeUnits: ON_DEMAND_WARM_WRITE_UNITS };

const ON_DEMAND =
  'initial throughput for OnDemand. See: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html#on-demand-capacity-mode-initial';

/** Of a new table or index. `name` is what errors call it. */
export function newWarmThroughput(
  input: WarmThroughputInput | undefined,
  billing: Billing,
  own: Throughput | undefined,
  name: string,
): { readonly warmThroughput?: Throughput } {
  const floor = (unit: string) =>
    billing.mode === 'PROVISIONED' ? `${unit}CapacityUnits of ProvisionedThroughput` : ON_DEMAND;
  return atLeast(input, leastWarmThroughput(billing, own), name, (unit) => `is lower than ${floor(unit)}`);
}

/** Of one that is there: warm throughput only grows. */
export const raisedWarmThroughput = (
  input: WarmThroughputInput | undefined,
  billing: Billing,
  owner: Owner,
  name: string,
): { readonly warmThroughput?: Throughput } =>
  atLeast(
    input,
    currentWarmThroughput(billing, owner),
    name,
    () => 'is lower than current WarmThroughput, decreasing WarmThroughput is not supported',
  );

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html */
function atLeast(
  input: WarmThroughputInput | undefined,
  least: Throughput,
  name: string,
  problem: (unit: 'Read' | 'Write') => string,
): { readonly warmThroughput?: Throughput } {
  if (input?.ReadUnitsPerSecond === undefined && input?.WriteUnitsPerSecond === undefined) return {};
  const { ReadUnitsPerSecond: readUnits = least.readUnits, WriteUnitsPerSecond: writeUnits = least.writeUnits } = input;
  const low = readUnits < least.readUnits ? 'Read' : writeUnits < least.writeUnits ? 'Write' : undefined;
  if (low) throw invalidParameter(`Requested ${low}UnitsPerSecond for WarmThroughput for ${name} ${problem(low)}`);
  return { warmThroughput: { readUnits, writeUnits } };
}

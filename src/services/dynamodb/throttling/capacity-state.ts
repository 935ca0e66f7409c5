import type { CapacityKind, CapacityMeter, ConsumedCapacity } from '../../../kernel/consumed-capacity.ts';
import type { Consumption } from '../capacity.ts';
import { tableArn, type Index, type Table } from '../table.ts';
import { Buckets } from './buckets.ts';
import { defaultThrottleMode, type ThrottleMode } from './mode.ts';

/** What DynamoDB keeps in memory of the capacity that its tables use. */
export class CapacityState {
  readonly defaultMode: ThrottleMode = defaultThrottleMode();
  readonly buckets = new Buckets();
  readonly #consumed: ConsumedCapacity;
  /** By the table's row as decoded, so that a request finds its meter without making an ARN. */
  readonly #meters = new WeakMap<Table, CapacityMeter>();

  constructor(consumed: ConsumedCapacity) {
    this.#consumed = consumed;
  }

  meter(table: Table, kind: CapacityKind, { tableUnits, indexes }: Consumption, now: number): void {
    let units = tableUnits;
    for (const part of indexes) {
      if (part.index.kind === 'local') units += part.units;
      else this.#consumed.meter(indexArn(table, part.index)).add(kind, part.units, now);
    }
    if (units > 0) this.#meterOf(table).add(kind, units, now);
  }

  #meterOf(table: Table): CapacityMeter {
    let meter = this.#meters.get(table);
    if (!meter) this.#meters.set(table, (meter = this.#consumed.meter(tableArn(table))));
    return meter;
  }
}

const indexArn = (table: Table, { name }: Pick<Index, 'name'>): string => `${tableArn(table)}/index/${name}`;

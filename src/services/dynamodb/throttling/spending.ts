import type { Bytes } from '../../../lib/tuple.ts';
import type { AwsError } from '../../../kernel/aws-error.ts';
import type { CapacityKind } from '../../../kernel/consumed-capacity.ts';
import type { Context } from '../api.ts';
import type { Consumption } from '../capacity.ts';
import { findIndex, type Table } from '../table.ts';
import type { Limit } from './buckets.ts';
import { limitsOf, type Source } from './limits-of-table.ts';
import type { ThrottleMode } from './mode.ts';

/**
 * A request is let through while anything is left, and pays when it is done, even if it then owes: what a Query costs
 * is known only then, and a transaction's body may run twice but has cost once.
 */
const modeOf = (ctx: Context, table: Table): ThrottleMode => table.throttle ?? ctx.state.capacity.defaultMode;

/** Throws where nothing is left of what the request is about to use. */
export function requireCapacity(ctx: Context, kind: CapacityKind, source: Source): void {
  if (modeOf(ctx, source.table) === 'off') return;
  const refusal = new Spending(ctx).refusal(kind, source);
  if (refusal) throw refusal;
}

/**
 * The same for a request that takes its time: it holds one unit until it is over, so that of many at once each finds
 * less than the one before. A transaction's body that runs again asks anew.
 */
export class CapacityHold {
  readonly #ctx: Context;
  #limits: readonly Limit[] = [];

  constructor(ctx: Context) {
    this.#ctx = ctx;
  }

  require(kind: CapacityKind, source: Source): void {
    this.release();
    const mode = modeOf(this.#ctx, source.table);
    if (mode === 'off') return;
    requireCapacity(this.#ctx, kind, source);
    this.#limits = limitsOf(source, kind, mode);
    for (const limit of this.#limits) this.#ctx.state.capacity.buckets.hold(limit);
  }

  release(): void {
    for (const limit of this.#limits) this.#ctx.state.capacity.buckets.release(limit);
    this.#limits = [];
  }
}

/** A write is refused as well where an index that it changes has nothing left. */
export function requireIndexCapacity(ctx: Context, table: Table, consumption: Consumption): void {
  if (consumption.indexes.length === 0 || modeOf(ctx, table) === 'off') return;
  const refusal = new Spending(ctx).indexRefusal(table, consumption);
  if (refusal) throw refusal;
}

/** Called once for what has been done. Costs a few nanoseconds where nothing throttles. */
export function spend(
  ctx: Context,
  kind: CapacityKind,
  table: Table,
  consumption: Consumption,
  partition?: Bytes,
): void {
  const now = ctx.clock.now();
  if (table.billing.mode === 'PROVISIONED') ctx.state.capacity.meter(table, kind, consumption, now);
  const mode = modeOf(ctx, table);
  if (mode === 'off') return;
  for (const { limit, units } of shares({ kind, table, consumption, partition }, mode)) {
    ctx.state.capacity.buckets.take(limit, units, now);
  }
}

interface Part {
  readonly kind: CapacityKind;
  readonly table: Table;
  readonly consumption: Consumption;
  readonly partition: Bytes | undefined;
}

/** What of a part each limit bears. */
function shares({ kind, table, consumption, partition }: Part, mode: ThrottleMode) {
  const { tableUnits, indexes } = consumption;
  const ofIndexes = indexes.map(({ index, units }) => ({
    source: { table, index: findIndex(table, index.name) },
    units,
  }));
  return [{ source: { table, partition }, units: tableUnits }, ...ofIndexes]
    .filter(({ units }) => units > 0)
    .flatMap(({ source, units }) => limitsOf(source, kind, mode).map((limit) => ({ limit, units })));
}

/** What a request of several parts is going to spend: a part finds less left for the parts before it. */
export class Spending {
  readonly #ctx: Context;
  readonly #now: number;
  readonly #parts: Part[] = [];
  readonly #pending = new Map<string, number>();

  constructor(ctx: Context) {
    this.#ctx = ctx;
    this.#now = ctx.clock.now();
  }

  /** Whether there is anything that it could run out of. */
  isLimited(table: Table): boolean {
    return modeOf(this.#ctx, table) !== 'off';
  }

  refusal(kind: CapacityKind, source: Source): AwsError | undefined {
    const mode = modeOf(this.#ctx, source.table);
    if (mode === 'off') return undefined;
    const { buckets } = this.#ctx.state.capacity;
    const limit = limitsOf(source, kind, mode).find(
      (one) => buckets.left(one, this.#now) - (this.#pending.get(one.name) ?? 0) <= 0,
    );
    return limit?.refusal();
  }

  /** A write that also changes indexes: any of them may refuse it. */
  indexRefusal(table: Table, { indexes }: Consumption): AwsError | undefined {
    for (const { index } of indexes) {
      const refusal = this.refusal('write', { table, index: findIndex(table, index.name) });
      if (refusal) return refusal;
    }
    return undefined;
  }

  add(kind: CapacityKind, table: Table, consumption: Consumption, partition?: Bytes): void {
    const part: Part = { kind, table, consumption, partition };
    this.#parts.push(part);
    const mode = modeOf(this.#ctx, table);
    if (mode === 'off') return;
    for (const { limit, units } of shares(part, mode)) {
      this.#pending.set(limit.name, (this.#pending.get(limit.name) ?? 0) + units);
    }
  }

  /** Once, when the request is done. */
  settle(): void {
    for (const { kind, table, consumption, partition } of this.#parts) {
      spend(this.#ctx, kind, table, consumption, partition);
    }
  }
}

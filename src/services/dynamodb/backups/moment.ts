import type { Table } from '../table.ts';

/**
 * A state of a table: what was written up to the instant `at`, and in that very millisecond, what was written while the
 * table counted `epoch` or less.
 */
export interface Moment {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly epoch: number;
}

/** What a table keeps of its past, see history.ts. */
export interface History {
  /** Grows with each moment that somebody may copy. */
  readonly epoch: number;
  /** When it last grew: no image is of before, even if the system's time was set back. */
  readonly since: number;
  /** Whether writes keep the old images now. */
  readonly isKept: boolean;
}

/**
 * The moment of now, and the table that from here on keeps what its items were. Every write reads its table's row in its
 * transaction: one that is under way when the marked table commits is done again, and belongs to the time after.
 */
export function markMoment(table: Table, now: number): { readonly marked: Table; readonly moment: Moment } {
  const { epoch, since } = table.history ?? { epoch: 0, since: 0 };
  const at = Math.max(now, since);
  return { marked: { ...table, history: { epoch: epoch + 1, since: at, isKept: true } }, moment: { at, epoch } };
}

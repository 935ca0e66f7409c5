import type { Condition } from '../expressions/condition.ts';
import type { Update } from '../expressions/update.ts';
import type { ItemProjection } from '../projection.ts';
import type { Item } from '../values/value.ts';

/** The table, or the index of a table, that a statement names. */
export interface Target {
  readonly table: string;
  readonly index: string | undefined;
}

export interface Select {
  readonly kind: 'select';
  readonly target: Target;
  /** Undefined for `*`. */
  readonly projection: ItemProjection | undefined;
  readonly where: Condition | undefined;
  readonly order: readonly Ordering[];
}

export interface Ordering {
  readonly name: string;
  readonly isDescending: boolean;
}

export type Returning = 'ALL OLD' | 'ALL NEW' | 'MODIFIED OLD' | 'MODIFIED NEW';

export interface Insert {
  readonly kind: 'insert';
  readonly target: Target;
  readonly item: Item;
}

export interface UpdateStatement {
  readonly kind: 'update';
  readonly target: Target;
  readonly where: Condition | undefined;
  readonly update: Update;
  readonly returning: Returning | undefined;
}

export interface Delete {
  readonly kind: 'delete';
  readonly target: Target;
  readonly where: Condition | undefined;
  readonly returning: Returning | undefined;
}

/** `EXISTS(SELECT …)`: the condition check of a transaction. */
export interface Exists {
  readonly kind: 'exists';
  readonly target: Target;
  readonly where: Condition | undefined;
}

export type Write = Insert | UpdateStatement | Delete;

/** A statement with its parameters, checked as far as it can be without its table. */
export type Statement = Select | Write | Exists;

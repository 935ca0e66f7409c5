import type { Condition } from '../expressions/condition.ts';

/** What must hold together, and what is a choice, at the top of a condition. */
export const conjunctsOf = (condition: Condition | undefined): readonly Condition[] => flatten(condition, 'and');
export const disjunctsOf = (condition: Condition): readonly Condition[] => flatten(condition, 'or');

export const and = (conditions: readonly Condition[]): Condition | undefined => combine(conditions, 'and');
export const or = (conditions: readonly Condition[]): Condition | undefined => combine(conditions, 'or');

/** Long chains are deep on their left side: a loop, for recursion might exhaust the stack. */
function flatten(condition: Condition | undefined, kind: 'and' | 'or'): readonly Condition[] {
  const flat: Condition[] = [];
  const pending = condition ? [condition] : [];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next.kind === kind && 'left' in next && 'right' in next) pending.push(next.right, next.left);
    else flat.push(next);
  }
  return flat;
}

const combine = (conditions: readonly Condition[], kind: 'and' | 'or'): Condition | undefined =>
  conditions.length === 0 ? undefined : conditions.reduce((left, right) => ({ kind, left, right }));

import { emptyKeyValue } from '../errors.ts';
import type { Condition, Operand } from '../expressions/condition.ts';
import { isEmpty } from '../item-key.ts';
import { keyAttributes, type KeyAttribute, type KeySchema } from '../key-schema.ts';
import { isEqual } from '../values/compare.ts';
import { attribute, setAttribute, typeOf, type Item, type Value } from '../values/value.ts';
import { and, conjunctsOf } from './conjunction.ts';
import { incompleteKey, keyAttributeAbsent, keyAttributeType, severalConditionsOnKey } from './errors.ts';

/** A WHERE that names one item: its key, and what else must hold of it. */
export interface KeyedCondition {
  readonly key: Item;
  readonly rest: Condition | undefined;
}

/** An equality for each key attribute, joined to the rest by AND; undefined where one is not there. */
export function findKey(where: Condition | undefined, keys: KeySchema): KeyedCondition | undefined {
  const key: Record<string, Value> = {};
  const rest: Condition[] = [];
  const names = keyAttributes(keys).map(({ name }) => name);
  for (const condition of conjunctsOf(where)) {
    const equality = toEquality(condition);
    const known = equality && attribute(key, equality.name);
    if (!equality || !names.includes(equality.name)) rest.push(condition);
    else if (!known) setAttribute(key, equality.name, equality.value);
    // The same twice says no more; two values are another condition.
    else if (!isEqual(known, equality.value)) rest.push(condition);
  }
  return names.every((name) => Object.hasOwn(key, name)) ? { key, rest: and(rest) } : undefined;
}

/** Of an UPDATE or DELETE. */
export function requireKey(where: Condition | undefined, keys: KeySchema): KeyedCondition {
  const keyed = findKey(where, keys);
  if (!keyed) throw incompleteKey();
  for (const condition of conjunctsOf(keyed.rest)) {
    const name = toEquality(condition)?.name;
    if (name !== undefined && Object.hasOwn(keyed.key, name)) throw severalConditionsOnKey(name);
  }
  return keyed;
}

interface Equality {
  readonly name: string;
  readonly value: Value;
}

/** `name = value`, or `value = name`. */
export function toEquality(condition: Condition): Equality | undefined {
  if (condition.kind !== 'compare' || condition.operator !== '=') return undefined;
  const { left, right } = condition;
  const name = nameOf(left) ?? nameOf(right);
  const value = right.kind === 'value' ? right.value : left.kind === 'value' ? left.value : undefined;
  return name === undefined || !value ? undefined : { name, value };
}

/** A whole attribute, not something inside one. */
export const nameOf = (operand: Operand): string | undefined =>
  operand.kind === 'path' && operand.path.length === 1 ? (operand.path[0] as string) : undefined;

/** Of the key in a condition, or of an item to be inserted. */
export function requireKeyTypes(item: Item, keys: KeySchema): void {
  for (const key of keyAttributes(keys)) {
    const value = attribute(item, key.name);
    if (!value) throw keyAttributeAbsent(key.name);
    requireKeyValue(value, key);
  }
}

export function requireKeyValue(value: Value, { name, type }: KeyAttribute): void {
  if (typeOf(value) !== type) throw keyAttributeType(name);
  if (isEmpty(value)) throw emptyKeyValue(name, type);
}

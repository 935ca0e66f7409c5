import type { Condition } from '../expressions/condition.ts';
import { toKeyBounds, type KeyBounds } from '../expressions/key-range.ts';
import type { AttributeCondition } from '../expressions/key-condition.ts';
import type { KeyAttribute, KeySchema } from '../key-schema.ts';
import { compareBytes, toKey } from '../values/compare.ts';
import { encodeKey } from '../values/key-encoding.ts';
import type { Value } from '../values/value.ts';
import { and, conjunctsOf, disjunctsOf, or } from './conjunction.ts';
import { overlappingRanges, tooManyReads } from './errors.ts';
import { nameOf, requireKeyValue, toEquality } from './item-key.ts';

/** One of the queries that a SELECT is made of: a partition, or a range in it, and what is left to check of its items. */
export interface KeyedRead {
  readonly partition: Uint8Array;
  readonly bounds: KeyBounds;
  readonly filter: Condition | undefined;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-operators.html: hash key values in an IN. */
const MAX_PARTITIONS = 50;

interface Branch extends KeyedRead {
  /** The whole of what the branch asks of the items of its partition. */
  readonly rest: Condition | undefined;
  readonly hasRange: boolean;
  /** A NOT or <> on the sort key lets ranges overlap. */
  readonly isNegated: boolean;
}

/**
 * The queries that answer a WHERE: every alternative must name values of the partition key, with `=` or IN. Otherwise
 * undefined: a scan. Throws DynamoDB's errors where keys are of the wrong type, or alternatives meet in one partition.
 */
export function toKeyedReads(where: Condition | undefined, keys: KeySchema): readonly KeyedRead[] | undefined {
  if (!where) return undefined;
  const branches: Branch[] = [];
  for (const alternative of disjunctsOf(where)) {
    const found = toBranches(alternative, keys);
    if (!found) return undefined;
    branches.push(...found);
  }
  const partitions = new Map<string, Branch[]>();
  for (const branch of branches) {
    const known = partitions.get(toKey(branch.partition));
    if (known) known.push(branch);
    else partitions.set(toKey(branch.partition), [branch]);
  }
  if (partitions.size > MAX_PARTITIONS) throw tooManyReads();
  return [...partitions.values()].flatMap(toReads);
}

function toBranches(alternative: Condition, keys: KeySchema): readonly Branch[] | undefined {
  const conditions = conjunctsOf(alternative);
  const at = conditions.findIndex((condition) => choicesOf(condition, keys.partition.name) !== undefined);
  if (at === -1) return undefined;
  const values = choicesOf(conditions[at]!, keys.partition.name)!;
  for (const value of values) requireKeyValue(value, keys.partition);
  const rest = conditions.filter((_condition, position) => position !== at);
  const partitions = new Map(values.map((value) => [toKey(encodeKey(value)), encodeKey(value)])).values();
  return [...partitions].flatMap((partition) => toPartitionBranches(partition, rest, keys.sort));
}

/** The values that the attribute may have, by `=` or IN. */
export function choicesOf(condition: Condition, name: string): readonly Value[] | undefined {
  const equality = toEquality(condition);
  if (equality) return equality.name === name ? [equality.value] : undefined;
  if (condition.kind !== 'in' || nameOf(condition.operand) !== name) return undefined;
  const values = condition.choices.map((choice) => (choice.kind === 'value' ? choice.value : undefined));
  return values.includes(undefined) ? undefined : (values as Value[]);
}

function toPartitionBranches(
  partition: Uint8Array,
  conditions: readonly Condition[],
  sort: KeyAttribute | undefined,
): readonly Branch[] {
  const rest = and(conditions);
  const isNegated = sort !== undefined && conditions.some((condition) => isNegationOf(condition, sort.name));
  const at = sort ? conditions.findIndex((condition) => toRanges(condition, sort.name) !== undefined) : -1;
  if (!sort || at === -1) return [{ partition, bounds: {}, filter: rest, rest, hasRange: false, isNegated }];

  const filter = and(conditions.filter((_condition, position) => position !== at));
  const ranges = toRanges(conditions[at]!, sort.name)!;
  for (const { values } of ranges) for (const value of values) requireKeyValue(value, sort);
  const bounds = new Map(ranges.map((range) => [JSON.stringify(range), toKeyBounds(range)])).values();
  return [...bounds].map((range) => ({
    partition,
    bounds: range,
    filter,
    rest: and([conditions[at]!, ...(filter ? [filter] : [])]),
    hasRange: true,
    isNegated,
  }));
}

const isNegationOf = (condition: Condition, name: string): boolean =>
  (condition.kind === 'not' && toRanges(condition.condition, name) !== undefined) ||
  (condition.kind === 'compare' && condition.operator === '<>' && nameOf(condition.left) === name);

const REVERSED = { '=': '=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const;

/** The ranges of the sort key that a condition names: one, or several for IN. */
function toRanges(condition: Condition, name: string): readonly AttributeCondition[] | undefined {
  const choices = choicesOf(condition, name);
  if (choices) return choices.map((value) => ({ name, operator: '=', values: [value] }));
  switch (condition.kind) {
    case 'compare': {
      const { operator, left, right } = condition;
      if (operator === '<>') return undefined;
      if (nameOf(left) === name && right.kind === 'value') return [{ name, operator, values: [right.value] }];
      if (nameOf(right) !== name || left.kind !== 'value') return undefined;
      return [{ name, operator: REVERSED[operator], values: [left.value] }];
    }
    case 'between': {
      const { operand, lower, upper } = condition;
      if (nameOf(operand) !== name || lower.kind !== 'value' || upper.kind !== 'value') return undefined;
      return [{ name, operator: 'BETWEEN', values: [lower.value, upper.value] }];
    }
    case 'begins_with': {
      const { operand, part } = condition;
      if (nameOf(operand) !== name || part.kind !== 'value') return undefined;
      return [{ name, operator: 'BEGINS_WITH', values: [part.value] }];
    }
    default:
      return undefined;
  }
}

/** The reads of one partition. Alternatives without ranges of their own become one read that checks them all. */
function toReads(branches: readonly Branch[]): readonly KeyedRead[] {
  if (branches.length === 1) return branches;
  const ranged = branches.filter(({ isNegated }) => !isNegated);
  if (ranged.some((branch, at) => ranged.slice(at + 1).some((other) => overlaps(branch, other)))) {
    throw overlappingRanges();
  }
  if (ranged.length === branches.length && ranged.every(({ hasRange }) => hasRange)) return branches;
  const isOpen = branches.some(({ rest }) => !rest);
  const filter = isOpen ? undefined : or(branches.map(({ rest }) => rest!));
  return [{ partition: branches[0]!.partition, bounds: {}, filter }];
}

/** Alternatives that both go without a range are one filter, and may well overlap. */
const overlaps = (one: Branch, other: Branch): boolean =>
  (one.hasRange || other.hasRange) && !isBefore(one.bounds, other.bounds) && !isBefore(other.bounds, one.bounds);

/** Whether all that lies in one range comes before all in the other. */
function isBefore(one: KeyBounds, other: KeyBounds): boolean {
  const upper = one.lt ?? one.lte;
  const lower = other.gt ?? other.gte;
  if (!upper || !lower) return false;
  const order = compareBytes(upper, lower);
  return order < 0 || (order === 0 && (one.lt !== undefined || other.gt !== undefined));
}

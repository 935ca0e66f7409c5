import { afterPrefix, encodeKey } from '../values/key-encoding.ts';
import { typeOf, type Value } from '../values/value.ts';
import {
  emptyKeyValue,
  keyTypeMismatch,
  missingEqualities,
  missingKeyCondition,
  tooManyConditions,
  unsupportedKeyCondition,
} from './key-condition-errors.ts';
import type { AttributeCondition } from './key-condition.ts';

export interface KeyAttribute {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}

/** The key of a table or an index. */
export interface KeySchema {
  readonly partition: KeyAttribute;
  readonly furtherPartition?: readonly KeyAttribute[];
  readonly sort?: KeyAttribute | undefined;
  readonly furtherSort?: readonly KeyAttribute[];
}

/** The items that a query looks at: one partition, and in it a range of sort keys. */
export interface KeyRange {
  readonly partition: Value;
  readonly furtherPartition?: readonly Value[];
  /** Of a sort key of several attributes: those before the one of `sort`. */
  readonly leading?: readonly Value[];
  readonly sort?: AttributeCondition;
}

/** Holds a key condition against the schema. Throws DynamoDB's errors. */
export function toKeyRange(conditions: readonly AttributeCondition[], schema: KeySchema): KeyRange {
  const attributeCount = countAttributes(schema);
  if (conditions.length > 2 && conditions.length > attributeCount) {
    throw tooManyConditions(conditions.length, attributeCount);
  }
  if (schema.furtherPartition || schema.furtherSort) return toMultiKeyRange(conditions, schema);
  if (!schema.sort && conditions.length > 1) throw unsupportedKeyCondition();
  const partition = requireCondition(conditions, schema.partition);
  if (partition.operator !== '=') throw unsupportedKeyCondition();
  const value = partition.values[0]!;
  if (!schema.sort || conditions.length === 1) return { partition: value };
  return { partition: value, sort: requireCondition(conditions, schema.sort) };
}

const countAttributes = ({ furtherPartition = [], sort, furtherSort = [] }: KeySchema): number =>
  1 + furtherPartition.length + (sort ? 1 : 0) + furtherSort.length;

/** Every partition key attribute has a value; sort key attributes are named from the first on, all but the last by value. */
function toMultiKeyRange(conditions: readonly AttributeCondition[], schema: KeySchema): KeyRange {
  const [partition, ...furtherPartition] = [schema.partition, ...(schema.furtherPartition ?? [])].map((key) => {
    const condition = requireCondition(conditions, key);
    if (condition.operator !== '=') throw unsupportedKeyCondition();
    return condition.values[0]!;
  });
  const sortKeys = schema.sort ? [schema.sort, ...(schema.furtherSort ?? [])] : [];
  const asked = sortKeys.map((key) => conditions.some(({ name }) => name === key.name));
  const count = asked.lastIndexOf(true) + 1;
  if (1 + furtherPartition.length + asked.filter(Boolean).length < conditions.length) throw unsupportedKeyCondition();
  requireLeadingEqualities(conditions, sortKeys.slice(0, count));
  const found = sortKeys.slice(0, count).map((key) => requireCondition(conditions, key));
  const sort = found.at(-1);
  return {
    partition: partition!,
    furtherPartition,
    leading: found.slice(0, -1).map(({ values }) => values[0]!),
    ...(sort ? { sort } : {}),
  };
}

function requireLeadingEqualities(conditions: readonly AttributeCondition[], keys: readonly KeyAttribute[]): void {
  const last = keys.at(-1);
  const missing = keys
    .slice(0, -1)
    .filter(({ name }) => conditions.find((condition) => condition.name === name)?.operator !== '=');
  if (last && missing.length > 0)
    throw missingEqualities(
      missing.map(({ name }) => name),
      last.name,
    );
}

function requireCondition(conditions: readonly AttributeCondition[], key: KeyAttribute): AttributeCondition {
  const condition = conditions.find(({ name }) => name === key.name);
  if (!condition) throw missingKeyCondition(key.name);
  for (const value of condition.values) requireKeyValue(value, key);
  return condition;
}

function requireKeyValue(value: Value, { name, type }: KeyAttribute): void {
  if (typeOf(value) !== type) throw keyTypeMismatch();
  if ('S' in value && value.S === '') throw emptyKeyValue('string', name);
  if ('B' in value && value.B.byteLength === 0) throw emptyKeyValue('binary', name);
}

/** Bounds of the encoded sort key, as a table's scan takes them. */
export interface KeyBounds {
  readonly gt?: Uint8Array;
  readonly gte?: Uint8Array;
  readonly lt?: Uint8Array;
  readonly lte?: Uint8Array;
}

export function toKeyBounds({ operator, values }: AttributeCondition): KeyBounds {
  const [first, last] = values.map(encodeKey);
  switch (operator) {
    case '=':
      return { gte: first!, lte: first! };
    case '<':
      return { lt: first! };
    case '<=':
      return { lte: first! };
    case '>':
      return { gt: first! };
    case '>=':
      return { gte: first! };
    case 'BETWEEN':
      return { gte: first!, lte: last! };
    default:
      return boundsOfPrefix(first!);
  }
}

function boundsOfPrefix(prefix: Uint8Array): KeyBounds {
  const end = afterPrefix(prefix);
  return end ? { gte: prefix, lt: end } : { gte: prefix };
}

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../kernel/aws-error.ts';
import { toValue } from '../values/check.ts';
import { NESTING_TOO_DEEP } from '../values/errors.ts';
import { ValueError } from '../values/value-error.ts';
import type { Value } from '../values/value.ts';
import {
  emptyAttributeName,
  emptyPlaceholders,
  invalidPlaceholder,
  invalidPlaceholderValue,
  placeholderTooLong,
  unusedPlaceholders,
  type PlaceholderMap,
} from './errors.ts';
import { toJavaHashOrder } from './java-hash-order.ts';
import { MAX_PLACEHOLDER_SIZE_BYTES } from './limits.ts';

export type AttributeNames = Readonly<Record<string, string>>;
export type AttributeValues = Readonly<Record<string, AttributeValue>>;

/** What the `#names` and `:values` of one request stand for, and which of them its expressions have used. */
export class Placeholders {
  readonly #names: ReadonlyMap<string, string>;
  readonly #values: ReadonlyMap<string, Value>;
  readonly #used = new Set<string>();

  /** Throws DynamoDB's errors on keys and values of the two maps. */
  constructor(names: AttributeNames | undefined, values: AttributeValues | undefined) {
    this.#names = checkNames(names);
    this.#values = checkValues(values);
  }

  name(placeholder: string): string | undefined {
    this.#used.add(placeholder);
    return this.#names.get(placeholder);
  }

  value(placeholder: string): Value | undefined {
    this.#used.add(placeholder);
    return this.#values.get(placeholder);
  }

  /** Call when every expression of the request is bound. */
  requireAllUsed(): void {
    this.#requireUsed('ExpressionAttributeNames', this.#names);
    this.#requireUsed('ExpressionAttributeValues', this.#values);
  }

  #requireUsed(map: PlaceholderMap, entries: ReadonlyMap<string, unknown>): void {
    let unused: string[] | undefined;
    for (const key of entries.keys()) if (!this.#used.has(key)) (unused ??= []).push(key);
    if (unused) throw unusedPlaceholders(map, toJavaHashOrder(unused, entries.size));
  }
}

const NONE: ReadonlyMap<string, never> = new Map<string, never>();

function checkNames(names: AttributeNames | undefined): ReadonlyMap<string, string> {
  if (!names) return NONE;
  const entries = Object.entries(names);
  if (entries.length === 0) throw emptyPlaceholders('ExpressionAttributeNames');
  for (const [key, name] of entries) {
    checkKey('ExpressionAttributeNames', key, /^#\w+$/);
    if (name === '') throw emptyAttributeName(key);
  }
  return new Map(entries);
}

function checkValues(values: AttributeValues | undefined): ReadonlyMap<string, Value> {
  if (!values) return NONE;
  const keys = Object.keys(values);
  if (keys.length === 0) throw emptyPlaceholders('ExpressionAttributeValues');
  for (const key of keys) checkKey('ExpressionAttributeValues', key, /^:\w+$/);
  const checked = new Map<string, Value>();
  for (const key of keys) checked.set(key, checkValue(key, values[key]!));
  return checked;
}

function checkKey(map: PlaceholderMap, key: string, pattern: RegExp): void {
  const sizeBytes = Buffer.byteLength(key);
  if (sizeBytes > MAX_PLACEHOLDER_SIZE_BYTES) throw placeholderTooLong(map, sizeBytes);
  if (!pattern.test(key)) throw invalidPlaceholder(map, key);
}

function checkValue(key: string, value: AttributeValue): Value {
  try {
    return toValue(value);
  } catch (error) {
    // Depth is the one problem that is told without its key.
    if (!(error instanceof AwsError) || error.message === NESTING_TOO_DEEP) throw error;
    const told = invalidPlaceholderValue(key, error.message);
    // The newer words leave out whose value it is.
    throw error instanceof ValueError ? new ValueError(told.message, error.current) : told;
  }
}

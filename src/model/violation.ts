import type { Facts } from './constraints.ts';

/** One broken constraint, as AWS says it. */
export const violation = (value: unknown, at: string, constraint: string): string =>
  `Value ${value === null ? 'null' : `'${show(value)}'`} at '${at}' failed to satisfy constraint: ${constraint}`;

/** Each constraint that the value breaks, in AWS's usual order: pattern, shortest, longest, enum. */
export function brokenFacts(value: unknown, facts: Facts): readonly string[] {
  const { min, max, pattern, enum: values } = facts;
  const isText = typeof value === 'string';
  const size = min === undefined && max === undefined ? 0 : sizeOf(value, facts);
  const isForeign = isText && pattern !== undefined && isMatchable(value, facts) && !matches(value, pattern);
  const isShort = min !== undefined && size < min;
  const isLong = max !== undefined && size > max;
  const isUnlisted = isText && values !== undefined && !values.includes(value);
  if (!isForeign && !isShort && !isLong && !isUnlisted) return NONE;
  const foreign = isForeign ? [patternRule(pattern)] : NONE;
  const lengths = [...(isShort ? [minRule(facts)] : []), ...(isLong ? [maxRule(facts)] : [])];
  return [
    ...(facts.isLengthFirst ? [...lengths, ...foreign] : [...foreign, ...lengths]),
    ...(isUnlisted ? [enumRule(values)] : []),
  ];
}

const NONE: readonly string[] = [];

/** Some of AWS's patterns take cubic time; what is far too long anyway is not worth it. */
const LONGEST_MATCHED = 4096;
const isMatchable = (value: string, { max = LONGEST_MATCHED }: Facts) =>
  value.length <= 2 * Math.min(max, LONGEST_MATCHED);

/** All of a constraint's rules, as sentences about elements and keys list them. */
export function allRules(facts: Facts): string[] {
  const { min, max, pattern, enum: values } = facts;
  return [
    ...(max === undefined ? [] : [maxRule(facts)]),
    // A model that gives only the longest means "from none".
    ...(min === undefined && max === undefined ? [] : [minRule({ ...facts, min: min ?? 0 })]),
    ...(pattern === undefined ? [] : [patternRule(pattern)]),
    ...(values ? [enumRule(values)] : []),
  ];
}

const measure = (facts: Facts) => (facts.type ? 'value' : 'length');
const minRule = (facts: Facts) => `Member must have ${measure(facts)} greater than or equal to ${facts.min}`;
const maxRule = (facts: Facts) => `Member must have ${measure(facts)} less than or equal to ${facts.max}`;
const patternRule = (pattern: string) => `Member must satisfy regular expression pattern: ${pattern}`;
const enumRule = (values: readonly string[]) => `Member must satisfy enum value set: [${values.join(', ')}]`;

function sizeOf(value: unknown, { min = 0, max = Infinity }: Facts): number {
  if (typeof value === 'number') return value;
  // A character has two units at most: most texts are within bounds however many of theirs are pairs.
  if (typeof value === 'string')
    return value.length >= 2 * min && value.length <= max ? value.length : characters(value);
  if (value instanceof Uint8Array) return value.byteLength;
  return Array.isArray(value) ? value.length : Object.keys(value as object).length;
}

/** Code points: a character outside the basic plane counts once. */
function characters(text: string): number {
  let count = text.length;
  for (let index = 0; index < text.length - 1; index++) {
    if ((text.charCodeAt(index) & 0xfc00) === 0xd800 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) count--;
  }
  return count;
}

const patterns = new Map<string, RegExp | undefined>();

function matches(value: string, pattern: string): boolean {
  if (!patterns.has(pattern)) patterns.set(pattern, compile(pattern));
  return patterns.get(pattern)?.test(value) ?? true;
}

/** A class that only Java knows. */
const JAVA_PRINTABLE = String.raw`\p{Print}`;

/** AWS's patterns are Java's and match the whole value. One that JavaScript cannot read constrains nothing here. */
function compile(pattern: string): RegExp | undefined {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(`^(?:${pattern.replaceAll(JAVA_PRINTABLE, '[ -~]')})$`, flags);
    } catch {
      // Without the `u` flag, needless escapes pass.
    }
  }
  return undefined;
}

/** A value as Java prints it. */
function show(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (value instanceof Uint8Array) {
    return `java.nio.HeapByteBuffer[pos=0 lim=${value.byteLength} cap=${value.byteLength}]`;
  }
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`;
  if (value instanceof Date) return value.toUTCString();
  if (typeof value !== 'object') return `${value as string | number | boolean}`;
  return `{${Object.entries(value)
    .map(([key, inner]) => `${key}=${show(inner)}`)
    .join(', ')}}`;
}

/** Members' names in violations begin with a small letter. */
export const lowerFirst = (name: string) => name[0]!.toLowerCase() + name.slice(1);

import { invalidFilterPattern } from '../errors.ts';
import { type Test, parseBoolean } from './boolean-expression.ts';
import { toCondition } from './condition.ts';
import type { Matcher } from './filter-pattern.ts';
import { type Selector, parseSelector, select } from './json-selector.ts';
import { Scanner } from './scanner.ts';

const IS = /IS\s+(NULL|TRUE|FALSE)\b/iy;
const EXISTENCE = /(NOT\s+)?EXISTS\b/iy;
const BARE = /[^\s"%()&|<>=!{}]+/y;

/** `$.level = "ERROR" && ($.latency > 500 || $.user NOT EXISTS)`; a message that is not JSON never matches. */
export function parseJsonPattern(text: string): Matcher {
  const scanner = new Scanner(text);
  const test = parseBoolean(scanner, () => parseAtom(scanner));
  if (!scanner.isAtEnd) throw invalidFilterPattern();
  return (message) => {
    const json = parseJson(message);
    return json !== undefined && test(json);
  };
}

function parseAtom(scanner: Scanner): Test<unknown> {
  const selector = parseSelector(scanner);
  const is = scanner.take(IS);
  if (is) return some(selector, IS_VALUE[is[1]!.toUpperCase() as keyof typeof IS_VALUE]);
  const existence = scanner.take(EXISTENCE);
  if (existence) {
    const exists = some(selector, () => true);
    return existence[1] === undefined ? exists : (json) => !exists(json);
  }
  const comparator = scanner.takeComparator();
  if (comparator === undefined) throw invalidFilterPattern();
  const condition = toCondition(comparator, scanner.requireOperand(BARE));
  return some(selector, (value) => isScalar(value) && condition(typeof value === 'boolean' ? String(value) : value));
}

const IS_VALUE = {
  NULL: (value: unknown) => value === null,
  TRUE: (value: unknown) => value === true,
  FALSE: (value: unknown) => value === false,
};

/** A selector with wildcards names several values: one that fits is enough. */
const some =
  (selector: Selector, test: (value: unknown) => boolean): Test<unknown> =>
  (json) =>
    select(json, selector).some(test);

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

function parseJson(message: string): unknown {
  // Most lines of a log are no JSON objects: do not pay for an exception each.
  const first = message.trimStart()[0];
  if (first !== '{' && first !== '[') return undefined;
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}

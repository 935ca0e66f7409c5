import { invalidFilterPattern } from '../errors.ts';
import { type Test, parseBoolean } from './boolean-expression.ts';
import { toCondition } from './condition.ts';
import type { Matcher } from './filter-pattern.ts';
import { Scanner } from './scanner.ts';

interface Field {
  readonly matches: Test<string>;
}
const ELLIPSIS = '...';
type Slot = Field | typeof ELLIPSIS;

const NAME = /[A-Za-z_][\w.-]*/y;
const BARE = /[^\s",&|<>=!%()[\]]+/y;

/**
 * `[ip, user, status = 4* && bytes > 1000, ..., last]`: a message is split at spaces, `"…"` and `[…]` counting as one.
 * The last field takes the rest of the line; `...` stands for any number of fields.
 */
export function parseFieldsPattern(text: string): Matcher {
  const scanner = new Scanner(text);
  const slots: Slot[] = [];
  do slots.push(parseSlot(scanner));
  while (scanner.takeText(','));
  if (!scanner.isAtEnd || slots.filter((slot) => slot === ELLIPSIS).length > 1) throw invalidFilterPattern();
  const ellipsis = slots.indexOf(ELLIPSIS);
  const fields = slots.filter((slot) => slot !== ELLIPSIS);
  return ellipsis === -1
    ? (message) => matchesFields(fields, splitFields(message, fields.length))
    : (message) => matchesAround(fields, ellipsis, splitFields(message));
}

function parseSlot(scanner: Scanner): Slot {
  if (scanner.takeText(ELLIPSIS)) return ELLIPSIS;
  let name: string | undefined;
  let isConditional = false;
  const parseAtom = (): Test<string> => {
    const found = scanner.take(NAME)?.[0];
    // One field, one name: AWS refuses `[status = 4* && bytes > 1000]`.
    if (found === undefined || (name !== undefined && found !== name)) throw invalidFilterPattern();
    name = found;
    const comparator = scanner.takeComparator();
    if (comparator === undefined) return () => true;
    isConditional = true;
    return toCondition(comparator, scanner.requireOperand(BARE));
  };
  const matches = parseBoolean(scanner, parseAtom);
  return isConditional ? { matches } : { matches: () => true };
}

const matchesFields = (fields: readonly Field[], values: readonly string[]): boolean =>
  values.length === fields.length && fields.every((field, i) => field.matches(values[i]!));

function matchesAround(fields: readonly Field[], ellipsis: number, values: readonly string[]): boolean {
  if (values.length < fields.length) return false;
  const tail = fields.length - ellipsis;
  const around = [...values.slice(0, ellipsis), ...(tail > 0 ? values.slice(-tail) : [])];
  return matchesFields(fields, around);
}

const FIELD = /"((?:[^"\\]|\\.)*)"|\[([^\]]*)\]|(\S+)/y;

/** At most `count` fields, the last of them with the rest of the line. */
function splitFields(message: string, count = Number.POSITIVE_INFINITY): readonly string[] {
  const line = message.trim();
  const fields: string[] = [];
  let at = 0;
  while (at < line.length) {
    if (line[at] === ' ' || line[at] === '\t') {
      at++;
      continue;
    }
    FIELD.lastIndex = at;
    const match = FIELD.exec(line);
    if (!match) break;
    const isRest = fields.length === count - 1 && FIELD.lastIndex < line.length;
    if (isRest) return [...fields, line.slice(at)];
    fields.push(match[1] ?? match[2] ?? match[3]!);
    at = FIELD.lastIndex;
  }
  return fields;
}

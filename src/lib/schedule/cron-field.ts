/** What a field of a cron expression may hold. */
export interface FieldRange {
  readonly min: number;
  readonly max: number;
  /** `['JAN', …]`: the first stands for `min`. */
  readonly names?: readonly string[];
}

export const MINUTES: FieldRange = { min: 0, max: 59 };
export const HOURS: FieldRange = { min: 0, max: 23 };
export const DAYS_OF_MONTH: FieldRange = { min: 1, max: 31 };
export const MONTHS: FieldRange = {
  min: 1,
  max: 12,
  names: ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'],
};
/** Sunday is 1. */
export const DAYS_OF_WEEK: FieldRange = { min: 1, max: 7, names: ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] };
export const YEARS: FieldRange = { min: 1970, max: 2199 };

/** The values of `1,3-5,0/15,MON`; undefined where it is none. A range that runs backwards goes over the end. */
export function parseField(text: string, range: FieldRange): ReadonlySet<number> | undefined {
  const values = new Set<number>();
  for (const item of text.split(',')) {
    const found = parseItem(item, range);
    if (!found) return undefined;
    for (const value of found) values.add(value);
  }
  return values;
}

function parseItem(item: string, range: FieldRange): readonly number[] | undefined {
  const [span = '', stepText, ...more] = item.split('/');
  const step = stepText === undefined ? 1 : toNumber(stepText);
  if (more.length > 0 || !step) return undefined;
  const bounds = parseSpan(span, range, stepText !== undefined);
  return bounds && expand(bounds, step, range);
}

type Bounds = readonly [from: number, to: number];

function parseSpan(span: string, range: FieldRange, hasStep: boolean): Bounds | undefined {
  if (span === '*') return [range.min, range.max];
  const [fromText = '', toText, ...more] = span.split('-');
  const from = parseValue(fromText, range);
  const to = toText === undefined ? (hasStep ? range.max : from) : parseValue(toText, range);
  return more.length > 0 || from === undefined || to === undefined ? undefined : [from, to];
}

function expand([from, to]: Bounds, step: number, { min, max }: FieldRange): readonly number[] {
  const size = max - min + 1;
  const length = ((to - from + size) % size) + 1;
  return Array.from({ length: Math.ceil(length / step) }, (_, at) => min + ((from - min + at * step) % size));
}

export function parseValue(text: string, { min, max, names }: FieldRange): number | undefined {
  const named = names?.indexOf(text.toUpperCase()) ?? -1;
  const value = named >= 0 ? min + named : toNumber(text);
  return value !== undefined && value >= min && value <= max ? value : undefined;
}

const toNumber = (text: string): number | undefined => (/^\d{1,4}$/.test(text) ? Number(text) : undefined);

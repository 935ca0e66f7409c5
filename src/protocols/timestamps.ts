import type { TimestampFormat } from '../model/shape.ts';

/** Epoch seconds, perhaps with a fraction, to a date of whole milliseconds; `undefined` if no date can hold it. */
export function toDate(seconds: number): Date | undefined {
  const date = new Date(Math.round(seconds * 1000));
  return Number.isNaN(date.getTime()) ? undefined : date;
}

export function formatTimestamp(date: Date, format: TimestampFormat): string {
  switch (format) {
    case 'date-time':
      return date.toISOString().replace('.000Z', 'Z');
    case 'http-date':
      return date.toUTCString();
    default:
      return String(date.getTime() / 1000);
  }
}

const ISO_8601 = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const ISO_8601_BASIC = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;
const HTTP_DATE = /^[A-Za-z]{3,9}, \d{1,2}[ -][A-Za-z]{3}[ -]\d{2,4} \d{2}:\d{2}:\d{2}(\.\d+)? GMT$/;
const NUMBER = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** `undefined` where the text is not of the format. */
export function parseTimestamp(text: string, format: TimestampFormat): Date | undefined {
  switch (format) {
    case 'date-time':
      return parseIso(text);
    case 'http-date':
      return HTTP_DATE.test(text) ? valid(new Date(text)) : undefined;
    default:
      return NUMBER.test(text) ? toDate(Number(text)) : undefined;
  }
}

/** Query requests may carry any of AWS's notations. */
export const parseAnyTimestamp = (text: string): Date | undefined =>
  parseTimestamp(text, 'epoch-seconds') ?? parseTimestamp(text, 'date-time') ?? parseTimestamp(text, 'http-date');

function parseIso(text: string): Date | undefined {
  if (ISO_8601_BASIC.test(text)) return valid(new Date(text.replace(ISO_8601_BASIC, '$1-$2-$3T$4:$5:$6Z')));
  if (!ISO_8601.test(text)) return undefined;
  // Without an offset, AWS reads UTC where JavaScript would read the machine's zone.
  const hasOffset = !text.includes('T') || /(Z|[+-]\d{2}:?\d{2})$/i.test(text.slice(10));
  return valid(new Date(hasOffset ? text : `${text}Z`));
}

const valid = (date: Date): Date | undefined => (Number.isNaN(date.getTime()) ? undefined : date);

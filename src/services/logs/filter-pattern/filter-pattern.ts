import { invalidFilterPattern } from '../errors.ts';
import { parseFieldsPattern } from './fields-pattern.ts';
import { parseJsonPattern } from './json-pattern.ts';
import { parseTermsPattern } from './terms-pattern.ts';

/** Says whether a log message matches. */
export type Matcher = (message: string) => boolean;

/**
 * The three kinds of filter pattern: terms, `{ JSON conditions }` and `[space, delimited, fields]`.
 * Throws InvalidParameterException.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function parseFilterPattern(pattern: string): Matcher {
  const text = pattern.trim();
  if (text === '') return () => true;
  if (text.startsWith('{')) return parseJsonPattern(inside(text, '}'));
  if (text.startsWith('[')) return parseFieldsPattern(inside(text, ']'));
  return parseTermsPattern(text);
}

function inside(text: string, closing: string): string {
  if (!text.endsWith(closing) || text.length < 2)
    throw invalidFilterPattern(`If a filter pattern starts with '${text[0]}' it must end with '${closing}'`);
  return text.slice(1, -1);
}

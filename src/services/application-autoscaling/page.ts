import { invalidNextToken, validationException } from './errors.ts';

interface PageInput {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: { readonly NextToken?: string };
}

/** How many results a page may have; AWS takes larger numbers and gives no more than it would have anyway. */
export function pageSize({ MaxResults }: PageInput, maxResults: number): number {
  if (MaxResults !== undefined && MaxResults < 0) throw validationException('MaxResults cannot be less than 0');
  return Math.min(MaxResults ?? maxResults, maxResults);
}

/** The next rows in the order of `nameOf`, which names each; a token is the name of the last row shown. */
export function toPage<Row>(
  rows: readonly Row[],
  input: PageInput,
  maxResults: number,
  nameOf: (row: Row) => string,
): Page<Row> {
  const size = pageSize(input, maxResults);
  const last = parseToken(input.NextToken);
  const rest = last === undefined ? rows : rows.slice(rows.findIndex((row) => nameOf(row) === last) + 1);
  return cut(rest, size, nameOf);
}

/** The first of the rows, and a token where there are more. */
export function cut<Row>(rows: readonly Row[], size: number, nameOf: (row: Row) => string): Page<Row> {
  const shown = rows.slice(0, size);
  const end = shown.at(-1);
  return { rows: shown, next: end && shown.length < rows.length ? { NextToken: toToken(nameOf(end)) } : {} };
}

const PREFIX = 'next:';

const toToken = (name: string): string => Buffer.from(`${PREFIX}${name}`).toString('base64url');

export function parseToken(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const text = Buffer.from(token, 'base64url').toString();
  if (!text.startsWith(PREFIX)) throw invalidNextToken();
  return text.slice(PREFIX.length);
}

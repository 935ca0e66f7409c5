import { invalidNextToken, validationException } from './errors.ts';

interface PageInput {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: { readonly NextToken?: string };
}

/** The next rows in the order of `nameOf`, which names each; a token is the name of the last row shown. */
export function toPage<Row>(
  rows: readonly Row[],
  { MaxResults, NextToken }: PageInput,
  maxResults: number,
  nameOf: (row: Row) => string,
): Page<Row> {
  if (MaxResults !== undefined && MaxResults < 0) throw validationException('MaxResults cannot be less than 0');
  const last = NextToken === undefined ? undefined : fromToken(NextToken);
  const rest = last === undefined ? rows : rows.slice(rows.findIndex((row) => nameOf(row) === last) + 1);
  const shown = rest.slice(0, Math.min(MaxResults ?? maxResults, maxResults));
  const end = shown.at(-1);
  return { rows: shown, next: end && shown.length < rest.length ? { NextToken: toToken(nameOf(end)) } : {} };
}

const PREFIX = 'next:';

const toToken = (name: string): string => Buffer.from(`${PREFIX}${name}`).toString('base64url');

function fromToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString();
  if (!text.startsWith(PREFIX)) throw invalidNextToken();
  return text.slice(PREFIX.length);
}

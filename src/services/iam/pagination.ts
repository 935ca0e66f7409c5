import { invalidMarker } from './errors.ts';
import { DEFAULT_PAGE_ITEMS } from './limits.ts';

export interface PageInput {
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly end: { readonly IsTruncated: boolean; readonly Marker?: string };
}

/**
 * One page of `rows`, which come in the order of their names. The marker is the last name of the page before,
 * so what is created or deleted meanwhile neither repeats nor hides a row.
 */
export async function paginate<Row>(
  rows: AsyncIterable<Row> | Iterable<Row>,
  nameOf: (row: Row) => string,
  input: PageInput,
): Promise<Page<Row>> {
  const after = fromMarker(input.Marker);
  const limit = input.MaxItems ?? DEFAULT_PAGE_ITEMS;
  const page: Row[] = [];
  for await (const row of rows) {
    if (after !== undefined && nameOf(row) <= after) continue;
    if (page.length === limit)
      return { rows: page, end: { IsTruncated: true, Marker: toMarker(nameOf(page.at(-1)!)) } };
    page.push(row);
  }
  return { rows: page, end: { IsTruncated: false } };
}

/** Rows whose path begins with `prefix`, as `PathPrefix` asks. */
export async function* inPath<Row extends { readonly path: string }>(
  rows: AsyncIterable<Row>,
  prefix = '/',
): AsyncGenerator<Row> {
  for await (const row of rows) if (row.path.startsWith(prefix)) yield row;
}

const toMarker = (name: string): string => Buffer.from(JSON.stringify({ after: name })).toString('base64');

export function fromMarker(marker: string | undefined): string | undefined {
  if (marker === undefined) return undefined;
  try {
    const { after } = JSON.parse(Buffer.from(marker, 'base64').toString()) as { readonly after?: unknown };
    if (typeof after === 'string') return after;
  } catch {
    // Not a marker of ours, as below.
  }
  throw invalidMarker();
}

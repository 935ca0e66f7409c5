import { invalidParameter } from './errors.ts';

/** Markers are not meant to be read: the key of the last row shown. */
export const toMarker = (key: string): string => Buffer.from(key).toString('base64url');

export function parseMarker(marker: string): string {
  const key = Buffer.from(marker, 'base64url').toString();
  if (toMarker(key) !== marker) throw invalidParameter('Invalid marker.');
  return key;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly hasMore: boolean;
}

/** The first `limit` rows, and whether there are more. */
export async function takePage<T>(rows: AsyncIterable<T>, limit: number): Promise<Page<T>> {
  const items: T[] = [];
  for await (const row of rows) {
    if (items.length === limit) return { items, hasMore: true };
    items.push(row);
  }
  return { items, hasMore: false };
}

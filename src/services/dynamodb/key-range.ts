import type { Key, Range } from '../../storage/storage.ts';

/** Bounds of a sort key, encoded; none at all is the whole partition. */
export interface SortKeyBounds {
  readonly gt?: Uint8Array;
  readonly gte?: Uint8Array;
  readonly lt?: Uint8Array;
  readonly lte?: Uint8Array;
}

/** The part of a partition that a key condition names. In storage, too, a bound stands for every key that begins with it. */
export function toRange(partition: Key, { gt, gte, lt, lte }: SortKeyBounds): Range {
  return {
    prefix: partition,
    ...(gt ? { gt: [...partition, gt] } : {}),
    ...(gte ? { gte: [...partition, gte] } : {}),
    ...(lt ? { lt: [...partition, lt] } : {}),
    ...(lte ? { lte: [...partition, lte] } : {}),
  };
}

/** What is left of a range after a place in it, in the direction of reading. */
export function after(range: Range, position: Key): Range {
  if (range.reverse) {
    const { lt: _lt, lte: _lte, ...rest } = range;
    return { ...rest, lt: position };
  }
  const { gt: _gt, gte: _gte, ...rest } = range;
  return { ...rest, gt: position };
}

/** A partition key's hash is a 32-bit number; segments divide these numbers evenly. */
const HASHES = 2 ** 32;

/** One of `totalSegments` parts of a table or an index, for a parallel Scan. */
export function toSegment(source: Key, segment: number, totalSegments: number): Range {
  const from = Math.ceil((HASHES * segment) / totalSegments);
  const to = Math.ceil((HASHES * (segment + 1)) / totalSegments);
  return { prefix: source, gte: [...source, from], lt: [...source, to] };
}

/** Whether a place lies in the segment; `source` is the prefix that both have. */
export function isInSegment(position: Key, source: Key, segment: number, totalSegments: number): boolean {
  const hash = position[source.length] as number;
  const { gte, lt } = toSegment(source, segment, totalSegments);
  return hash >= (gte!.at(-1) as number) && hash < (lt!.at(-1) as number);
}

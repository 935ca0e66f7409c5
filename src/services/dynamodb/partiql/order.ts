import { keyNames, type KeySchema } from '../key-schema.ts';
import { compareBytes } from '../values/compare.ts';
import { orderByNonKey, orderNeedsPartition, orderWithoutPartition, orderWithoutWhere } from './errors.ts';
import type { KeyedRead } from './keyed-read.ts';
import type { Select } from './statement.ts';

export interface OrderedReads {
  readonly reads: readonly KeyedRead[] | undefined;
  /** The direction within a partition. */
  readonly isDescending: boolean;
}

/**
 * ORDER BY sorts partitions among each other, and chooses the direction within them.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.select.html
 */
export function orderReads(
  { order, where }: Select,
  keys: KeySchema,
  reads: readonly KeyedRead[] | undefined,
): OrderedReads {
  if (order.length === 0) return { reads, isDescending: false };
  if (!where) throw orderWithoutWhere();
  for (const { name } of order) if (!keyNames(keys).includes(name)) throw orderByNonKey(name);
  if (!reads) throw orderWithoutPartition();

  const byPartition = order.find(({ name }) => name === keys.partition.name);
  const bySort = order.find(({ name }) => name === keys.sort?.name);
  const isSeveral = reads.some(({ partition }) => compareBytes(partition, reads[0]!.partition) !== 0);
  if (isSeveral && !byPartition) throw orderNeedsPartition();
  // An order that does not name the sort key goes down in it, on AWS too.
  const isDescending = bySort ? bySort.isDescending : true;
  const sign = byPartition?.isDescending ? -1 : 1;
  const sorted = reads.toSorted(
    (a, b) => sign * compareBytes(a.partition, b.partition) || (isDescending ? -1 : 1) * compareRanges(a, b),
  );
  return { reads: sorted, isDescending };
}

const NOTHING = new Uint8Array();

/** The ranges of one partition do not overlap: their lower ends are enough. */
const compareRanges = ({ bounds: a }: KeyedRead, { bounds: b }: KeyedRead): number =>
  compareBytes(a.gt ?? a.gte ?? NOTHING, b.gt ?? b.gte ?? NOTHING);

import type { ItemCollectionMetrics, ReturnItemCollectionMetrics } from '@aws-sdk/client-dynamodb';
import { toOutputItem } from './answer.ts';
import { pickAttributes } from './item-key.ts';
import type { Table } from './table.ts';
import type { Item } from './values/value.ts';

/**
 * Only tables with local indexes have item collections. DynamoDB's estimate is a range of whole gigabytes.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html#LSI.ItemCollections
 */
export function toItemCollectionMetrics(
  wanted: ReturnItemCollectionMetrics | undefined,
  table: Table,
  itemOrKey: Item,
): ItemCollectionMetrics | undefined {
  if (wanted !== 'SIZE' || !table.indexes.some((index) => index.kind === 'local')) return undefined;
  return {
    ItemCollectionKey: toOutputItem(pickAttributes(itemOrKey, [table.keys.partition.name])),
    SizeEstimateRangeGB: [0, 1],
  };
}

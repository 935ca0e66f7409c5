import type { Tag as TagOutput } from '@aws-sdk/client-dynamodb';
import type { Transaction } from '../../storage/storage.ts';
import { table } from '../../storage/table.ts';
import { invalidParameter, validationException } from './errors.ts';
import { MAX_TAGS } from './limits.ts';
import { parseTableArn, type TableAddress } from './table-name.ts';

export interface Tag {
  readonly tableId: string;
  readonly key: string;
  readonly value: string;
}

export const tags = table<Tag>('dynamodb/tag', { key: (tag) => [tag.tableId, tag.key] });

/** New tags replace those of the same key. */
export async function setTags(tx: Transaction, tableId: string, wanted: readonly TagOutput[]): Promise<void> {
  requireDistinctTagKeys(wanted);
  const existing = await tags.list(tx, { prefix: [tableId] });
  const all = new Set([...existing.map(({ key }) => key), ...wanted.map(({ Key }) => Key!)]);
  if (all.size > MAX_TAGS) throw invalidParameter(`Too many tags: a table can have up to ${MAX_TAGS}`);
  for (const { Key, Value } of wanted) await tags.set(tx, { tableId, key: Key!, value: Value! });
}

function requireDistinctTagKeys(wanted: readonly TagOutput[]): void {
  const keys = wanted.map(({ Key }) => Key);
  const duplicate = keys.find((key, at) => keys.indexOf(key) !== at);
  if (duplicate !== undefined) throw invalidParameter(`Duplicate tag key: ${duplicate}`);
}

/** What the tag operations take: tables by ARN only. */
export function requireTableArn(arn: string | undefined): TableAddress {
  if (arn === undefined) throw validationException('Invalid TableArn');
  const address = parseTableArn(arn);
  if (!address) throw validationException(`Invalid TableArn: Invalid ResourceArn provided as input ${arn}`);
  return address;
}

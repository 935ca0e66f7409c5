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
  requireTagKeys(wanted);
  const existing = await tags.list(tx, { prefix: [tableId] });
  const all = new Set([...existing.map(({ key }) => key), ...wanted.map(({ Key }) => Key!)]);
  if (all.size > MAX_TAGS) {
    throw validationException('Number of Tags exceed the current limit for the provided ResourceArn');
  }
  for (const { Key, Value } of wanted) await tags.set(tx, { tableId, key: Key!, value: Value! });
}

function requireTagKeys(wanted: readonly TagOutput[]): void {
  const keys = wanted.map(({ Key }) => Key);
  const duplicate = keys.find((key, at) => keys.indexOf(key) !== at);
  if (duplicate !== undefined) {
    throw validationException(`Duplicate Tag Keys provided as input: Duplicate Tag Key found ${duplicate}`);
  }
  const reserved = keys.find((key) => key?.startsWith('aws:'));
  if (reserved !== undefined) throw validationException(`Tag Key cannot be prefixed with aws:, Key: ${reserved}`);
}

/** What the tag operations take: tables by ARN only. */
export function requireTableArn(arn: string | undefined): TableAddress {
  if (arn === undefined) throw validationException('Invalid TableArn');
  const address = parseTableArn(arn);
  if (address) return address;
  if (!arn.startsWith('arn:')) throw invalidParameter(`ARNs must start with 'arn:': ${arn}`);
  if (arn.split(':')[2] !== 'dynamodb') throw invalidParameter(`Provided Arn is not a DynamoDB resource arn: ${arn}`);
  throw invalidParameter(
    `Invalid resource arn provided, only table or stream is accepted. Provided resource arn: ${arn}`,
  );
}

import type { KeySchemaElement } from '@aws-sdk/client-dynamodb';

export type KeyType = 'S' | 'N' | 'B';

export interface KeyAttribute {
  readonly name: string;
  readonly type: KeyType;
}

/**
 * What items are found by: a partition key, and where there is a sort key, the order within the partition. Those of
 * global indexes may have several attributes.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.DesignPattern.MultiAttributeKeys.html
 */
export interface KeySchema {
  readonly partition: KeyAttribute;
  readonly furtherPartition?: readonly KeyAttribute[];
  readonly sort?: KeyAttribute;
  readonly furtherSort?: readonly KeyAttribute[];
}

export const isMultiAttribute = ({ furtherPartition, furtherSort }: KeySchema): boolean =>
  furtherPartition !== undefined || furtherSort !== undefined;

export const partitionAttributes = ({ partition, furtherPartition }: KeySchema): readonly KeyAttribute[] =>
  furtherPartition ? [partition, ...furtherPartition] : [partition];

export const sortAttributes = ({ sort, furtherSort }: KeySchema): readonly KeyAttribute[] =>
  sort ? [sort, ...(furtherSort ?? [])] : [];

export function keyAttributes(keys: KeySchema): readonly KeyAttribute[] {
  if (isMultiAttribute(keys)) return [...partitionAttributes(keys), ...sortAttributes(keys)];
  return keys.sort ? [keys.partition, keys.sort] : [keys.partition];
}

export const keyNames = (keys: KeySchema): readonly string[] => keyAttributes(keys).map((attribute) => attribute.name);

/** As DescribeTable shows it. */
export const toKeySchemaElements = (keys: KeySchema): KeySchemaElement[] =>
  keyAttributes(keys).map(({ name }, position) => ({
    AttributeName: name,
    KeyType: position <= (keys.furtherPartition?.length ?? 0) ? 'HASH' : 'RANGE',
  }));

import type { KeySchemaElement } from '@aws-sdk/client-dynamodb';

export type KeyType = 'S' | 'N' | 'B';

export interface KeyAttribute {
  readonly name: string;
  readonly type: KeyType;
}

/** What items are found by: a partition key, and where there is a sort key, the order within the partition. */
export interface KeySchema {
  readonly partition: KeyAttribute;
  readonly sort?: KeyAttribute;
}

export const keyAttributes = (keys: KeySchema): readonly KeyAttribute[] =>
  keys.sort ? [keys.partition, keys.sort] : [keys.partition];

export const keyNames = (keys: KeySchema): readonly string[] => keyAttributes(keys).map((attribute) => attribute.name);

/** As DescribeTable shows it. */
export const toKeySchemaElements = (keys: KeySchema): KeySchemaElement[] =>
  keyAttributes(keys).map(({ name }, position) => ({
    AttributeName: name,
    KeyType: position === 0 ? 'HASH' : 'RANGE',
  }));

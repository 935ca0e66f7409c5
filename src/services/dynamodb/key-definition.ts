import type { AttributeDefinition, KeySchemaElement } from '@aws-sdk/client-dynamodb';
import { invalidParameter, validationError, validationException } from './errors.ts';
import { toJavaHashOrder } from './expressions/java-hash-order.ts';
import type { KeyAttribute, KeySchema } from './key-schema.ts';
import { MAX_INDEX_KEY_ATTRIBUTES } from './limits.ts';

export function toKeyAttributes(definitions: readonly AttributeDefinition[]): readonly KeyAttribute[] {
  const names = definitions.map(({ AttributeName }) => AttributeName);
  const duplicate = names.find((name, at) => names.indexOf(name) !== at);
  if (duplicate !== undefined) throw validationException(`Attribute Name is duplicated: ${duplicate}`);
  return definitions.map(({ AttributeName, AttributeType }) => ({ name: AttributeName!, type: AttributeType! }));
}

/** In the order of a hash set that is as small as it can be; other sets of keys are of the usual size. */
export function listOfDefinitions(attributes: readonly KeyAttribute[]): string {
  const names = attributes.map(({ name }) => name);
  return `[${toJavaHashOrder(names, names.length, 1).join(', ')}]`;
}

/** A table's key schema, checked in DynamoDB's order. */
export function toTableKeys(schema: readonly KeySchemaElement[], attributes: readonly KeyAttribute[]): KeySchema {
  requireAtMostTwoElements(schema, 'keySchema');
  if (schema.length > attributes.length) {
    throw validationException('Invalid KeySchema: Some index key attribute have no definition');
  }
  return toKeySchema(schema, attributes);
}

/** Of a local index. `at` is where the request has it. */
export function toLocalKeys(
  schema: readonly KeySchemaElement[],
  attributes: readonly KeyAttribute[],
  at: string,
): KeySchema {
  requireAtMostTwoElements(schema, at);
  return toKeySchema(schema, attributes);
}

/** One partition key attribute, and at most one sort key attribute. */
function toKeySchema(schema: readonly KeySchemaElement[], attributes: readonly KeyAttribute[]): KeySchema {
  const [partition, sort] = requireDefined(schema, attributes);
  if (!partition || partition === sort) {
    throw validationException('Both the Hash Key and the Range Key element in the KeySchema have the same name');
  }
  requireHashFirst(schema);
  if (schema[1] && schema[1].KeyType !== 'RANGE') {
    throw validationException('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
  }
  return sort ? { partition, sort } : { partition };
}

/** Of a global index, which may have several attributes of each kind. */
export function toGlobalKeys(schema: readonly KeySchemaElement[], attributes: readonly KeyAttribute[]): KeySchema {
  if (schema.length < 2 || (schema.length === 2 && schema[1]!.KeyType === 'RANGE'))
    return toKeySchema(schema, attributes);
  const keys = requireDefined(schema, attributes);
  if (new Set(keys).size < keys.length) {
    throw validationException('The KeySchema contains multiple key attributes with the same name');
  }
  requireHashFirst(schema);
  const kinds = schema.map(({ KeyType }) => KeyType);
  const hashes = kinds.filter((kind) => kind === 'HASH').length;
  if (kinds.lastIndexOf('HASH') >= hashes) {
    throw invalidParameter('All HASH key attributes must precede RANGE key attributes in the KeySchema');
  }
  requireAtMostFour('HASH', hashes);
  requireAtMostFour('RANGE', kinds.length - hashes);
  const [partition, ...furtherPartition] = keys.slice(0, hashes);
  const [sort, ...furtherSort] = keys.slice(hashes);
  return {
    partition: partition!,
    ...(furtherPartition.length > 0 ? { furtherPartition } : {}),
    ...(sort ? { sort } : {}),
    ...(furtherSort.length > 0 ? { furtherSort } : {}),
  };
}

function requireDefined(
  schema: readonly KeySchemaElement[],
  attributes: readonly KeyAttribute[],
): readonly KeyAttribute[] {
  const names = schema.map(({ AttributeName }) => AttributeName!);
  const keys = names.flatMap((name) => attributes.find((attribute) => attribute.name === name) ?? []);
  if (keys.length === names.length && keys.length > 0) return keys;
  throw invalidParameter(
    'Some index key attributes are not defined in AttributeDefinitions. ' +
      `Keys: [${toJavaHashOrder(names).join(', ')}], AttributeDefinitions: ${listOfDefinitions(attributes)}`,
  );
}

function requireHashFirst(schema: readonly KeySchemaElement[]): void {
  if (schema[0]?.KeyType === 'HASH') return;
  throw validationException('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
}

function requireAtMostFour(kind: 'HASH' | 'RANGE', count: number): void {
  if (count <= MAX_INDEX_KEY_ATTRIBUTES) return;
  throw invalidParameter(`The KeySchema exceeds the maximum allowed number of ${kind} key attributes`);
}

/** The API model has room for more, which only global indexes may use. */
function requireAtMostTwoElements(schema: readonly KeySchemaElement[], at: string): void {
  if (schema.length <= 2) return;
  const elements = schema.map(
    ({ AttributeName, KeyType }) => `KeySchemaElement(attributeName=${AttributeName}, keyType=${KeyType})`,
  );
  throw validationError([
    `Value '[${elements.join(', ')}]' at '${at}' failed to satisfy constraint: Member must have length less than or equal to 2`,
  ]);
}

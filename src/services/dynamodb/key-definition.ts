import type { AttributeDefinition, KeySchemaElement } from '@aws-sdk/client-dynamodb';
import { invalidParameter, validationError, validationException } from './errors.ts';
import type { KeyAttribute, KeySchema } from './key-schema.ts';

export function toKeyAttributes(definitions: readonly AttributeDefinition[]): readonly KeyAttribute[] {
  const names = definitions.map(({ AttributeName }) => AttributeName);
  const duplicate = names.find((name, at) => names.indexOf(name) !== at);
  if (duplicate !== undefined) throw validationException(`Attribute Name is duplicated: ${duplicate}`);
  return definitions.map(({ AttributeName, AttributeType }) => ({ name: AttributeName!, type: AttributeType! }));
}

/** A table's key schema, checked in DynamoDB's order. */
export function toTableKeys(schema: readonly KeySchemaElement[], attributes: readonly KeyAttribute[]): KeySchema {
  requireAtMostTwoElements(schema);
  if (schema.length > attributes.length) {
    throw validationException('Invalid KeySchema: Some index key attribute have no definition');
  }
  return toKeySchema(schema, attributes);
}

/** Of a table or an index, against the attribute definitions that they share. */
export function toKeySchema(schema: readonly KeySchemaElement[], attributes: readonly KeyAttribute[]): KeySchema {
  const names = schema.map(({ AttributeName }) => AttributeName!);
  const [partition, sort] = names.map((name) => attributes.find((attribute) => attribute.name === name));
  if (!partition || (schema.length > 1 && !sort)) {
    throw invalidParameter(
      'Some index key attributes are not defined in AttributeDefinitions. ' +
        `Keys: [${names.join(', ')}], AttributeDefinitions: [${attributes.map(({ name }) => name).join(', ')}]`,
    );
  }
  if (partition === sort) {
    throw validationException('Both the Hash Key and the Range Key element in the KeySchema have the same name');
  }
  if (schema[0]?.KeyType !== 'HASH') {
    throw validationException('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  }
  if (schema[1] && schema[1].KeyType !== 'RANGE') {
    throw validationException('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
  }
  return sort ? { partition, sort } : { partition };
}

/** The API model has room for more, which only global indexes may use. */
function requireAtMostTwoElements(schema: readonly KeySchemaElement[]): void {
  if (schema.length <= 2) return;
  const elements = schema.map(
    ({ AttributeName, KeyType }) => `KeySchemaElement(attributeName=${AttributeName}, keyType=${KeyType})`,
  );
  throw validationError([
    `Value '[${elements.join(', ')}]' at 'keySchema' failed to satisfy constraint: Member must have length less than or equal to 2`,
  ]);
}

import { invalidParameterValues } from '../values/errors.ts';
import { validationException } from './errors.ts';

// The shape of a key condition, whatever the table.
export const invalidKeyOperator = (operator: string) =>
  validationException(`Invalid operator used in KeyConditionExpression: ${operator}`);
export const nestedKeyOperation = () => validationException('KeyConditionExpressions cannot contain nested operations');
export const nestedKeyAttribute = () =>
  validationException('KeyConditionExpressions cannot have conditions on nested attributes');
export const severalConditionsPerKey = () =>
  validationException(
    'Invalid KeyConditionExpression: KeyConditionExpressions must only contain one condition per key',
  );
export const keyMustBeFirst = (operator: string) =>
  invalidKeyCondition(`${operator} operator must have the key attribute as its first operand`);
export const severalKeyAttributes = () => invalidKeyCondition('Multiple attribute names used in one condition');
export const noKeyAttribute = () => invalidKeyCondition('No key attribute specified');

// The condition against the key schema of the table or index.
/** Of KeyConditions, before their table is looked at. */
export const wrongConditionCount = () => validationException('Conditions can be of length 1 or 2 only');
export const tooManyConditions = (count: number, keyAttributeCount: number) =>
  validationException(
    `The number of query conditions (${count}) exceeds the number of key attributes defined in the schema (${keyAttributeCount})`,
  );
export const missingKeyCondition = (name: string) =>
  validationException(`Query condition missed key schema element: ${name}`);
export const missingEqualities = (names: readonly string[], last: string) =>
  validationException(
    `RANGE key attributes ${names.join(', ')} must have equality conditions specified in the query because a condition is present on key attribute ${last}`,
  );
export const unsupportedKeyCondition = () => validationException('Query key condition not supported');
export const notIndexable = () => validationException('Attempted conditional constraint is not an indexable operation');
export const keyTypeMismatch = () => invalidParameterValues('Condition parameter type does not match schema type');
export const emptyKeyValue = (type: 'string' | 'binary', name: string) =>
  validationException(
    'One or more parameter values are not valid. ' +
      `The AttributeValue for a key attribute cannot contain an empty ${type} value. Key: ${name}`,
  );

const invalidKeyCondition = (problem: string) =>
  validationException(`Invalid condition in KeyConditionExpression: ${problem}`);

import { invalidParameterValues } from '../values/errors.ts';
import { validationException } from './errors.ts';

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html

export const conditionalOperatorAlone = () =>
  validationException('ConditionalOperator cannot be used without Filter or Expected');
export const conditionalOperatorForOne = () =>
  validationException('ConditionalOperator can only be used when Filter or Expected has two or more elements');

// A comparison operator and its arguments.
export const wrongArgumentCount = (operator: string) =>
  invalidParameterValues(`Invalid number of argument(s) for the ${operator} ComparisonOperator`);
export const mixedArgumentTypes = () =>
  invalidParameterValues('AttributeValues inside AttributeValueList must be of same type');
export const unsupportedArgumentType = (operator: string, type: string) =>
  invalidParameterValues(`ComparisonOperator ${operator} is not valid for ${type} AttributeValue type`);
export const reversedBounds = () =>
  validationException(
    'The BETWEEN condition was provided a range where the lower bound is greater than the upper bound',
  );

// Expected.
export const valueAndList = (name: string) =>
  invalidParameterValues(`Value and AttributeValueList cannot be used together for Attribute: ${name}`);
export const existsAndOperator = (name: string) =>
  invalidParameterValues(`Exists and ComparisonOperator cannot be used together for Attribute: ${name}`);
export const operatorWithoutValue = (operator: string, name: string) =>
  invalidParameterValues(
    `Value or AttributeValueList must be used with ComparisonOperator: ${operator} for Attribute: ${name}`,
  );
export const listWithoutOperator = (name: string) =>
  invalidParameterValues(`AttributeValueList can only be used with a ComparisonOperator for Attribute: ${name}`);
export const existsWithoutValue = (exists: boolean | undefined, name: string) =>
  invalidParameterValues(`Value must be provided when Exists is ${exists ?? null} for Attribute: ${name}`);
export const valueButNotExists = (name: string) =>
  invalidParameterValues(`Value cannot be used when Exists is false for Attribute: ${name}`);

// AttributeUpdates.
export const actionWithoutValue = () =>
  invalidParameterValues('Only DELETE action is allowed when no attribute value is specified');
export const deleteNotSupported = (type: string) =>
  invalidParameterValues(`DELETE action with value is not supported for the type ${type}`);
export const addNotSupported = (type: string) =>
  invalidParameterValues(`ADD action is not supported for the type ${type}`);
export const attributeTypeMismatch = () => validationException('Type mismatch for attribute to update');

import type { Path } from './path.ts';
import { validationException } from '../values/errors.ts';

export { validationException };

/** The request parameters that hold an expression. */
export type ExpressionParameter =
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'ProjectionExpression'
  | 'UpdateExpression';

/** What is wrong inside one expression; `problem` is one of the sentences below. */
export const invalidExpression = (parameter: ExpressionParameter, problem: string) =>
  validationException(`Invalid ${parameter}: ${problem}`);

// Reading an expression.
export const EMPTY_EXPRESSION = 'The expression can not be empty;';
export const REDUNDANT_PARENTHESES = 'The expression has redundant parentheses;';
/** Of updates the size is not told. */
export const expressionTooLong = (parameter: ExpressionParameter, sizeBytes: number) =>
  'Expression size has exceeded the maximum allowed size;' +
  (parameter === 'UpdateExpression' ? '' : ` expression size: ${sizeBytes}`);
export const syntaxError = (token: string, near: string) => `Syntax error; token: "${token}", near: "${near}"`;
export const tooManyOperators = (count: number) =>
  `The expression contains too many operators; operator count: ${count}`;

// Names, functions and sections, as written.
export const reservedKeyword = (name: string) => `Attribute name is a reserved keyword; reserved keyword: ${name}`;
export const listIndexOutOfRange = (index: string) => `List index is not within the allowable range; index: [${index}]`;
export const unknownFunction = (name: string) => `Invalid function name; function: ${name}`;
export const functionNotInUpdate = (name: string) =>
  `The function is not allowed in an update expression; function: ${name}`;
export const functionNotInCondition = (name: string) =>
  `The function is not allowed in a condition expression; function: ${name}`;
export const misplacedFunction = (name: string) =>
  `The function is not allowed to be used this way in an expression; function: ${name}`;
export const wrongOperandCount = (name: string, count: number) =>
  `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${count}`;
export const repeatedSection = (keyword: string) =>
  `The "${keyword}" section can only be used once in an update expression;`;

// Placeholders, operands and their types.
export const undefinedName = (placeholder: string) =>
  `An expression attribute name used in the document path is not defined; attribute name: ${placeholder}`;
export const undefinedValue = (placeholder: string) =>
  `An expression attribute value used in expression is not defined; attribute value: ${placeholder}`;
export const pathTooDeep = (levels: number) =>
  `The document path has too many nesting levels; nesting levels: ${levels}`;
export const wrongOperandType = (operator: string, type: string) =>
  `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`;
export const wrongActionOperandType = (action: 'ADD' | 'DELETE', type: string) =>
  `Incorrect operand type for operator or function; operator: ${action}, operand type: ${type}, ` +
  `typeSet: ALLOWED_FOR_${action}_OPERAND`;
export const pathRequired = (name: string) =>
  `Operator or function requires a document path; operator or function: ${name}`;
export const operandsNotDistinct = (operator: string, first: Path) =>
  'The first operand must be distinct from the remaining operands for this operator or function; ' +
  `operator: ${operator}, first operand: ${pathText(first)}`;
export const tooManyInOperands = (count: number) =>
  `The IN operator is provided with too many operands; number of operands: ${count}`;
export const betweenTypesDiffer = (lower: string, upper: string) =>
  'The BETWEEN operator requires same data type for lower and upper bounds; ' + boundsText(lower, upper);
export const betweenBoundsReversed = (lower: string, upper: string) =>
  'The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ' + boundsText(lower, upper);
export const unknownTypeName = (name: string) =>
  `Invalid attribute type name found; type: ${name}, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}`;
export const pathsOverlap = (one: Path, two: Path) => pathsClash('overlap', one, two);
export const pathsConflict = (one: Path, two: Path) => pathsClash('conflict', one, two);

const pathsClash = (clash: string, one: Path, two: Path) =>
  `Two document paths ${clash} with each other; must remove or rewrite one of these paths; ` +
  `path one: ${pathText(one)}, path two: ${pathText(two)}`;
const pathText = (path: Path) => `[${path.map((step) => (typeof step === 'number' ? `[${step}]` : step)).join(', ')}]`;
const boundsText = (lower: string, upper: string) => `lower bound operand: ${lower}, upper bound operand: ${upper}`;

// The maps of placeholders.
export type PlaceholderMap = 'ExpressionAttributeNames' | 'ExpressionAttributeValues';
export const emptyPlaceholders = (map: PlaceholderMap) => validationException(`${map} must not be empty`);
export const invalidPlaceholder = (map: PlaceholderMap, key: string) =>
  validationException(`${map} contains invalid key: Syntax error; key: "${key}"`);
export const placeholderTooLong = (map: PlaceholderMap, sizeBytes: number) =>
  validationException(
    `${map} contains invalid key: The expression attribute map contains a key that is too long; ` +
      `size of key: ${sizeBytes}`,
  );
export const emptyAttributeName = (placeholder: string) =>
  validationException(`ExpressionAttributeNames contains invalid value: Empty attribute name for key ${placeholder}`);
export const invalidPlaceholderValue = (placeholder: string, problem: string) =>
  validationException(`ExpressionAttributeValues contains invalid value: ${problem} for key ${placeholder}`);
export const unusedPlaceholders = (map: PlaceholderMap, keys: readonly string[]) =>
  validationException(`Value provided in ${map} unused in expressions: keys: {${keys.join(', ')}}`);
export const placeholdersWithoutExpression = (map: PlaceholderMap, missing?: readonly string[]) =>
  validationException(
    `${map} can only be specified when using expressions` +
      (missing ? `: ${missing.join(' and ')} ${missing.length > 1 ? 'are' : 'is'} null` : ''),
  );
export const mixedParameters = (others: readonly string[], expressions: readonly string[]) =>
  validationException(
    'Can not use both expression and non-expression parameters in the same request: ' +
      `Non-expression parameters: {${others.join(', ')}} Expression parameters: {${expressions.join(', ')}}`,
  );

// Running an update.
export const incorrectOperandType = () =>
  validationException('An operand in the update expression has an incorrect data type');
export const missingAttribute = () =>
  validationException('The provided expression refers to an attribute that does not exist in the item');
export const invalidUpdatePath = () =>
  validationException('The document path provided in the update expression is invalid for update');

/** What a JSON value is, in the names of AWS's parser. */
export type Token = 'STRING_VALUE' | 'NUMBER_VALUE' | 'DECIMAL_VALUE' | 'TRUE_VALUE' | 'FALSE_VALUE';

/** Where a value stands: as the member of a structure, or inside a list or map. */
export type Position = 'field' | 'element';

/** AWS's sentences for JSON values of the wrong type; they differ by the service's framework. */
export interface SerializationWords {
  /** `type` is `String`, `Integer`, `Boolean`, `Blob`, `Timestamp`… */
  scalar(found: Token, type: string): string;
  listForScalar(type: string): string;
  objectForScalar(): string;
  scalarForList(position: Position): string;
  objectForList(): string;
  scalarForMap(position: Position): string;
  /** `valueType` is the map's value as Java has it. */
  listForMap(valueType: string): string;
  scalarForStructure(position: Position): string;
  listForStructure(name: string): string;
  /** What a string means where a boolean is expected; `undefined` if nothing. */
  booleanOf(text: string): boolean | undefined;
  base64(text: string, problem: Base64Problem): string;
}

export type Base64Problem =
  | { readonly kind: 'length' }
  | { readonly kind: 'character'; readonly character: string }
  | { readonly kind: 'padding' };

const lengthProblem = (text: string) =>
  `Base64 encoded length is expected a multiple of 4 bytes but found: ${text.length}`;
/** "dectected" is AWS's. */
const PADDING_PROBLEM = 'Invalid last non-pad Base64 character dectected';

const article = (type: string) => (/^[AEIOU]/.test(type) ? 'an' : 'a');

/** Most services: observed of Athena, SQS, Lambda and SES in 2023 to 2026, and of Kinesis for maps and blobs. */
export const commonWords: SerializationWords = {
  scalar: (found, type) =>
    type === 'Timestamp'
      ? `${found} can not be converted to milliseconds since epoch`
      : `${found} can not be converted to ${article(type)} ${type}`,
  listForScalar: () => 'Start of list found where not expected',
  objectForScalar: () => 'Start of structure or map found where not expected.',
  scalarForList: () => 'Expected list or null',
  objectForList: () => 'Start of structure or map found where not expected.',
  scalarForMap: () => 'Expected map or null',
  listForMap: () => 'Start of list found where not expected',
  scalarForStructure: () => 'Expected null',
  listForStructure: () => 'Start of list found where not expected',
  // Observed of SES v2: any string is true.
  booleanOf: () => true,
  base64: (text, problem) => {
    const prefix = `'${text}' can not be converted to a Blob: `;
    if (problem.kind === 'length') return prefix + lengthProblem(text);
    if (problem.kind === 'character') return `${prefix}Invalid Base64 character: '${problem.character}'`;
    return prefix + PADDING_PROBLEM;
  },
};

const PARAMETERIZED_TYPE = 'sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl';
const DYNAMODB_PACKAGE = 'com.amazonaws.dynamodb.v20120810';

/** DynamoDB, whose front end is its own; recorded against AWS by the tests of mhart/dynalite. */
export const dynamodbWords: SerializationWords = {
  scalar: (found, type) =>
    type === 'Blob'
      ? found === 'STRING_VALUE'
        ? 'Unexpected field type'
        : 'only base-64-encoded strings are convertible to bytes'
      : found === 'STRING_VALUE' && type === 'Boolean'
        ? 'Unexpected token received from parser'
        : `${found} cannot be converted to ${type}`,
  listForScalar: (type) =>
    `Unrecognized collection type class java.${type === 'Blob' ? 'nio.ByteBuffer' : `lang.${type}`}`,
  objectForScalar: () => 'Start of structure or map found where not expected',
  scalarForList: parameterizedOr('Unexpected field type'),
  objectForList: () => 'Start of structure or map found where not expected',
  scalarForMap: parameterizedOr('Unexpected field type'),
  listForMap: (valueType) =>
    `Unrecognized collection type java.util.Map<java.lang.String, ${valueType.replaceAll('{package}', DYNAMODB_PACKAGE)}>`,
  scalarForStructure: (position) =>
    position === 'field' ? 'Unexpected field type' : 'Unexpected value type in payload',
  listForStructure: (name) => `Unrecognized collection type class ${DYNAMODB_PACKAGE}.${name}`,
  booleanOf: (text) => DYNAMODB_BOOLEANS.get(text.toUpperCase()),
  base64: (text, problem) => (problem.kind === 'length' ? lengthProblem(text) : PADDING_PROBLEM),
};

const DYNAMODB_BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ['TRUE', true],
  ['1', true],
  ['YES', true],
  ['FALSE', false],
  ['0', false],
  ['NO', false],
]);

/** A collection inside a collection fails in a cast. */
function parameterizedOr(words: string): (position: Position) => string {
  return (position) =>
    position === 'field'
      ? words
      : `class ${PARAMETERIZED_TYPE} cannot be cast to class java.lang.Class (${PARAMETERIZED_TYPE} and java.lang.Class are in module java.base of loader 'bootstrap')`;
}

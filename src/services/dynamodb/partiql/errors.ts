import { AwsError } from '../../../kernel/aws-error.ts';
import { invalidParameter, validationException } from '../errors.ts';

/**
 * What DynamoDB says to PartiQL, as recorded against AWS by the public conformance suite and by users.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.html
 */

/** For what the lexer cannot read there is no detail, and the sentence ends with the blank. */
export const notWellFormed = (detail = '') =>
  validationException(`Statement wasn't well formed, can't be processed: ${detail}`);

// Statements.
export const aliasing = () => validationException('Aliasing is not supported');
export const unexpectedSource = () => validationException('Unexpected from source');
export const severalSources = () => validationException('Only select from a single table or index is supported.');
export const tooManySourceComponents = () =>
  validationException('A path may contain at most 2 components in the FROM clause');
export const emptySourceComponent = () => validationException('Path component cannot be an empty string');
export const invalidTableName = () =>
  validationException(
    "Table name should be within the length [3, 255] and only contain 'a-z', 'A-Z', '0-9', '-', '_', '.'.",
  );
export const insertIntoIndex = () =>
  validationException('FROM clause may only contain a single table name in data manipulation statements');
export const writeOnIndex = () => validationException('This operation is not supported on an index');
export const severalInserts = () =>
  validationException(
    'Unsupported operation: Inserting multiple items in a single statement is not supported, ' +
      'use "INSERT INTO tableName VALUE item" instead',
  );
export const itemMustBeStruct = () =>
  validationException(
    'Unsupported format in item expression. Please use struct format {...} to express item values for insert statement.',
  );
export const oneOperation = () => validationException('Only one operation is allowed in a statement.');
export const selectValue = () => validationException("Select projection doesn't support value or pivot keywords");
export const duplicateProjection = (name: string) =>
  validationException(`Duplicate identifiers in select clause: ${name}`);
export const returningInInsert = () => validationException('RETURNING is not supported in INSERT');
export const returningInDelete = (what: string) =>
  validationException(
    `Invalid returning clause: RETURNING ${what} *. Only RETURNING ALL OLD * is allowed in DELETE statements.`,
  );
export const severalReturning = () =>
  validationException('Invalid syntax with multiple returning elements in RETURNING clause');
export const returningWithoutStar = () =>
  validationException("Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause");
export const existsOutsideTransaction = () =>
  validationException('EXISTS can only be used in ExecuteTransaction write requests.');

// Conditions and values; `place` is where in the statement, " at line:column:length".
export const unrecognizedFunction = (name: string, place: string) =>
  validationException(`Unrecognized function: ${name}${place}`);
export const unexpectedPathComponent = (place: string) => validationException(`Unexpected path component${place}`);
export const wildcardPath = () => validationException('Wildcard path component like a[*].b are not supported');
export const unpivotPath = () => validationException('Unpivot path component like a.*.b are not supported');
export const listIndexOutOfRange = (index: string, place: string) =>
  validationException(`List index is not within the allowable range; index: [${index}]${place}`);
export const unsupportedClause = (clause: string, place: string) =>
  validationException(`Unsupported clause: ${clause}${place}`);
export const unsupportedOperation = (operation: string) => validationException(`Unsupported operation: ${operation}`);
export const unsupportedConditionOperator = (operator: string) =>
  validationException(`Unsupported operator in Condition Expression. Operator: ${operator}`);
export const unsupportedUpdateOperator = (operator: string) =>
  validationException(`Unsupported operator in Update Expression. Operator: ${operator}`);
export const notBoolean = () =>
  validationException('WHERE clause must contain an expression that resolves to a boolean');
export const invalidIn = () =>
  validationException(
    'IN operator must have a left hand argument of type Variable Reference and right hand argument of type Seq with ' +
      'at least one member',
  );
export const missingComparedWithoutIs = () => validationException('MISSING must be compared using IS operator');
export const invalidIsOperand = () =>
  validationException('The left hand side argument to IS must be a Variable Reference, Literal, or Path');
export const unsupportedIsType = (type: string) =>
  validationException(
    `Unsupported data type for IS operator: ${type}. Supported data types are ` +
      '[MISSING, NULL, BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST]',
  );
/** As UpdateItem's, but the types in another order. */
export const unknownAttributeType = (type: string) =>
  validationException(`Invalid attribute type name found; type: ${type}, valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}`);
export const parameterCountMismatch = () =>
  validationException("Number of parameters in request and statement don't match.");
export const nullMustBeTrue = () => invalidParameter('Null attribute value types must have the value of true');
export const unsupportedDataType = (type: string, path: string, place: string) =>
  validationException(`Unsupported data type: ${type} under key ${path}${place}`);
export const ionLiteral = (text: string, path: string) =>
  validationException(`Ion Literals are not supported: ${text} under key ${path}`);
export const emptyBag = () => validationException('Empty bags are not supported');
export const mixedBag = () =>
  validationException('Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags');
export const duplicateNumbersInBag = (members: readonly string[], path: string) =>
  invalidParameter(`Input collection [${members.join(', ')}] contains duplicates! under ${path}`);
export const duplicateMapKeys = (name: string, path: string) =>
  validationException(`Duplicate keys in tuple. Key: ${name} under ${path}`);
export const mapKeyMustBeString = (type: string, path: string) =>
  validationException(`Tuple keys must be of type String. Actual type: ${type} under ${path}`);
export const setFunctionOperandCount = (name: SetFunction, place: string) =>
  validationException(`${name.toUpperCase()} must have exactly two arguments${place}`);
export const setFunctionTarget = (name: SetFunction, place: string) =>
  validationException(`The first argument to ${name.toUpperCase()} must equal the assignment value${place}`);
export const setFunctionOperand = (name: SetFunction, place: string) =>
  validationException(`The second argument to ${name.toUpperCase()} must be a value with type SET${place}`);

export type SetFunction = 'set_add' | 'set_delete';

// Keys.
export const incompleteKey = () =>
  validationException('Where clause does not contain a mandatory equality on all key attributes');
export const severalConditionsOnKey = (name: string) =>
  validationException(`Multiple conditions on same key ${name}. Only single item Update/Insert/Delete are supported`);
export const keyAttributeAbsent = (name: string) =>
  validationException(`Key attribute should be present in the item: Key ${name}`);
export const keyAttributeType = (name: string) =>
  validationException(`Key attribute's data type should match its data type in table's schema: Key ${name}`);
export const overlappingRanges = () =>
  validationException('Overlapping conditions with range keys are not supported in where clause');
export const tooManyReads = () => validationException('Too many decomposed read operations for a given query.');
export const duplicateItem = () => new AwsError('DuplicateItemException', 'Duplicate primary key exists in table');

// Reads.
/** Said of an index, whatever it says. */
export const multiAttributeKeys = () =>
  validationException(
    'PartiQL statements cannot be executed on tables with multi-attribute HASH keys or multi-attribute RANGE keys.',
  );
export const noSuchIndex = () => validationException('The table does not have the specified index');
export const consistentReadOnGlobalIndex = () =>
  validationException('Strongly consistent read is not supported on Global Secondary Indexes');
export const filterNotProjected = (indexName: string, names: readonly string[]) =>
  invalidParameter(
    `Secondary index ${indexName} does not project one or more filter attributes: [${names.join(', ')}]`,
  );
export const orderWithoutWhere = () =>
  validationException('Must have WHERE clause in the statement when using ORDER BY clause.');
export const orderWithoutPartition = () =>
  validationException(
    'Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause.',
  );
export const orderByNonKey = (name: string) =>
  validationException(`Attribute ${name} in ORDER BY clause must be part of the primary key`);
export const orderByExpression = (type: string) =>
  validationException(`Argument to ORDER BY must be of type VariableReference. Type: ${type}`);
export const orderNeedsPartition = () =>
  validationException(
    'Must have hash key in ORDER BY clause when more than one hash key condition specified in WHERE clause.',
  );
export const invalidNextToken = () => validationException('Invalid NextToken');
export const foreignNextToken = () => validationException('NextToken does not match request');

// Batches and transactions.
export const batchReadWithoutKey = () =>
  validationException(
    'Select statements within BatchExecuteStatement must specify the primary key in the where clause.',
  );
export const mixedBatch = () =>
  validationException('Read and write requests together in the same batch is not supported.');
export const inTransactStatement = (at: number, message: string) =>
  validationException(`Validation failed in TransactStatements[${at}]: ${message}`);
export const transactionReadWithoutKey = () =>
  validationException('Select statements within ExecuteTransaction must specify the primary key in the where clause.');
export const transactionReadOnIndex = () =>
  validationException('Reads on indices are not supported within transactions.');
export const returningInTransaction = () =>
  validationException('RETURNING clause is not supported in ExecuteTransaction.');
export const existsNeedsCondition = () =>
  validationException('EXISTS() must contain a single item read with additional condition');
export const mixedTransaction = () =>
  validationException('ExecuteTransaction API does not support both read and write operations in the same request.');

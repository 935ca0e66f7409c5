import { PutItemCommand, type AttributeValue } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { partiql } from './partiql-support.ts';
import { createTable, dynamoDb } from './support.ts';

// The words are those that the public conformance suite recorded on AWS (tests/tier3/error-messages/partiql*.test.ts),
// and https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.html.

const NOT_WELL_FORMED = "Statement wasn't well formed, can't be processed: ";
const OVERFLOW = 'Number overflow. Attempting to store a number with magnitude larger than supported range';
const UNDERFLOW = 'Number underflow. Attempting to store a number with magnitude smaller than supported range';
const DUPLICATES = 'One or more parameter values were invalid: Input collection [a, a] contains duplicates.';
const INCOMPLETE = 'Where clause does not contain a mandatory equality on all key attributes';

async function setUp() {
  const cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, 'things', 'pk:S', 'sk:S');
  await client.send(
    new PutItemCommand({
      TableName: 'things',
      Item: { pk: { S: 'a' }, sk: { S: '1' }, ss: { SS: ['a'] }, n: { N: '1' } },
    }),
  );
  return { ...partiql(client), [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose]() };
}

const where = (condition: string) => `SELECT * FROM things WHERE pk = 'a' AND ${condition}`;
const update = (clause: string) => `UPDATE things ${clause} WHERE pk = 'a' AND sk = '1'`;
const insert = (members: string) => `INSERT INTO things VALUE {'pk': 'new', 'sk': '1', ${members}}`;
/** " at 1:column:length" of a part of the statement. */
const at = (statement: string, part: string, length = part.length) =>
  ` at 1:${statement.lastIndexOf(part) + 1}:${length}`;

const EXISTS_PROJECTION = 'SELECT attribute_exists(ss) FROM things';
const EXISTS_PATH = where('EXISTS(ss)');
const SET_ELSEWHERE = update("SET t = set_add(ss, <<'x'>>)");
const SET_NO_PATH = update("SET ss = set_add(<<'a'>>, <<'b'>>)");
const SET_STRING = update("SET ss = set_delete(ss, 'x')");
const SET_ONE = update('SET ss = set_add(ss)');
const SET_IN_WHERE = where("set_add(ss, <<'x'>>) = ss");
const SET_IN_INSERT = insert("'v': set_add(<<'a'>>, <<'b'>>)");

test.each([
  // Statements.
  [';', `${NOT_WELL_FORMED}Unexpected term`],
  [
    '',
    "1 validation error detected: Value '' at 'statement' failed to satisfy constraint: Member must have length greater than or equal to 1",
  ],
  ["SELECT * FROM things t WHERE pk = 'x'", 'Aliasing is not supported'],
  ["UPDATE things AS t SET a = 3 WHERE pk = 'x'", 'Aliasing is not supported'],
  ['SELECT a AS b FROM things', 'Aliasing is not supported'],
  ['SELECT * FROM things, others', 'Only select from a single table or index is supported.'],
  ["SELECT * FROM 'things'", 'Unexpected from source'],
  ['SELECT * FROM ""', 'Path component cannot be an empty string'],
  [
    'SELECT * FROM "a b"',
    "Table name should be within the length [3, 255] and only contain 'a-z', 'A-Z', '0-9', '-', '_', '.'.",
  ],
  ['SELECT a, b.a FROM things', 'Duplicate identifiers in select clause: a'],
  ['SELECT id FROM dbimp_page LIMIT 5', 'Unsupported clause: LIMIT at 1:33:1'],
  ['x IS DOUBLE PRECISION', 'Unsupported operation: IsType'],
  [
    "INSERT INTO things <<{'pk': 'a'}>>",
    'Unsupported operation: Inserting multiple items in a single statement is not supported, ' +
      'use "INSERT INTO tableName VALUE item" instead',
  ],
  [
    "INSERT INTO things VALUE 'a'",
    'Unsupported format in item expression. Please use struct format {...} to express item values for insert statement.',
  ],
  ["INSERT INTO things VALUE {'pk': 'a'} RETURNING ALL OLD *", 'RETURNING is not supported in INSERT'],
  [
    "DELETE FROM things WHERE pk = 'a' RETURNING MODIFIED NEW *",
    'Invalid returning clause: RETURNING MODIFIED NEW *. Only RETURNING ALL OLD * is allowed in DELETE statements.',
  ],
  ["EXISTS(SELECT * FROM things WHERE pk = 'a')", 'EXISTS can only be used in ExecuteTransaction write requests.'],
  // Functions.
  [
    where("attribute_exists('ss')"),
    'Operator or function requires a document path; operator or function: attribute_exists',
  ],
  [
    where('attribute_exists()'),
    'Incorrect number of operands for operator or function; operator or function: attribute_exists, number of operands: 0',
  ],
  [EXISTS_PROJECTION, `Unexpected path component${at(EXISTS_PROJECTION, 'attribute_exists')}`],
  [EXISTS_PATH, `Unrecognized function: exists${at(EXISTS_PATH, 'EXISTS')}`],
  [SET_IN_WHERE, `Unrecognized function: set_add${at(SET_IN_WHERE, 'set_add')}`],
  [SET_IN_INSERT, `Unsupported data type: set_add under key root${at(SET_IN_INSERT, 'set_add')}`],
  [SET_ELSEWHERE, `The first argument to SET_ADD must equal the assignment value${at(SET_ELSEWHERE, 'set_add')}`],
  [SET_NO_PATH, `The first argument to SET_ADD must equal the assignment value${at(SET_NO_PATH, 'set_add')}`],
  [SET_STRING, `The second argument to SET_DELETE must be a value with type SET${at(SET_STRING, "ss, 'x'", 2)}`],
  [SET_ONE, `SET_ADD must have exactly two arguments${at(SET_ONE, 'set_add')}`],
  [
    'UPDATE things\nSET "ss" = set_add(\n  "ss", [\'x\'])\nWHERE pk = \'a\'',
    'The second argument to SET_ADD must be a value with type SET at 3:3:4',
  ],
  [update('SET ss = set_add(ss, <<1>>)'), 'An operand in the update expression has an incorrect data type'],
  [
    update('SET none = list_append(none, [1])'),
    'The provided expression refers to an attribute that does not exist in the item',
  ],
  [update("SET none[0] = 'x'"), 'The document path provided in the update expression is invalid for update'],
  [
    update("SET sk = 'x'"),
    'One or more parameter values were invalid: Cannot update attribute sk. This attribute is part of the key',
  ],
  // Operands.
  [where('n < true'), 'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL'],
  [
    where('n BETWEEN <<1>> AND <<2>>'),
    'Incorrect operand type for operator or function; operator or function: BETWEEN, operand type: NS',
  ],
  [
    where("attribute_type(n, 'X')"),
    'Invalid attribute type name found; type: X, valid types: {N,BS,L,B,NULL,M,S,SS,NS,BOOL}',
  ],
  [
    where('attribute_type(n, 1)'),
    'Incorrect operand type for operator or function; operator or function: attribute_type, operand type: N',
  ],
  [where('n = MISSING'), 'MISSING must be compared using IS operator'],
  [
    where('n IN []'),
    'IN operator must have a left hand argument of type Variable Reference and right hand argument of type Seq with at least one member',
  ],
  [
    where('n IS CLOB'),
    'Unsupported data type for IS operator: CLOB. Supported data types are [MISSING, NULL, BOOLEAN, BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST]',
  ],
  ["SELECT * FROM things WHERE 'a'", 'WHERE clause must contain an expression that resolves to a boolean'],
  ['SELECT l[-1] FROM things', 'List index is not within the allowable range; index: [-1] at 1:11:1'],
  [
    'SELECT pk.a FROM things',
    "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: pk",
  ],
  // Values.
  [where('n = 1e126'), `${OVERFLOW} under root`],
  [update('SET n = 1e-131'), `${UNDERFLOW} under root`],
  [insert("'m': {'x': 1e126}"), `${OVERFLOW} under root.x`],
  [insert("'l': [1, {'y': [1e126]}]"), `${OVERFLOW} under root[1].y[0]`],
  [insert("'v': <<>>"), 'Empty bags are not supported'],
  [insert("'v': <<1, 'a'>>"), 'Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags'],
  [insert("'v': <<'a', 'a'>>"), DUPLICATES],
  [
    update('SET n = <<2, 2.0>>'),
    'One or more parameter values were invalid: Input collection [2, 2.0] contains duplicates! under root',
  ],
  // Keys.
  ["DELETE FROM things WHERE pk = 'a'", INCOMPLETE],
  ["UPDATE things SET a = 1 WHERE pk = 'a' OR sk = '1'", INCOMPLETE],
  ['FROM things SET c = 1', INCOMPLETE],
  [
    "DELETE FROM things WHERE pk = 'a' AND sk = '1' AND sk = '2'",
    'Multiple conditions on same key sk. Only single item Update/Insert/Delete are supported',
  ],
  ["INSERT INTO things VALUE {'pk': 'a'}", 'Key attribute should be present in the item: Key sk'],
  [
    'SELECT * FROM things WHERE pk = 1',
    "Key attribute's data type should match its data type in table's schema: Key pk",
  ],
  [
    "SELECT * FROM things WHERE pk = ''",
    'One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk',
  ],
  [
    "SELECT * FROM things WHERE pk = 'a' AND x = '1' OR pk = 'a' AND sk = '2'",
    'Overlapping conditions with range keys are not supported in where clause',
  ],
  [
    "SELECT * FROM things WHERE pk = 'a' AND sk > '1' OR pk = 'a' AND sk BETWEEN '2' AND '3'",
    'Overlapping conditions with range keys are not supported in where clause',
  ],
  [
    `SELECT * FROM things WHERE pk IN [${Array.from({ length: 51 }, (_value, number) => `'${number}'`).join(',')}]`,
    'Too many decomposed read operations for a given query.',
  ],
  // The table comes last.
  ["SELECT * FROM none WHERE pk = 'a'", 'ResourceNotFoundException: Requested resource not found'],
  ["FROM none WHERE pk = 'x' SET c = 1", 'ResourceNotFoundException: Requested resource not found'],
])('%s: %s', async (statement, problem) => {
  await using db = await setUp();
  expect(await db.problem(statement)).toBe(problem);
});

const deep = (levels: number): AttributeValue => (levels === 0 ? { S: 'leaf' } : { M: { n: deep(levels - 1) } });

test.each<[string, AttributeValue[], string]>([
  [where('n = ? AND x = ?'), [{ N: '1' }], "Number of parameters in request and statement don't match."],
  [where('n = ?'), [{ N: '1e99999999999' }], 'The parameter cannot be converted to a numeric value: 1e99999999999'],
  [where('n = ?'), [{ L: [{ N: '' }] }], 'The parameter cannot be converted to a numeric value'],
  [
    where('n = ? AND x = ?'),
    [deep(40), { N: 'abc' }],
    'Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit',
  ],
  // Parameters are looked at before the statement is.
  ['UPDATE things SET WHERE', [{ SS: ['a', 'a'] }], DUPLICATES],
  [
    insert("'v': ?"),
    [{ M: { x: { NULL: false as true } } }],
    'One or more parameter values were invalid: Null attribute value types must have the value of true',
  ],
  [
    'SELECT pk FROM none WHERE pk = ? AND val < ?',
    [{ S: 'x' }, { BOOL: true }],
    'Incorrect operand type for operator or function; operator or function: <, operand type: BOOL',
  ],
])('%s with parameters', async (statement, parameters, problem) => {
  await using db = await setUp();
  expect(await db.problem(statement, parameters)).toBe(problem);
});

test('items keep their limits', async () => {
  await using db = await setUp();
  const half = { S: 'x'.repeat(300_000) };
  expect(await db.problem(insert("'v': ?, 'w': ?"), [half, half])).toBe(
    'Item size has exceeded the maximum allowed size',
  );
  await db.run(update('SET v = ?'), [half]);
  expect(await db.problem(update('SET w = ?'), [half])).toBe(
    'Item size to update has exceeded the maximum allowed size',
  );
  expect(await db.problem(insert("'v': ?"), [deep(32)])).toContain('Nesting Levels have exceeded supported limits');
});

test('a refused statement changes nothing', async () => {
  await using db = await setUp();
  await db.problem(insert("'v': 1} foo, {'x': 1"));
  await db.problem("DELETE FROM things t WHERE pk = 'a' AND sk = '1'");
  await db.problem("DELETE FROM things WHERE pk = 'a' AND sk = '1' RETURNING MODIFIED OLD *");
  expect(await db.stored('things', { pk: { S: 'new' }, sk: { S: '1' } })).toBeUndefined();
  expect(await db.stored('things', { pk: { S: 'a' }, sk: { S: '1' } })).toBeDefined();
});

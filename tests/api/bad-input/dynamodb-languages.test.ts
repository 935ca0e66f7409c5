import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { testCloud, type TestCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, putAll } from '../dynamodb/support.ts';
import { JSON_1_0 } from './wire.ts';

/** Sentences of DynamoDB's languages, mostly by the grammar, so that they reach far beyond the reader. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 400);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);

const join = (separator: string, ...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => texts.join(separator));
const several = (part: fc.Arbitrary<string>, separator: string) =>
  fc.array(part, { minLength: 1, maxLength: 2 }).map((texts) => texts.join(separator));
/** A word or two lost, doubled or put in. */
const mistaken = (sentence: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    { arbitrary: sentence, weight: 4 },
    {
      arbitrary: fc.tuple(sentence, fc.nat(), noise).map(([text, at, more]) => {
        const words = text.split(' ');
        return words.toSpliced(at % words.length, at % 2, more).join(' ');
      }),
      weight: 1,
    },
  );
const SIGNS = [
  '',
  '(',
  ')',
  '[',
  ']',
  ',',
  '.',
  '#',
  ':',
  '?',
  "'",
  '"',
  '<<',
  '>>',
  '-',
  '--',
  '/*',
  '\u0000',
  '💥',
  '=',
];
const LONG = ['9'.repeat(400), 'x'.repeat(5000), '('.repeat(9)];
const noise = fc.constantFrom(
  ...SIGNS,
  ...LONG,
  'AND',
  'NOT',
  'IN',
  'BETWEEN',
  'size',
  'null',
  'missing',
  '1e2147483648',
);

/** Mostly what there is. */
const mostly = (usual: readonly string[], ...odd: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof({ arbitrary: fc.constantFrom(...usual), weight: 12 }, { arbitrary: fc.constantFrom(...odd), weight: 1 });

const name = mostly(['id', 'n', 'm', 'l', 's', 'b', '#n', '#m', 'x'], '__proto__', 'constructor', 'size');
const step = mostly(['.m', '.#n', '[0]', '[1]', '.l[0]'], '[99999999999]', '.__proto__', '.constructor');
const path = fc
  .tuple(name, fc.oneof({ arbitrary: fc.constant([]), weight: 2 }, fc.array(step, { maxLength: 3 })))
  .map(([first, steps]) => [first, ...steps].join(''));
const value = mostly([':s', ':n', ':b', ':m', ':l', ':ss', ':ns', ':bs', ':null'], ':none');
const operand = fc.oneof(
  { arbitrary: path, weight: 3 },
  { arbitrary: value, weight: 3 },
  path.map((of) => `size(${of})`),
);
const comparator = fc.constantFrom('=', '<>', '<', '<=', '>', '>=');

const { condition } = fc.letrec<{ condition: string; clause: string }>((tie) => ({
  clause: fc.oneof(
    join(' ', operand, comparator, operand),
    join('', operand, fc.constant(' BETWEEN '), operand, fc.constant(' AND '), operand),
    join('', operand, fc.constant(' IN ( '), several(operand, ' , '), fc.constant(' )')),
    join(
      '',
      fc.constantFrom('attribute_exists', 'attribute_not_exists', 'size'),
      path.map((of) => `(${of})`),
    ),
    join(
      '',
      fc.constantFrom('begins_with', 'contains', 'attribute_type', 'unknown'),
      join(' , ', operand, operand).map((of) => `( ${of} )`),
    ),
    tie('condition').map((inner) => `( ${inner} )`),
    tie('clause').map((inner) => `NOT ${inner}`),
  ),
  condition: fc.oneof(
    { depthSize: 'small' },
    tie('clause'),
    join(' AND ', tie('clause'), tie('clause')),
    join(' OR ', tie('clause'), tie('condition')),
  ),
}));

const assigned = fc.oneof(
  operand,
  join(' + ', operand, operand),
  join(' - ', operand, operand),
  join(' , ', operand, operand).map((of) => `if_not_exists( ${of} )`),
  join(' , ', operand, operand).map((of) => `list_append( ${of} )`),
);
const action = fc.oneof(
  { arbitrary: several(join(' = ', path, assigned), ' , ').map((all) => `SET ${all}`), weight: 3 },
  several(path, ' , ').map((all) => `REMOVE ${all}`),
  several(join(' ', path, value), ' , ').map((all) => `ADD ${all}`),
  several(join(' ', path, value), ' , ').map((all) => `DELETE ${all}`),
);
const update = fc.oneof({ arbitrary: action, weight: 3 }, several(action, ' '));

const VALUES = {
  ':s': { S: 'a' },
  ':n': { N: '1' },
  ':b': { B: 'AQI=' },
  ':m': { M: { m: { S: 'x' } } },
  ':l': { L: [{ N: '1' }] },
  ':ss': { SS: ['a', 'b'] },
  ':ns': { NS: ['1', '2'] },
  ':bs': { BS: ['AQI='] },
  ':null': { NULL: true },
};
const ITEM = {
  id: { S: 'a' },
  n: { N: '1' },
  m: { M: { m: { M: { n: { L: [{ N: '5' }] } } }, l: { L: [{ S: 'x' }] } } },
  l: { L: [{ N: '1' }, { M: { m: { S: 'x' } } }] },
  s: { SS: ['a', 'b'] },
  b: { B: Uint8Array.of(1, 2) },
};

const TABLE = 'fuzzed';

async function withItems(): Promise<TestCloud> {
  const cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, TABLE, 'id:S', undefined, {
    AttributeDefinitions: [
      { AttributeName: 'id', AttributeType: 'S' },
      { AttributeName: 'n', AttributeType: 'N' },
    ],
    GlobalSecondaryIndexes: [
      { IndexName: 'byN', KeySchema: [{ AttributeName: 'n', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } },
    ],
  });
  await putAll(client, TABLE, [ITEM]);
  return cloud;
}

async function ask(cloud: TestCloud, operation: string, body: string | Uint8Array): Promise<number> {
  const answer = await cloud.fetch('/', {
    service: 'dynamodb',
    headers: { ...JSON_1_0, 'x-amz-target': `DynamoDB_20120810.${operation}` },
    body: body as string,
  });
  const text = await answer.text();
  // 501 is a clear no to what is not here yet.
  expect([200, 400, 413, 501], `${operation} ${String(body).slice(0, 2000)}: ${text}`).toContain(answer.status);
  return answer.status;
}

/** Only the placeholders that an expression has, or it would be refused for the others alone. */
function placeholders(...texts: readonly string[]) {
  const text = texts.join(' ');
  const values = Object.entries(VALUES).filter(([key]) => new RegExp(`${key}\\b`).test(text));
  const names = Object.entries({ '#n': 'n', '#m': 'm' }).filter(([key]) => new RegExp(`${key}\\b`).test(text));
  return {
    ...(values.length > 0 ? { ExpressionAttributeValues: Object.fromEntries(values) } : {}),
    ...(names.length > 0 ? { ExpressionAttributeNames: Object.fromEntries(names) } : {}),
  };
}

test('no expression makes a failure of ours', async () => {
  await using cloud = await withItems();
  let successes = 0;
  const inputs = fc.tuple(mistaken(condition), mistaken(update), mistaken(several(path, ' , ')));
  for (const [when, what, which] of fc.sample(inputs, { numRuns: RUNS, seed: SEED })) {
    const Key = { id: ITEM.id };
    const requests: readonly (readonly [string, object])[] = [
      [
        'UpdateItem',
        { Key: { id: { S: 'other' } }, UpdateExpression: what, ReturnValues: 'UPDATED_NEW', ...placeholders(what) },
      ],
      ['UpdateItem', { Key, UpdateExpression: what, ConditionExpression: when, ...placeholders(what, when) }],
      ['Scan', { FilterExpression: when, ProjectionExpression: which, ...placeholders(when, which) }],
      ['Query', { KeyConditionExpression: when, IndexName: 'byN', ...placeholders(when) }],
      ['DeleteItem', { Key: { id: { S: 'other' } }, ConditionExpression: when, ...placeholders(when) }],
    ];
    for (const [operation, request] of requests) {
      if ((await ask(cloud, operation, JSON.stringify({ TableName: TABLE, ...request }))) === 200) successes++;
    }
  }
  // Otherwise nothing got past the reader.
  expect(successes).toBeGreaterThan(RUNS / 10);
});

const literal = mostly(
  ["'a'", '1', '-1.5e3', 'true', 'null', '?', "{'a': 1}", '[1, 2]', '<<1, 2>>'],
  '1e126',
  'missing',
  "<<'a', 1>>",
  '`2020T`',
  '1e2147483648',
);
const term = fc.oneof(
  path.map((text) => text.replaceAll('#', '')),
  literal,
);
const { where } = fc.letrec<{ where: string }>((tie) => ({
  where: fc.oneof(
    { depthSize: 'small' },
    join(' ', term, comparator, term),
    join('', term, fc.constant(' BETWEEN '), term, fc.constant(' AND '), term),
    join('', term, fc.constant(' IN [ '), several(term, ' , '), fc.constant(' ]')),
    join(' , ', term, term).map((of) => `begins_with( ${of} )`),
    join(' , ', term, term).map((of) => `contains( ${of} )`),
    term.map((of) => `${of} IS MISSING`),
    join(' AND ', tie('where'), tie('where')),
    join(' OR ', tie('where'), tie('where')),
    tie('where').map((inner) => `NOT ( ${inner} )`),
  ),
}));
const statement = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('*', 'id , n', 'm.m', 'COUNT(*)'),
      where,
      fc.constantFrom('', ' ORDER BY id', ' ORDER BY id DESC'),
    )
    .map(([what, when, order]) => `SELECT ${what} FROM "${TABLE}" WHERE ${when}${order}`),
  where.map((when) => `SELECT * FROM "${TABLE}"."byN" WHERE ${when}`),
  join(' , ', literal, literal).map((of) => `INSERT INTO "${TABLE}" VALUE {'id': 'b', 'x': [ ${of} ]}`),
  fc
    .tuple(term, term)
    .map(([target, of]) => `UPDATE "${TABLE}" SET ${target} = ${of} WHERE id = 'a' RETURNING ALL NEW *`),
  term.map((target) => `UPDATE "${TABLE}" REMOVE ${target} WHERE id = 'a'`),
  fc
    .tuple(term, term)
    .map(([target, of]) => `UPDATE "${TABLE}" SET l = list_append( ${target} , ${of} ) WHERE id = 'a'`),
  where.map((when) => `DELETE FROM "${TABLE}" WHERE id = 'b' AND ${when}`),
  term.map((of) => `EXISTS(SELECT * FROM "${TABLE}" WHERE id = 'a' AND n = ${of})`),
);

test('no PartiQL statement makes a failure of ours', async () => {
  await using cloud = await withItems();
  let successes = 0;
  for (const Statement of fc.sample(mistaken(statement), { numRuns: RUNS, seed: SEED })) {
    const Parameters = [...Statement.matchAll(/\?/g)].map(() => ({ S: 'a' }));
    const prepared = { Statement, ...(Parameters.length > 0 ? { Parameters } : {}) };
    if ((await ask(cloud, 'ExecuteStatement', JSON.stringify(prepared))) === 200) successes++;
    await ask(cloud, 'BatchExecuteStatement', JSON.stringify({ Statements: [prepared] }));
    await ask(cloud, 'ExecuteTransaction', JSON.stringify({ TransactStatements: [prepared] }));
  }
  expect(successes).toBeGreaterThan(RUNS / 10);
});

const put = (value: string, name = '"n"') => `{"TableName":"${TABLE}","Item":{"id":{"S":"a"},${name}:${value}}}`;
const nested = (levels: number, open: string, close: string, leaf: string) =>
  put(open.repeat(levels) + leaf + close.repeat(levels));

test.each<[string, string | Uint8Array]>([
  ['a member twice', put('{"N":"1","N":"2"}')],
  ['an attribute twice', put('{"N":"1"},"n":{"S":"x"}')],
  ['an attribute twice, by an escape', put('{"N":"1"},"\\u006e":{"S":"x"}')],
  ['__proto__', put('{"M":{"__proto__":{"S":"x"}}}', '"__proto__"')],
  ['half a surrogate', put('{"S":"\\ud800"}')],
  ['half a surrogate as a name', put('{"S":"x"}', '"\\udc00"')],
  [
    'invalid UTF-8',
    Buffer.concat([Buffer.from(put('{"S":"').slice(0, -2)), Buffer.of(0xff, 0xfe), Buffer.from('"}}}')]),
  ],
  ['a JSON number for a number', put('{"N":1}')],
  ['a giant JSON number', put(`{"N":${'9'.repeat(10_000)}}`)],
  ['a giant number', put(`{"N":"${'9'.repeat(100_000)}"}`)],
  ['a number of zeros', put(`{"N":"0.${'0'.repeat(100_000)}1"}`)],
  ['an exponent of many digits', put(`{"N":"1e+${'9'.repeat(10_000)}"}`)],
  ['an exponent of many zeros', put(`{"N":"1e-${'0'.repeat(10_000)}1"}`)],
  ['a list of 1,000 levels', nested(1000, '{"L":[', ']}', '{"S":"x"}')],
  ['a map of 100,000 levels', nested(100_000, '{"M":{"a":', '}}', '{"S":"x"}')],
  ['JSON of 100,000 levels', nested(100_000, '[', ']', '1')],
  ['a control character', put('{"S":"\u0001"}')],
  ['a byte order mark', `\ufeff${put('{"S":"x"}')}`],
  ['nothing', ''],
  ['null', 'null'],
  ['a list', '[]'],
  ['an end in the middle', put('{"S":"x').slice(0, -3)],
])('%s is no failure of ours', async (_, body) => {
  await using cloud = await withItems();
  await ask(cloud, 'PutItem', body);
  expect(await ask(cloud, 'GetItem', JSON.stringify({ TableName: TABLE, Key: { id: ITEM.id } }))).toBe(200);
});

import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { partiql } from './partiql-support.ts';
import { createTable, dynamoDb, putAll, type Item } from './support.ts';

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.statements.html; the words and answers
// are those that the public conformance suite recorded on AWS (tests/tier2/partiql, tests/tier3/error-messages).

async function setUp() {
  const cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, 'songs', 'pk:S');
  const statements = partiql(client);
  return {
    ...statements,
    client,
    song: (pk: string) => statements.stored('songs', { pk: { S: pk } }),
    put: (...items: readonly Item[]) => putAll(client, 'songs', items),
    [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
  };
}

const S = (text: string): AttributeValue => ({ S: text });
const N = (text: string): AttributeValue => ({ N: text });

test('INSERT stores literals of every type', async () => {
  await using db = await setUp();
  const { Items } = await db.run(
    `INSERT INTO "songs" value {'pk': 'a', 'n': 1E3, 'small': -1.5e-3, 'half': .5, 'zero': -0, 'quote': 'it''s', 'yes': TRUE,
      'nothing': null, 'map': {'x': {'y': 2.50}}, 'list': [1, 'two', [3]], 'numbers': <<1, 34, 4.5>>, 'strings': <<'a', 'b'>>}`,
  );
  expect(Items).toEqual([]);
  expect(await db.song('a')).toEqual({
    pk: S('a'),
    n: N('1000'),
    small: N('-0.0015'),
    half: N('0.5'),
    zero: N('0'),
    quote: S("it's"),
    yes: { BOOL: true },
    nothing: { NULL: true },
    map: { M: { x: { M: { y: N('2.5') } } } },
    list: { L: [N('1'), S('two'), { L: [N('3')] }] },
    numbers: { NS: ['1', '34', '4.5'] },
    strings: { SS: ['a', 'b'] },
  });
});

test('INSERT takes parameters of every type, inside maps and lists too', async () => {
  await using db = await setUp();
  const binary = { B: Uint8Array.of(1, 2) };
  await db.run("INSERT INTO songs VALUE {'pk': ?, 'b': ?, 'l': [?, {'x': ?}]}", [S('a'), binary, N('1'), S('y')]);
  expect(await db.song('a')).toEqual({ pk: S('a'), b: binary, l: { L: [N('1'), { M: { x: S('y') } }] } });
});

test('INSERT of a key that exists is refused', async () => {
  await using db = await setUp();
  await db.run("INSERT INTO songs VALUE {'pk': 'a', 'v': 1}");
  expect(await db.problem("INSERT INTO songs VALUE {'pk': 'a', 'v': 2}")).toBe(
    'DuplicateItemException: Duplicate primary key exists in table',
  );
  expect((await db.song('a'))?.v).toEqual(N('1'));
});

test('UPDATE sets, removes, calculates, and changes lists and sets', async () => {
  await using db = await setUp();
  await db.put({
    pk: S('a'),
    n: N('1'),
    map: { M: { before: S('x') } },
    things: { L: [N('1'), S('two')] },
    numbers: { NS: ['1', '34'] },
    strings: { SS: ['one', 'two'] },
    gone: S('soon'),
    final: { SS: ['last'] },
  });
  await db.run(
    `UPDATE "songs" SET n=n-1 SET map."new" = [2020, 'x', 2.4] SET things = LIST_APPEND(things, [4, <<'s'>>]), fresh = set_add(fresh, <<'m'>>)
      SET numbers = SET_ADD(numbers, <<345, 1>>) SET strings = set_delete(strings, ?) SET final = set_delete(final, <<'last'>>)
      REMOVE gone REMOVE map.before WHERE pk='a'`,
    [{ SS: ['one', 'none'] }],
  );
  expect(await db.song('a')).toEqual({
    pk: S('a'),
    n: N('0'),
    map: { M: { new: { L: [N('2020'), S('x'), N('2.4')] } } },
    things: { L: [N('1'), S('two'), N('4'), { SS: ['s'] }] },
    fresh: { SS: ['m'] },
    numbers: { NS: ['1', '34', '345'] },
    strings: { SS: ['two'] },
  });
});

test('UPDATE may begin with FROM', async () => {
  await using db = await setUp();
  await db.put({ pk: S('a'), a: N('1') });
  const { Items } = await db.run('from "songs" where pk = ? set c = ? REMOVE a RETURNING ALL NEW *', [S('a'), N('7')]);
  expect(Items).toEqual([{ pk: S('a'), c: N('7') }]);
});

test('UPDATE of an item that is not there fails, whatever its condition', async () => {
  await using db = await setUp();
  for (const condition of ['', ' AND attribute_not_exists(pk)', ' AND v = 1']) {
    expect(await db.problem(`UPDATE songs SET v = 1 WHERE pk = 'none'${condition}`)).toBe(
      'ConditionalCheckFailedException: The conditional request failed',
    );
  }
  expect(await db.song('none')).toBeUndefined();
});

test('what WHERE says beside the key is a condition of UPDATE and DELETE', async () => {
  await using db = await setUp();
  await db.put({ pk: S('a'), name: S('alpha'), n: N('5') });
  const failed = 'ConditionalCheckFailedException: The conditional request failed';
  expect(await db.problem(`UPDATE songs SET n = 9 WHERE pk = 'a' AND "name" = 'beta'`)).toBe(failed);
  expect(await db.problem(`DELETE FROM songs WHERE NOT begins_with(name, 'al') AND (pk = 'a' AND n = 5)`)).toBe(failed);
  expect((await db.song('a'))?.n).toEqual(N('5'));
  await db.run(`UPDATE songs SET n = 9 WHERE (pk = 'a' AND n BETWEEN 1 AND 5) AND attribute_exists(name)`);
  expect((await db.song('a'))?.n).toEqual(N('9'));
  await db.run(`DELETE FROM songs WHERE pk = 'a' AND n IN (8, 9)`);
  expect(await db.song('a')).toBeUndefined();
});

test('a condition that fails shows the item where that is asked for', async () => {
  await using db = await setUp();
  await db.put({ pk: S('a'), n: N('5') });
  const statement = "UPDATE songs SET n = 9 WHERE pk = 'a' AND n = 6";
  const call = db.run(statement, undefined, { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' });
  await expect(call).rejects.toMatchObject({
    name: 'ConditionalCheckFailedException',
    Item: { pk: S('a'), n: N('5') },
  });
});

test('DELETE of an item that is not there does nothing, even with a condition', async () => {
  await using db = await setUp();
  expect((await db.run("DELETE FROM songs WHERE pk = 'none' AND n = 1 RETURNING ALL OLD *")).Items).toEqual([]);
});

test.each([
  ["SET tags[2] = 'y', tags[0] = 'x'", 'ALL OLD', { pk: S('a'), tags: { L: ['a', 'b', 'c'].map(S) } }],
  ["SET tags[2] = 'y', tags[0] = 'x'", 'MODIFIED OLD', { tags: { L: ['a', 'c'].map(S) } }],
  ["SET tags[2] = 'y', tags[0] = 'x'", 'MODIFIED NEW', { tags: { L: ['x', 'y'].map(S) } }],
  ['REMOVE tags[1]', 'MODIFIED OLD', { tags: { L: [S('b')] } }],
  ['REMOVE tags[1]', 'MODIFIED NEW', { tags: { L: [S('c')] } }],
  ['REMOVE tags[2]', 'MODIFIED NEW', undefined],
  ["SET tags[5] = 'd'", 'MODIFIED NEW', undefined],
  ["SET fresh = 'd'", 'MODIFIED OLD', undefined],
  ["SET fresh = 'd'", 'MODIFIED NEW', { fresh: S('d') }],
  ['REMOVE tags', 'ALL NEW', { pk: S('a') }],
] as const)('UPDATE %s RETURNING %s *', async (clauses, returning, item) => {
  await using db = await setUp();
  await db.put({ pk: S('a'), tags: { L: ['a', 'b', 'c'].map(S) } });
  const { Items } = await db.run(`UPDATE songs ${clauses} WHERE pk = 'a' RETURNING ${returning} *`);
  expect(Items).toEqual(item ? [item] : []);
});

test('DELETE RETURNING ALL OLD * shows the item', async () => {
  await using db = await setUp();
  await db.put({ pk: S('a'), n: N('5') });
  const { Items, ConsumedCapacity } = await db.run("DELETE FROM songs WHERE pk = 'a' RETURNING ALL OLD *", undefined, {
    ReturnConsumedCapacity: 'TOTAL',
  });
  expect(Items).toEqual([{ pk: S('a'), n: N('5') }]);
  expect(ConsumedCapacity).toEqual({ TableName: 'songs', CapacityUnits: 1 });
});

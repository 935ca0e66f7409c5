import { expect, test } from 'vitest';
import { authorization } from '../authorization.ts';
import { accessOf } from './access.ts';

// https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html

const SCOPE = { accountId: '000000000000', region: 'us-east-1' };
const ARN = 'arn:aws:dynamodb:us-east-1:000000000000:table/songs';
const toAddress = (name: string) => ({ ...SCOPE, name });
const select = "SELECT * FROM songs WHERE pk = 'a'";

test.each([
  [select, 'PartiQLSelect songs'],
  ['SELECT a FROM "songs"."by-title"', 'PartiQLSelect songs/index/by-title'],
  [`EXISTS(${select})`, 'PartiQLSelect songs'],
  ["INSERT INTO songs VALUE {'pk': ?}", 'PartiQLInsert songs'],
  ["UPDATE songs SET n = 1 WHERE pk = 'a'", 'PartiQLUpdate songs'],
  ["FROM songs WHERE pk = 'a' REMOVE n", 'PartiQLUpdate songs'],
  ["DELETE FROM songs WHERE pk = 'a'", 'PartiQLDelete songs'],
])('%s asks for %s', (statement, question) => {
  const questions = accessOf({ statement }, toAddress);
  expect(questions.map(({ action, resources }) => `${action} ${resources.join().replace(/.*:table\//, '')}`)).toEqual([
    `dynamodb:${question}`,
  ]);
});

test.each([undefined, '', 'SELECT * FROM', 'SELECT * FROM songs t', '1 + 1', 'SET a = 1'])(
  '%s asks nothing: it is refused anyway',
  (statement) => {
    expect(accessOf({ statement }, toAddress)).toEqual([]);
  },
);

test('each statement of a transaction is a question of its own', () => {
  const input = {
    TransactStatements: [{ Statement: `EXISTS(${select})` }, { Statement: 'DELETE FROM "songs" WHERE pk = 1' }],
  };
  expect(authorization.ExecuteTransaction?.questions?.(input, SCOPE)).toMatchObject([
    { action: 'dynamodb:PartiQLSelect', resources: [ARN] },
    { action: 'dynamodb:PartiQLDelete', resources: [ARN] },
  ]);
  expect(authorization.ExecuteTransaction?.resources(input, SCOPE)).toEqual([ARN]);
});

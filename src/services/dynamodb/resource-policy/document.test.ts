import { expect, test } from 'vitest';
import { toPolicyDocument, toShownDocument } from './document.ts';

const TABLE = 'arn:aws:dynamodb:us-east-1:111122223333:table/t';
const INVALID = 'One or more parameter values were invalid: ';

const statement = {
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:root' },
  Action: 'dynamodb:GetItem',
  Resource: TABLE,
};
const text = (statements: unknown) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const canonical = (more: object) =>
  (JSON.parse(toPolicyDocument(text([{ ...statement, ...more }]), 'table').text) as { Statement: object[] })
    .Statement[0];
const problem = (more: object) => {
  try {
    toPolicyDocument(text([{ ...statement, ...more }]), 'table');
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the policy was accepted');
};

test('the elements of a policy come in one order', () => {
  const { Effect, Principal, Action, Resource } = statement;
  const Condition = { StringEquals: { 'aws:SourceVpc': 'vpc-1' } };
  const scrambled = { Statement: { Condition, Resource, Sid: 'a', Action, Principal, Effect }, Version: '2012-10-17' };
  expect(toPolicyDocument(JSON.stringify(scrambled, undefined, 2), 'table').text).toBe(
    text([{ Sid: 'a', Effect, Principal, Action, Resource, Condition }]),
  );
});

test.each([
  [{ Action: ['dynamodb:GetItem'], Resource: [TABLE] }, {}],
  [{ Effect: 'allow' }, {}],
  [{ Principal: { AWS: '111122223333' } }, {}],
  [{ Principal: { AWS: ['111122223333', 'arn:aws:iam::111122223333:root'] } }, {}],
  [{ Action: ['dynamodb:GetItem', 'dynamodb:GetItem'] }, { Action: ['dynamodb:GetItem', 'dynamodb:GetItem'] }],
  [{ Action: 'dynamodb:getitem' }, { Action: 'dynamodb:getitem' }],
])('%o is kept as %o', (given, kept) => {
  expect(canonical(given)).toEqual({ ...statement, ...kept });
});

test('a policy without a version is shown with the old one, but is not the same', () => {
  const without = toPolicyDocument(JSON.stringify({ Statement: [statement] }), 'table').text;
  const shown = toShownDocument(without);
  expect(shown).toMatch(/^\{"Version":"2008-10-17","Statement"/);
  expect(toPolicyDocument(shown, 'table').text).not.toBe(without);
});

test.each([['{not json'], [''], ['[]'], ['"text"']])('%o is no policy', (given) => {
  expect(() => toPolicyDocument(given, 'table')).toThrow(
    `${INVALID}Invalid policy document: This policy contains invalid Json`,
  );
});

test('a policy has statements', () => {
  expect(() => toPolicyDocument(text([]), 'table')).toThrow(
    `${INVALID}Invalid policy document: Could not parse the policy: Statement is empty!`,
  );
});

test.each(['Effect', 'Principal', 'Action', 'Resource'])('a statement has its %s', (element) => {
  expect(problem({ [element]: undefined })).toBe(
    `${INVALID}Invalid policy document: Missing required field ${element}`,
  );
});

test.each([
  [{ Action: ['dynamodb:DescribeStream', 'dynamodb:GetRecords'] }, '"dynamodb:DescribeStream", "dynamodb:GetRecords"'],
  [{ Action: 'dynamodb:ListTables' }, '"dynamodb:ListTables"'],
  [{ Action: 's3:GetObject' }, '"s3:GetObject"'],
  [{ Action: 'GetItem' }, '"GetItem"'],
])('a table has no action %o', (given, named) => {
  expect(problem(given)).toBe(`${INVALID}Invalid policy document: The following action names are invalid: ${named}`);
});

test.each(['*', 'dynamodb:*', 'dynamodb:Get*', 'dynamodb:PartiQL?elete'])('%s is an action of a table', (Action) => {
  expect(canonical({ Action })).toMatchObject({ Action });
});

test.each(['*', TABLE, `${TABLE}/index/byName`, TABLE.replace('/t', '/other'), 'arn:aws:dynamodb:*:*:table/*'])(
  '%s is a resource of a table',
  (Resource) => {
    expect(canonical({ Resource })).toMatchObject({ Resource });
  },
);

test('a stream is no resource of a table', () => {
  const id = 'table/t/stream/2026-10-09T00:29:04.041';
  const Resource = TABLE.replace('table/t', id);
  expect(problem({ Resource })).toBe(
    `${INVALID}Invalid policy document: The relative-id "${id}" is invalid for ARN "${Resource}"`,
  );
});

test('the ids of statements are unique', () => {
  const twice = [
    { Sid: 'a', ...statement },
    { Sid: 'a', ...statement },
  ];
  expect(() => toPolicyDocument(text(twice), 'table')).toThrow(
    `${INVALID}Invalid policy document: The Statement Ids in the policy are not unique`,
  );
});

test('a principal says what it is', () => {
  expect(problem({ Principal: '111122223333' })).toMatch(
    /Invalid policy document: Syntax error at position \(1,\d+\)$/,
  );
  expect(problem({ Principal: { AWS: 'somebody' } })).toBe(`${INVALID}Invalid principal in policy document.`);
  expect(problem({ Principal: { Robot: 'r2d2' } })).toBe(`${INVALID}Invalid principal in policy document.`);
});

const UNBOUNDED =
  'Resource-based policy grants unbounded access in one or more elements. Please revise the policy to ensure least-privilege form of access';

test.each([
  { Principal: '*' },
  { Principal: { AWS: '*' } },
  { Principal: { AWS: ['111122223333', '*'] } },
  { Principal: undefined, NotPrincipal: { AWS: '111122223333' } },
  { Principal: '*', Condition: { StringLike: { 'aws:PrincipalArn': '*' } } },
  { Principal: '*', Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } },
  { Principal: '*', Condition: { StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } } },
  { Principal: '*', Condition: { StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } } },
])('%o is refused: it lets everybody in', (given) => {
  expect(problem(given)).toBe(UNBOUNDED);
});

test.each([
  { Effect: 'Deny', Principal: '*' },
  { Principal: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } },
  { Principal: '*', Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } } },
])('%o lets nobody in whom it does not name', (given) => {
  expect(canonical(given)).toMatchObject(given);
});

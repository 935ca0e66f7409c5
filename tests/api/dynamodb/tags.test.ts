import {
  DeleteTableCommand,
  ListTagsOfResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type DynamoDBClient,
  type Tag,
} from '@aws-sdk/client-dynamodb';
import { afterEach, expect, test, vi } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, refusal } from './support.ts';

afterEach(() => vi.unstubAllEnvs());

const ResourceArn = 'arn:aws:dynamodb:us-east-1:000000000000:table/tagged';

async function tagsOf(client: DynamoDBClient): Promise<Record<string, string>> {
  const { Tags = [] } = await client.send(new ListTagsOfResourceCommand({ ResourceArn }));
  return Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
}

test('a table is made with tags, gets more and loses some', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, 'tagged', 'id:S', undefined, { Tags: [{ Key: 'team', Value: 'a' }] });
  await client.send(
    new TagResourceCommand({
      ResourceArn,
      Tags: [
        { Key: 'team', Value: 'b' },
        { Key: 'stage', Value: '' },
      ],
    }),
  );
  expect(await tagsOf(client)).toEqual({ team: 'b', stage: '' });
  await client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['team', 'none'] }));
  expect(await tagsOf(client)).toEqual({ stage: '' });
});

test('fifty tags come at once, whatever token is given', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  const Tags = Array.from({ length: 50 }, (_, n) => ({ Key: `tag-${n}`, Value: String(n) }));
  await createTable(client, 'tagged', 'id:S', undefined, { Tags });

  for (const more of [{}, { NextToken: 'nothing' }]) {
    const listed = await client.send(new ListTagsOfResourceCommand({ ResourceArn, ...more }));
    expect(listed.Tags).toHaveLength(50);
    expect(listed.NextToken).toBeUndefined();
  }
});

test('tags have limits', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, 'tagged', 'id:S');
  const tag = (...keys: string[]) =>
    refusal(client.send(new TagResourceCommand({ ResourceArn, Tags: keys.map((Key) => ({ Key, Value: '' })) })));
  expect(await tag('a', 'a')).toBe(
    'ValidationException: Duplicate Tag Keys provided as input: Duplicate Tag Key found a',
  );
  expect(await tag('aws:mine')).toBe('ValidationException: Tag Key cannot be prefixed with aws:, Key: aws:mine');
  expect(await tag(...Array.from({ length: 51 }, (_, n) => `tag-${n}`))).toBe(
    'ValidationException: Number of Tags exceed the current limit for the provided ResourceArn',
  );
});

/** As recorded against AWS in October 2026. */
const KEY_INVALID = 'ValidationException: The Tag Key provided is invalid, Key: ';
const VALUE_INVALID = 'ValidationException: The Tag Value provided is invalid, Value: ';

test.each<[string, Tag, string]>([
  ['no key', { Value: 'a' } as Tag, `${KEY_INVALID}null`],
  ['an empty key', { Key: '', Value: 'a' }, KEY_INVALID],
  ['a long key', { Key: 'k'.repeat(129), Value: 'a' }, `${KEY_INVALID}${'k'.repeat(129)}`],
  ['a key with a sign', { Key: 'bad#char', Value: 'a' }, `${KEY_INVALID}bad#char`],
  ['no value', { Key: 'a' } as Tag, `${VALUE_INVALID}null`],
  ['a long value', { Key: 'a', Value: 'v'.repeat(257) }, `${VALUE_INVALID}${'v'.repeat(257)}`],
  ...['🔑', '100%', 'a,b', '(x)[y]{z}', 'a&b', 'a*b', 'a;b', 'a?b', 'a|b', 'a\\b', '<a>', '~a', 'it\'s "q"'].map(
    (Value): [string, Tag, string] => [Value, { Key: 'a', Value }, `${VALUE_INVALID}${Value}`],
  ),
  ['AWS:', { Key: 'AWS:foo', Value: 'a' }, 'ValidationException: Tag Key cannot be prefixed with aws:, Key: AWS:foo'],
])('of %s, no tag of the request is set', async (_, tag, expected) => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  const Tags = [{ Key: 'good', Value: 'a' }, tag];
  expect(await refusal(createTable(client, 'tagged', 'id:S', undefined, { Tags }))).toBe(expected);
  await createTable(client, 'tagged', 'id:S');
  expect(await refusal(client.send(new TagResourceCommand({ ResourceArn, Tags })))).toBe(expected);
  expect(await tagsOf(client)).toEqual({});
});

test('keys and values are letters of any script, and some signs', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  const texts = [
    'ключ',
    'café',
    '表',
    'a\u00a0b',
    'a\u3000b',
    'a+b-c=d.e_f:g/h@i',
    ' lead',
    'myaws:foo',
    'k'.repeat(128),
  ];
  await createTable(client, 'tagged', 'id:S', undefined, { Tags: texts.map((Key) => ({ Key, Value: Key })) });
  expect(await tagsOf(client)).toEqual(Object.fromEntries(texts.map((text) => [text, text])));
});

test('keys to remove are checked like keys to set', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, 'tagged', 'id:S');
  const untag = (...TagKeys: string[]) => refusal(client.send(new UntagResourceCommand({ ResourceArn, TagKeys })));
  expect(await untag()).toBe('ValidationException: Atleast one Tag Key needs to be provided as Input.');
  expect(await untag('')).toBe(KEY_INVALID);
  expect(await untag('k'.repeat(129))).toBe(`${KEY_INVALID}${'k'.repeat(129)}`);
  expect(await untag('aws:foo')).toBe('ValidationException: Tag Key cannot be prefixed with aws:, Key: aws:foo');
  expect(await untag(...Array.from({ length: 51 }, (_, n) => `k${n}`))).toBe(
    'ValidationException: Number of Tags exceed the current limit for the provided ResourceArn',
  );
});

test('tags know of a table while it is active', async () => {
  vi.stubEnv('CIRRO_DYNAMODB_TRANSITION_MS', '1000');
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  await createTable(client, 'tagged', 'id:S', undefined, { Tags: [{ Key: 'a', Value: 'b' }] });
  const tag = () => client.send(new TagResourceCommand({ ResourceArn, Tags: [{ Key: 'a', Value: 'c' }] }));
  const untag = () => client.send(new UntagResourceCommand({ ResourceArn, TagKeys: ['a'] }));
  const NOT_FOUND = `ResourceNotFoundException: Requested resource not found: ResourceArn: ${ResourceArn} not found`;
  for (const call of [tag, untag, () => tagsOf(client)]) expect(await refusal(call())).toBe(NOT_FOUND);
  await cloud.clock.advance(1000);
  await tag();
  await client.send(new DeleteTableCommand({ TableName: 'tagged' }));
  const DELETED =
    'ResourceInUseException: Attempt to change a resource which is still in use: Table is being deleted: tagged';
  for (const call of [tag, untag]) expect(await refusal(call())).toBe(DELETED);
  expect(await tagsOf(client)).toEqual({ a: 'c' });
});

test('what is not a table of the account is refused', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  const tag = (arn: string, Tags = [{ Key: 'a', Value: 'b' }]) =>
    refusal(client.send(new TagResourceCommand({ ResourceArn: arn, Tags })));
  expect(await tag(ResourceArn)).toBe(
    `ResourceNotFoundException: Requested resource not found: ResourceArn: ${ResourceArn} not found`,
  );
  expect(await tag('arn:aws:dynamodb:us-east-1:000000000000:nothing/x')).toBe(
    'ValidationException: One or more parameter values were invalid: Invalid resource arn provided, only table or stream is accepted. Provided resource arn: arn:aws:dynamodb:us-east-1:000000000000:nothing/x',
  );
  expect(await tag('nothing')).toBe(
    "ValidationException: One or more parameter values were invalid: ARNs must start with 'arn:': nothing",
  );
  expect(await tag('arn:aws:sqs:us-east-1:000000000000:queue')).toBe(
    'ValidationException: One or more parameter values were invalid: Provided Arn is not a DynamoDB resource arn: arn:aws:sqs:us-east-1:000000000000:queue',
  );
  expect(await tag(ResourceArn, [])).toBe('ValidationException: Atleast one Tag needs to be provided as Input.');
  const BACKUP = `${ResourceArn}/backup/01791525400213-63b4d36a`;
  expect(await tag(BACKUP)).toBe(
    `ValidationException: One or more parameter values were invalid: Provided Arn is not a DynamoDB resource arn: ${BACKUP}`,
  );
  const STREAM = `${ResourceArn}/stream/2026-10-10T00:00:00.000`;
  expect(await tag(STREAM)).toBe(
    `ResourceNotFoundException: Requested resource not found: ResourceArn: ${STREAM} not found`,
  );
  expect(await tag(ResourceArn.replace('000000000000', '999999999999'))).toBe(
    'AccessDeniedException: Access is denied',
  );
  const ELSEWHERE = ResourceArn.replace('us-east-1', 'us-west-2');
  expect(await tag(ELSEWHERE)).toBe(
    `ValidationException: Invalid TableArn: Invalid ResourceArn provided as input ${ELSEWHERE}`,
  );
});

import {
  ListTagsOfResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb, refusal } from './support.ts';

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

test('tags come in pages of ten', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  const Tags = Array.from({ length: 12 }, (_, n) => ({ Key: `tag-${n}`, Value: String(n) }));
  await createTable(client, 'tagged', 'id:S', undefined, { Tags });

  const first = await client.send(new ListTagsOfResourceCommand({ ResourceArn }));
  expect(first.Tags).toHaveLength(10);
  const { NextToken } = first;
  const second = await client.send(new ListTagsOfResourceCommand({ ResourceArn, NextToken }));
  expect(second.Tags).toHaveLength(2);
  expect(second.NextToken).toBeUndefined();
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

test('what is not a table of the account is refused', async () => {
  await using cloud = await testCloud();
  const client = dynamoDb(cloud);
  const tag = (arn: string, Tags = [{ Key: 'a', Value: 'b' }]) =>
    refusal(client.send(new TagResourceCommand({ ResourceArn: arn, Tags })));
  expect(await tag(ResourceArn)).toBe(
    `ResourceNotFoundException: Requested resource not found: ResourcArn: ${ResourceArn} not found`,
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
});

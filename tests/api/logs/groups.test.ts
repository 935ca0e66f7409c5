import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  ListTagsForResourceCommand,
  ListTagsLogGroupCommand,
  TagLogGroupCommand,
  TagResourceCommand,
  UntagLogGroupCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from 'vitest';
import { errorOf, testCloud } from '../../support/cloud.ts';

test('a group is described as AWS does', async () => {
  await using cloud = await testCloud();
  const logs = cloud.client(CloudWatchLogsClient);
  await logs.send(new CreateLogGroupCommand({ logGroupName: '/app/orders' }));

  const { logGroups } = await logs.send(new DescribeLogGroupsCommand({}));
  const arn = 'arn:aws:logs:us-east-1:000000000000:log-group:/app/orders';
  expect(logGroups).toEqual([
    {
      logGroupName: '/app/orders',
      creationTime: cloud.clock.now(),
      metricFilterCount: 0,
      arn: `${arn}:*`,
      logGroupArn: arn,
      logGroupClass: 'STANDARD',
      storedBytes: 0,
      deletionProtectionEnabled: false,
    },
  ]);
});

test('a group exists once', async () => {
  await using cloud = await testCloud();
  const logs = cloud.client(CloudWatchLogsClient);
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'g' }));
  const error = await errorOf(logs.send(new CreateLogGroupCommand({ logGroupName: 'g' })));
  expect(error).toMatchObject({
    name: 'ResourceAlreadyExistsException',
    message: 'The specified log group already exists',
    $metadata: { httpStatusCode: 400 },
  });
});

test('a group is gone once it is deleted, and its name is free', async () => {
  await using cloud = await testCloud();
  const logs = cloud.client(CloudWatchLogsClient);
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'g' }));
  await logs.send(new DeleteLogGroupCommand({ logGroupName: 'g' }));
  expect(await errorOf(logs.send(new DeleteLogGroupCommand({ logGroupName: 'g' })))).toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'The specified log group does not exist.',
  });
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'g' }));
});

test('a protected group stays', async () => {
  await using cloud = await testCloud();
  const logs = cloud.client(CloudWatchLogsClient);
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'g', deletionProtectionEnabled: true }));
  expect((await errorOf(logs.send(new DeleteLogGroupCommand({ logGroupName: 'g' })))).name).toBe('ValidationException');
});

test('groups are listed by prefix or by pattern, page by page', async () => {
  await using cloud = await testCloud();
  const logs = cloud.client(CloudWatchLogsClient);
  for (const name of ['/a/one', '/a/two', '/a/three', '/b/one'])
    await logs.send(new CreateLogGroupCommand({ logGroupName: name }));
  const names = async (input: object) =>
    (await logs.send(new DescribeLogGroupsCommand(input))).logGroups?.map((group) => group.logGroupName);

  expect(await names({ logGroupNamePrefix: '/a/t' })).toEqual(['/a/three', '/a/two']);
  expect(await names({ logGroupNamePattern: 'one' })).toEqual(['/a/one', '/b/one']);
  const first = await logs.send(new DescribeLogGroupsCommand({ limit: 3 }));
  expect(first.logGroups).toHaveLength(3);
  expect(await names({ nextToken: first.nextToken })).toEqual(['/b/one']);
  expect(
    (await errorOf(logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: 'a', logGroupNamePattern: 'b' }))))
      .message,
  ).toBe('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
});

test('tags are the same through both of their APIs', async () => {
  await using cloud = await testCloud();
  const logs = cloud.client(CloudWatchLogsClient);
  const resourceArn = 'arn:aws:logs:us-east-1:000000000000:log-group:g';
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'g', tags: { env: 'test' } }));
  await logs.send(new TagResourceCommand({ resourceArn, tags: { a: '1', b: '2' } }));
  await logs.send(new TagLogGroupCommand({ logGroupName: 'g', tags: { c: '3' } }));
  await logs.send(new UntagLogGroupCommand({ logGroupName: 'g', tags: ['env'] }));
  await logs.send(new UntagResourceCommand({ resourceArn, tagKeys: ['a'] }));

  const expected = { b: '2', c: '3' };
  expect((await logs.send(new ListTagsForResourceCommand({ resourceArn }))).tags).toEqual(expected);
  expect((await logs.send(new ListTagsLogGroupCommand({ logGroupName: 'g' }))).tags).toEqual(expected);
});

test('a listing is asked on the groups of its account and region', async () => {
  await using cloud = await testCloud();
  await cloud.client(CloudWatchLogsClient).send(new DescribeLogGroupsCommand({}));
  const [record] = cloud.cloud.trace.records();
  expect(record!.resources).toEqual(['arn:aws:logs:us-east-1:000000000000:log-group::*']);
});

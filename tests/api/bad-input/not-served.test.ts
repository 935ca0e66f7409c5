import { SQSClient, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { dynamodb, post, query } from './refusals.ts';
import { jsonCall } from './wire.ts';

test('an API or operation that Cirro does not have says so in plain words, in a form that its client reads', async () => {
  await using cloud = await testCloud();
  const sentence = (service: string) =>
    `Cirro does not implement the service '${service}' yet; docs/coverage.md lists what it does.`;
  const json = await post(cloud, { service: 'kinesis', headers: jsonCall('Kinesis_20131202.ListStreams'), body: '{}' });
  expect(json.status).toBe(501);
  expect(JSON.parse(json.text)).toEqual({ __type: 'NotImplemented', message: sentence('kinesis') });

  const form = await post(cloud, query('ec2', 'Action=DescribeInstances&Version=2016-11-15'));
  expect(form).toMatchObject({
    status: 501,
    text: expect.stringContaining(`<Message>${sentence('ec2')}<`),
  });
  const hostile = await post(cloud, query('%3Cb%3E<b>&', 'Action=X'));
  expect(hostile.text).not.toContain('<b>');

  const operation = await post(cloud, dynamodb('SearchVectors', '{"TableName":"items","IndexName":"byMeaning"}'));
  expect(operation).toMatchObject({
    status: 501,
    text: expect.stringContaining('Cirro does not implement SearchVectors of dynamodb yet'),
  });
});

test('what names no API at all is told so; a visitor is greeted', async () => {
  await using cloud = await testCloud();
  const lost = await fetch(`${cloud.endpoint}/some/where`);
  expect([lost.status, await lost.text()]).toEqual([
    404,
    expect.stringContaining('Nothing in this request says which AWS API it is for'),
  ]);
  const visit = await fetch(cloud.endpoint);
  expect([visit.status, await visit.text()]).toEqual([200, expect.stringContaining(`${cloud.endpoint}/_cirro/health`)]);
});

test('a client that reads its errors finds code, message and status', async () => {
  await using cloud = await testCloud();
  const call = cloud
    .client(SQSClient)
    .send(new ReceiveMessageCommand({ QueueUrl: `${cloud.endpoint}/000000000000/none` }));
  await expect(call).rejects.toMatchObject({
    name: 'QueueDoesNotExist',
    message: 'The specified queue does not exist.',
    $metadata: { httpStatusCode: 400, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  });
});

import {
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { testCloud, type TestCloud } from '../../support/cloud.ts';
import { withTraceHeader } from '../../support/tracing.ts';

const HEADER = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1';
const OTHER = 'Root=1-5759e988-000000000000000000000000';
const attribute = { AWSTraceHeader: { DataType: 'String', StringValue: OTHER } } as const;

async function queueOf(cloud: TestCloud) {
  const sqs = cloud.client(SQSClient);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'traced' }));
  const headers = async () => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['AWSTraceHeader'] }),
    );
    return Messages.map((message) => message.Attributes?.AWSTraceHeader);
  };
  return { QueueUrl, headers };
}

/** https://docs.aws.amazon.com/xray/latest/devguide/xray-services-sqs.html */
test("a message carries its sender's trace, from the header of the request", async () => {
  await using cloud = await testCloud();
  const { QueueUrl, headers } = await queueOf(cloud);
  const traced = withTraceHeader(cloud.client(SQSClient), HEADER);
  const sent = await traced.send(new SendMessageCommand({ QueueUrl, MessageBody: 'one' }));
  expect(sent.MD5OfMessageSystemAttributes).toBeUndefined();
  const Entries = [
    { Id: 'a', MessageBody: 'two' },
    { Id: 'b', MessageBody: 'three', MessageSystemAttributes: attribute },
  ];
  await traced.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  // The attribute that a sender sets overrides the header.
  expect(await headers()).toEqual([HEADER, HEADER, OTHER]);
});

test('a message whose sender has no trace carries none', async () => {
  await using cloud = await testCloud();
  const { QueueUrl, headers } = await queueOf(cloud);
  await cloud.client(SQSClient).send(new SendMessageCommand({ QueueUrl, MessageBody: 'one' }));
  const strange = withTraceHeader(cloud.client(SQSClient), 'nothing that X-Ray writes');
  await strange.send(new SendMessageCommand({ QueueUrl, MessageBody: 'two' }));
  expect(await headers()).toEqual([undefined, undefined]);
});

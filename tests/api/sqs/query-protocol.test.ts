import { expect, test } from 'vitest';
import { testCloud, type TestCloud } from '../../support/cloud.ts';

/** A call as clients before 2024 write it. */
async function query(cloud: TestCloud, path: string, parameters: Record<string, string>) {
  const response = await cloud.fetch(path, {
    service: 'sqs',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ Version: '2012-11-05', ...parameters }).toString(),
  });
  return { status: response.status, text: await response.text() };
}

const element = (text: string, name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(text)?.[1];

test('a message goes through the Query protocol', async () => {
  await using cloud = await testCloud();
  const created = await query(cloud, '/', {
    Action: 'CreateQueue',
    QueueName: 'orders',
    'Attribute.1.Name': 'VisibilityTimeout',
    'Attribute.1.Value': '5',
  });
  const QueueUrl = element(created.text, 'QueueUrl')!;
  expect(QueueUrl).toBe(`${cloud.endpoint}/000000000000/orders`);
  const path = new URL(QueueUrl).pathname;

  const sent = await query(cloud, path, {
    Action: 'SendMessage',
    QueueUrl,
    MessageBody: 'a < b & c',
    'MessageAttribute.1.Name': 'Hello',
    'MessageAttribute.1.Value.DataType': 'String',
    'MessageAttribute.1.Value.StringValue': 'World',
  });
  expect(element(sent.text, 'MD5OfMessageAttributes')).toBe('7db7fb1ba7f41366a8ea5eb18220b26d');

  const received = await query(cloud, path, {
    Action: 'ReceiveMessage',
    QueueUrl,
    'AttributeName.1': 'All',
    'MessageAttributeName.1': 'All',
  });
  expect(element(received.text, 'Body')).toBe('a &lt; b &amp; c');
  expect(received.text).toContain('<Name>ApproximateReceiveCount</Name><Value>1</Value>');

  const ReceiptHandle = element(received.text, 'ReceiptHandle')!;
  expect((await query(cloud, path, { Action: 'DeleteMessage', QueueUrl, ReceiptHandle })).status).toBe(200);
  const counted = await query(cloud, path, {
    Action: 'GetQueueAttributes',
    QueueUrl,
    'AttributeName.1': 'ApproximateNumberOfMessages',
  });
  expect(counted.text).toContain('<Name>ApproximateNumberOfMessages</Name><Value>0</Value>');
});

test('a queue that does not exist does not exist for this wsdl version', async () => {
  await using cloud = await testCloud();

  const { status, text } = await query(cloud, '/', { Action: 'GetQueueUrl', QueueName: 'nope' });

  expect(status).toBe(400);
  expect(element(text, 'Code')).toBe('AWS.SimpleQueueService.NonExistentQueue');
  expect(element(text, 'Message')).toBe('The specified queue does not exist for this wsdl version.');
  expect(element(text, 'Type')).toBe('Sender');
});

test.each([
  [{ Action: 'SendMessage', MessageBody: '' }, 'MissingParameter', 400],
  [{ Action: 'SendMessage', MessageBody: 'x', DelaySeconds: '901' }, 'InvalidParameterValue', 400],
  [{ Action: 'DeleteMessage', ReceiptHandle: 'fake' }, 'ReceiptHandleIsInvalid', 404],
  [
    { Action: 'CreateQueue', QueueName: 'orders', 'Attribute.1.Name': 'DelaySeconds', 'Attribute.1.Value': '1' },
    'QueueAlreadyExists',
    400,
  ],
  [
    {
      Action: 'DeleteMessageBatch',
      'DeleteMessageBatchRequestEntry.1.Id': 'a:b',
      'DeleteMessageBatchRequestEntry.1.ReceiptHandle': 'x',
    },
    'AWS.SimpleQueueService.InvalidBatchEntryId',
    400,
  ],
])('%j answers %s', async (parameters, code, status) => {
  await using cloud = await testCloud();
  const created = await query(cloud, '/', { Action: 'CreateQueue', QueueName: 'orders' });

  const answer = await query(cloud, '/', { QueueUrl: element(created.text, 'QueueUrl')!, ...parameters });

  expect(element(answer.text, 'Code')).toBe(code);
  expect(answer.status).toBe(status);
});

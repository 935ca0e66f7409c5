import { expect } from 'vitest';
import { testWith } from '../../support/tools.ts';
import { awsCli } from './support.ts';

testWith('aws cli')('queues: create, send, receive, delete', async () => {
  await using cli = await awsCli();
  const { QueueUrl: url } = await cli.json('sqs create-queue --queue-name orders --tags team=shop');
  expect(url).toBe(`${cli.server.endpoint}/000000000000/orders`);
  const queue = `--queue-url ${url}`;

  const attributes = '{"n": {"DataType": "Number", "StringValue": "1"}}';
  const sent = await cli.json(`sqs send-message ${queue} --message-body one --message-attributes`, attributes);
  expect(sent.MD5OfMessageBody).toBe('f97c5d29941bfb1b2fdab0874906ab82');

  const { Messages } = await cli.json(
    `sqs receive-message ${queue} --attribute-names All --message-attribute-names All`,
  );
  expect(Messages).toMatchObject([
    {
      MessageId: sent.MessageId,
      Body: 'one',
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      Attributes: { ApproximateReceiveCount: '1' },
      MessageAttributes: { n: { DataType: 'Number', StringValue: '1' } },
    },
  ]);
  await cli.json(`sqs delete-message ${queue} --receipt-handle`, Messages[0].ReceiptHandle);
  expect(await cli.json(`sqs receive-message ${queue}`)).toBeUndefined();
  expect(await cli.json(`sqs list-queue-tags ${queue}`)).toEqual({ Tags: { team: 'shop' } });
});

testWith('aws cli')('queues: batches tell each entry apart', async () => {
  await using cli = await awsCli();
  const { QueueUrl: url } = await cli.json('sqs create-queue --queue-name orders');
  const entries = [
    { Id: 'a', MessageBody: 'two' },
    { Id: 'b', MessageBody: 'three', DelaySeconds: 900 },
    { Id: 'c', MessageBody: '' },
  ];
  const batch = await cli.json(`sqs send-message-batch --queue-url ${url} --entries`, JSON.stringify(entries));
  expect(batch.Successful.map((one: { Id: string }) => one.Id)).toEqual(['a', 'b']);
  expect(batch.Failed).toMatchObject([{ Id: 'c', SenderFault: true }]);

  const counted = await cli.json(`sqs get-queue-attributes --queue-url ${url} --attribute-names All`);
  expect(counted.Attributes).toMatchObject({
    ApproximateNumberOfMessages: '1',
    ApproximateNumberOfMessagesDelayed: '1',
  });
  await cli.json(`sqs purge-queue --queue-url ${url}`);
  const purged = await cli.json(`sqs get-queue-attributes --queue-url ${url} --attribute-names All`);
  expect(purged.Attributes).toMatchObject({ ApproximateNumberOfMessages: '0' });
});

testWith('aws cli')('queues: a redrive policy moves what is received too often', async () => {
  await using cli = await awsCli();
  const dead = await cli.json('sqs create-queue --queue-name dead');
  const { Attributes } = await cli.json(
    `sqs get-queue-attributes --queue-url ${dead.QueueUrl} --attribute-names QueueArn`,
  );
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: Attributes.QueueArn, maxReceiveCount: 1 });
  const { QueueUrl: url } = await cli.json(
    'sqs create-queue --queue-name orders --attributes',
    JSON.stringify({ RedrivePolicy, VisibilityTimeout: '0' }),
  );
  const read = await cli.json(`sqs get-queue-attributes --queue-url ${url} --attribute-names RedrivePolicy`);
  expect(JSON.parse(read.Attributes.RedrivePolicy)).toEqual(JSON.parse(RedrivePolicy));
  const sources = await cli.json(`sqs list-dead-letter-source-queues --queue-url ${dead.QueueUrl}`);
  expect(sources).toEqual({ queueUrls: [url] });

  await cli.json(`sqs send-message --queue-url ${url} --message-body bad`);
  await cli.json(`sqs receive-message --queue-url ${url}`);
  expect(await cli.json(`sqs receive-message --queue-url ${url}`)).toBeUndefined();
  const { Messages } = await cli.json(`sqs receive-message --queue-url ${dead.QueueUrl}`);
  expect(Messages).toMatchObject([{ Body: 'bad' }]);
});

testWith('aws cli')('queues: errors end with 254 and their words', async () => {
  await using cli = await awsCli();
  expect(await cli.refusal('sqs get-queue-url --queue-name nope')).toMatch(
    /^254: An error occurred \((AWS\.SimpleQueueService\.NonExistentQueue|QueueDoesNotExist)\) when calling the GetQueueUrl operation: The specified queue does not exist/,
  );
  const { QueueUrl: url } = await cli.json('sqs create-queue --queue-name orders');
  expect(await cli.refusal('sqs create-queue --queue-name orders --attributes VisibilityTimeout=5')).toMatch(
    /^254: An error occurred \((QueueAlreadyExists|QueueNameExists)\) .* A queue already exists with the same name/,
  );
  expect(await cli.refusal(`sqs delete-message --queue-url ${url} --receipt-handle nonsense`)).toMatch(
    /^254: An error occurred \(ReceiptHandleIsInvalid\) .* The input receipt handle "nonsense" is not a valid receipt handle\./,
  );
  expect(await cli.refusal('sqs create-queue --queue-name no.dots')).toMatch(
    /^254: An error occurred \(InvalidParameterValue\) .* Can only include alphanumeric characters, hyphens, or underscores\./,
  );
});

testWith('aws cli')('queues: text and table output', async () => {
  await using cli = await awsCli();
  await cli.json('sqs create-queue --queue-name a');
  await cli.json('sqs create-queue --queue-name b');
  const url = (name: string) => `${cli.server.endpoint}/000000000000/${name}`;
  const text = await cli.run('sqs list-queues --query QueueUrls[] --output text');
  expect(text.stdout).toBe(`${url('a')}\t${url('b')}\n`);
  const table = await cli.run('sqs list-queues --output table');
  expect(table.stdout).toMatch(/\|\s+ListQueues\s+\|/);
  expect(table.stdout).toContain(`|  ${url('b')}  |`);
});

import { AddPermissionCommand, GetQueueAttributesCommand, RemovePermissionCommand } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { errorOf } from '../../support/cloud.ts';
import { queueFixture, type QueueFixture } from './support.ts';

const add = (queue: QueueFixture, Label: string, AWSAccountIds: string[], Actions: string[]) =>
  queue.sqs.send(new AddPermissionCommand({ QueueUrl: queue.QueueUrl, Label, AWSAccountIds, Actions }));

const remove = (queue: QueueFixture, Label: string) =>
  queue.sqs.send(new RemovePermissionCommand({ QueueUrl: queue.QueueUrl, Label }));

async function policyOf(queue: QueueFixture): Promise<unknown> {
  const { Attributes } = await queue.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queue.QueueUrl, AttributeNames: ['Policy'] }),
  );
  return Attributes?.Policy === undefined ? undefined : JSON.parse(Attributes.Policy);
}

test('permissions are statements of the policy, as AWS writes them', async () => {
  await using queue = await queueFixture();
  const arn = queue.arnOf(queue.QueueUrl);

  await add(queue, 'one', ['111111111111'], ['ReceiveMessage']);
  await add(queue, 'two', ['111111111111', '222222222222'], ['SendMessage', '*']);

  expect(await policyOf(queue)).toEqual({
    Version: '2008-10-17',
    Id: `${arn}/SQSDefaultPolicy`,
    Statement: [
      {
        Sid: 'one',
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111111111111:root' },
        Action: 'SQS:ReceiveMessage',
        Resource: arn,
      },
      {
        Sid: 'two',
        Effect: 'Allow',
        Principal: { AWS: ['arn:aws:iam::111111111111:root', 'arn:aws:iam::222222222222:root'] },
        Action: ['SQS:SendMessage', 'SQS:*'],
        Resource: arn,
      },
    ],
  });
});

test('the last permission that is removed takes the policy with it', async () => {
  await using queue = await queueFixture();
  await add(queue, 'one', ['111111111111'], ['ReceiveMessage']);
  await add(queue, 'two', ['111111111111'], ['ReceiveMessage']);

  await remove(queue, 'one');
  expect(await policyOf(queue)).toMatchObject({ Statement: [{ Sid: 'two' }] });
  await remove(queue, 'two');
  expect(await policyOf(queue)).toBeUndefined();
});

test.each<[string, (queue: QueueFixture) => Promise<unknown>, string, string]>([
  [
    'a label twice',
    async (queue) => {
      await add(queue, 'one', ['111111111111'], ['ReceiveMessage']);
      return add(queue, 'one', ['222222222222'], ['ReceiveMessage']);
    },
    'InvalidParameterValue',
    'Value one for parameter Label is invalid. Reason: Already exists.',
  ],
  [
    'a label that is not there',
    (queue) => remove(queue, 'nope'),
    'InvalidParameterValue',
    "Value nope for parameter Label is invalid. Reason: can't find label.",
  ],
  [
    'an account that is none',
    (queue) => add(queue, 'one', ['me'], ['ReceiveMessage']),
    'InvalidParameterValue',
    'Value [me] for parameter PrincipalId is invalid. Reason: Unable to verify.',
  ],
  [
    "an action that is the owner's",
    (queue) => add(queue, 'one', ['111111111111'], ['CreateQueue']),
    'InvalidParameterValue',
    'Value SQS:CreateQueue for parameter ActionName is invalid. Reason: Only the queue owner is allowed to invoke this action.',
  ],
  [
    'no action',
    (queue) => add(queue, 'one', ['111111111111'], []),
    'MissingParameter',
    'The request must contain the parameter Actions.',
  ],
  [
    'eight actions',
    (queue) =>
      add(
        queue,
        'one',
        ['111111111111'],
        Array.from({ length: 8 }, () => 'SendMessage'),
      ),
    'OverLimit',
    '8 Actions were found, maximum allowed is 7.',
  ],
])('%s is refused', async (_, call, name, message) => {
  await using queue = await queueFixture();

  const error = await errorOf(call(queue));

  expect(error.name).toBe(name);
  expect(error.message).toBe(message);
});

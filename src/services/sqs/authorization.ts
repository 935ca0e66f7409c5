import type { Authorizations } from '../../kernel/operation.ts';
import type { Sqs } from './api.ts';
import { parseTaskHandle } from './move-task.ts';
import { parseQueueUrl, toQueueArn } from './queue-address.ts';

type Place = Parameters<typeof parseQueueUrl>[1];

const onQueue = (action: string) => ({
  action: `sqs:${action}`,
  resources: (input: { readonly QueueUrl?: string | undefined }, place: Place) => [
    toQueueArn(parseQueueUrl(input.QueueUrl, place)),
  ],
});

const onQueueNamed = (action: string) => ({
  action: `sqs:${action}`,
  resources: (
    input: { readonly QueueName?: string | undefined; readonly QueueOwnerAWSAccountId?: string | undefined },
    { accountId, region }: Place,
  ) => [toQueueArn({ accountId: input.QueueOwnerAWSAccountId ?? accountId, region, name: input.QueueName ?? '' })],
});

const onSource = (action: string) => ({
  action: `sqs:${action}`,
  resources: (input: { readonly SourceArn?: string | undefined }) => [input.SourceArn ?? '*'],
});

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html: a batch asks the single action. */
export const authorization: Authorizations<Sqs> = {
  AddPermission: onQueue('AddPermission'),
  CancelMessageMoveTask: {
    action: 'sqs:CancelMessageMoveTask',
    resources: (input) => [parseTaskHandle(input.TaskHandle ?? '')?.sourceArn ?? '*'],
  },
  ChangeMessageVisibility: onQueue('ChangeMessageVisibility'),
  ChangeMessageVisibilityBatch: onQueue('ChangeMessageVisibility'),
  CreateQueue: onQueueNamed('CreateQueue'),
  DeleteMessage: onQueue('DeleteMessage'),
  DeleteMessageBatch: onQueue('DeleteMessage'),
  DeleteQueue: onQueue('DeleteQueue'),
  GetQueueAttributes: onQueue('GetQueueAttributes'),
  GetQueueUrl: onQueueNamed('GetQueueUrl'),
  ListDeadLetterSourceQueues: onQueue('ListDeadLetterSourceQueues'),
  ListMessageMoveTasks: onSource('ListMessageMoveTasks'),
  ListQueueTags: onQueue('ListQueueTags'),
  ListQueues: {
    action: 'sqs:ListQueues',
    resources: (_, { accountId, region }) => [`arn:aws:sqs:${region}:${accountId}:`],
  },
  PurgeQueue: onQueue('PurgeQueue'),
  ReceiveMessage: onQueue('ReceiveMessage'),
  RemovePermission: onQueue('RemovePermission'),
  SendMessage: onQueue('SendMessage'),
  SendMessageBatch: onQueue('SendMessage'),
  SetQueueAttributes: onQueue('SetQueueAttributes'),
  StartMessageMoveTask: onSource('StartMessageMoveTask'),
  TagQueue: onQueue('TagQueue'),
  UntagQueue: onQueue('UntagQueue'),
};

import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  type Message,
  type QueueAttributeName,
  type ReceiveMessageCommandInput,
} from '@aws-sdk/client-sqs';
import { testCloud, type TestCloud } from '../../support/cloud.ts';

/** A cloud with one queue, and the calls that most tests make on it. */
export interface QueueFixture extends AsyncDisposable {
  readonly cloud: TestCloud;
  readonly sqs: SQSClient;
  readonly QueueUrl: string;
  createQueue(name: string, attributes?: Partial<Record<QueueAttributeName, string>>): Promise<string>;
  arnOf(queueUrl: string): string;
  /** Sends bodies one after the other. */
  send(...bodies: string[]): Promise<void>;
  receive(options?: Partial<ReceiveMessageCommandInput>): Promise<Message[]>;
  /** `[visible, in flight, delayed]` */
  count(queueUrl?: string): Promise<[number, number, number]>;
}

export async function queueFixture(
  attributes: Partial<Record<QueueAttributeName, string>> = {},
): Promise<QueueFixture> {
  const cloud = await testCloud();
  const sqs = cloud.client(SQSClient);
  const createQueue = async (QueueName: string, Attributes: Partial<Record<QueueAttributeName, string>> = {}) =>
    (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl!;
  const QueueUrl = await createQueue('orders', attributes);
  return {
    cloud,
    sqs,
    QueueUrl,
    createQueue,
    arnOf: (queueUrl) => `arn:aws:sqs:us-east-1:000000000000:${queueUrl.split('/').at(-1)}`,
    async send(...bodies) {
      for (const MessageBody of bodies) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    },
    receive: async (options = {}) =>
      (await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, ...options }))).Messages ?? [],
    async count(queueUrl = QueueUrl) {
      const { Attributes = {} } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] }),
      );
      return [
        Number(Attributes.ApproximateNumberOfMessages),
        Number(Attributes.ApproximateNumberOfMessagesNotVisible),
        Number(Attributes.ApproximateNumberOfMessagesDelayed),
      ];
    },
    [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose](),
  };
}

export const bodiesOf = (messages: readonly Message[]) => messages.map((message) => message.Body);

import type { Context } from '../../../kernel/context.ts';
import type { LambdaState } from '../state.ts';

/** Why an event is there. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
export interface DeadLetterAttributes {
  readonly RequestID: string;
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

/** AWS cuts the message at 1 KB. */
const MAX_ERROR_MESSAGE_CHARACTERS = 1024;

export async function sendToDeadLetterQueue(
  ctx: Context<LambdaState>,
  queueArn: string,
  body: string,
  { RequestID, ErrorCode, ErrorMessage }: DeadLetterAttributes,
): Promise<void> {
  const { sqs } = ctx.as('lambda.amazonaws.com').aws;
  const [, , , , accountId, name] = queueArn.split(':');
  const { QueueUrl } = await sqs.getQueueUrl({ QueueName: name, QueueOwnerAWSAccountId: accountId });
  await sqs.sendMessage({
    QueueUrl,
    MessageBody: body,
    MessageAttributes: {
      RequestID: { DataType: 'String', StringValue: RequestID },
      ...(ErrorCode === '' ? {} : { ErrorCode: { DataType: 'Number', StringValue: ErrorCode } }),
      ...(ErrorMessage === ''
        ? {}
        : { ErrorMessage: { DataType: 'String', StringValue: ErrorMessage.slice(0, MAX_ERROR_MESSAGE_CHARACTERS) } }),
    },
  });
}

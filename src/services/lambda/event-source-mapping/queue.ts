import { AwsError } from '../../../kernel/aws-error.ts';
import type { Context } from '../../../kernel/context.ts';
import { queueNotFound, visibilityTimeoutTooShort } from '../errors.ts';
import type { LambdaState } from '../state.ts';

/** The URL behind `arn:aws:sqs:region:account:name`. Throws SQS's error when there is no such queue. */
export async function queueUrlOf(ctx: Context<LambdaState>, queueArn: string): Promise<string> {
  const [, , , , accountId, name] = queueArn.split(':');
  const { sqs } = ctx.as('lambda.amazonaws.com').aws;
  const { QueueUrl } = await sqs.getQueueUrl({ QueueName: name, QueueOwnerAWSAccountId: accountId });
  return QueueUrl!;
}

/** Throws InvalidParameterValueException when the queue is not there or hides messages shorter than the function may run. */
export async function checkQueue(ctx: Context<LambdaState>, queueArn: string, timeoutSeconds: number): Promise<void> {
  const visibilitySeconds = await visibilityTimeoutOf(ctx, queueArn);
  if (visibilitySeconds < timeoutSeconds) throw visibilityTimeoutTooShort(visibilitySeconds, timeoutSeconds);
}

async function visibilityTimeoutOf(ctx: Context<LambdaState>, queueArn: string): Promise<number> {
  try {
    const { Attributes } = await ctx.as('lambda.amazonaws.com').aws.sqs.getQueueAttributes({
      QueueUrl: await queueUrlOf(ctx, queueArn),
      AttributeNames: ['VisibilityTimeout'],
    });
    return Number(Attributes?.VisibilityTimeout);
  } catch (error) {
    if (error instanceof AwsError && error.code === 'QueueDoesNotExist') throw queueNotFound(error.message);
    throw error;
  }
}

import type { Message } from '@aws-sdk/client-sqs';
import type { Context } from '../../../kernel/context.ts';
import { MAX_SYNCHRONOUS_PAYLOAD_BYTES, SQS_LONG_POLL_SECONDS, SQS_RECEIVE_MESSAGES } from '../limits.ts';
import type { LambdaState } from '../state.ts';
import type { Mapping } from './mapping.ts';

type Batching = Pick<Mapping, 'batchSize' | 'windowSeconds'>;

/**
 * Waits for messages. Without a window, a batch is what one receive brings; with one, it is gathered from the first
 * message on until it is full, the payload limit is near or the window is over. Empty when none came.
 */
export async function collectBatch(
  ctx: Context<LambdaState>,
  { batchSize, windowSeconds }: Batching,
  queueUrl: string,
  stop: AbortSignal,
): Promise<readonly Message[]> {
  const batch = [...(await receive(ctx, queueUrl, batchSize, SQS_LONG_POLL_SECONDS, stop))];
  if (batch.length === 0) return batch;
  const deadline = ctx.clock.now() + windowSeconds * 1000;
  while (batch.length < batchSize && ctx.clock.now() < deadline && !stop.aborted && !isNearLimit(batch)) {
    const leftSeconds = Math.floor((deadline - ctx.clock.now()) / 1000);
    // A receive waits whole seconds: the rest of a second is slept, and what came meanwhile is taken at its end.
    if (leftSeconds === 0) await ctx.host.work.park(ctx.clock.sleepUntil(deadline, stop).catch(() => undefined));
    const waitSeconds = Math.min(leftSeconds, SQS_LONG_POLL_SECONDS);
    batch.push(...(await receive(ctx, queueUrl, batchSize - batch.length, waitSeconds, stop)));
  }
  return batch;
}

/** Empty when it was told to stop. While it waits, the poller counts as idle. */
async function receive(
  ctx: Context<LambdaState>,
  QueueUrl: string,
  count: number,
  WaitTimeSeconds: number,
  stop: AbortSignal,
): Promise<readonly Message[]> {
  if (stop.aborted) return [];
  const receiving = ctx.as('lambda.amazonaws.com').aws.sqs.receiveMessage(
    {
      QueueUrl,
      WaitTimeSeconds,
      MaxNumberOfMessages: Math.min(count, SQS_RECEIVE_MESSAGES),
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    },
    { signal: stop },
  );
  try {
    const { Messages = [] } = await ctx.host.work.park(receiving);
    return Messages;
  } catch (error) {
    if (stop.aborted) return [];
    throw error;
  }
}

/** The next ten messages might not fit into what a function can be sent. */
function isNearLimit(batch: readonly Message[]): boolean {
  const sizeBytes = batch.reduce((sum, message) => sum + Buffer.byteLength(message.Body ?? ''), 0);
  return sizeBytes > MAX_SYNCHRONOUS_PAYLOAD_BYTES / 2;
}

import type { Message } from '@aws-sdk/client-sqs';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Context } from '../../../kernel/context.ts';
import { SQS_RECEIVE_MESSAGES } from '../limits.ts';
import type { LambdaState } from '../state.ts';
import { parseBatchResponse } from './batch-response.ts';
import { traceOf } from './batch-trace.ts';
import type { Mapping } from './mapping.ts';
import { toSqsEvent } from './sqs-event.ts';

/** Hands a batch to the function and deletes what succeeded; the rest comes back after its visibility timeout. */
export async function processBatch(
  ctx: Context<LambdaState>,
  mapping: Mapping,
  queueUrl: string,
  batch: readonly Message[],
): Promise<void> {
  try {
    const done = await invokeWith(ctx, mapping, batch);
    await deleteMessages(ctx, queueUrl, done);
  } catch (error) {
    // Throttled, or the function or the queue is gone: nothing is lost, the messages become visible again.
    if (!(error instanceof AwsError)) throw error;
  }
}

/** The messages that need not come back. */
async function invokeWith(
  ctx: Context<LambdaState>,
  mapping: Mapping,
  batch: readonly Message[],
): Promise<readonly Message[]> {
  const { lambda } = ctx.as('lambda.amazonaws.com').aws;
  const { FunctionError, Payload = new Uint8Array() } = await lambda.invoke(
    {
      FunctionName: mapping.functionArn,
      Payload: Buffer.from(JSON.stringify(toSqsEvent(batch, mapping.eventSourceArn))),
    },
    { trace: traceOf(batch) },
  );
  if (FunctionError !== undefined) return [];
  if (!mapping.reportsBatchItemFailures) return batch;
  const failed = parseBatchResponse(Payload, new Set(batch.map((message) => message.MessageId!)));
  return failed === 'all' ? [] : batch.filter((message) => !failed.has(message.MessageId!));
}

async function deleteMessages(
  ctx: Context<LambdaState>,
  QueueUrl: string,
  messages: readonly Message[],
): Promise<void> {
  const { sqs } = ctx.as('lambda.amazonaws.com').aws;
  const deletions: Promise<unknown>[] = [];
  for (let from = 0; from < messages.length; from += SQS_RECEIVE_MESSAGES) {
    const Entries = messages
      .slice(from, from + SQS_RECEIVE_MESSAGES)
      .map(({ ReceiptHandle }, i) => ({ Id: String(i), ReceiptHandle }));
    deletions.push(sqs.deleteMessageBatch({ QueueUrl, Entries }));
  }
  await Promise.all(deletions);
}

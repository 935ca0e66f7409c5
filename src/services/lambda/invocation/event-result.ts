import { AwsError } from '../../../kernel/aws-error.ts';
import type { Context } from '../../../kernel/context.ts';
import type { EventInvokeConfiguration } from '../lambda-function.ts';
import type { InvokeResult } from '../runtime/index.ts';
import type { LambdaState } from '../state.ts';
import type { FunctionVersion } from '../store.ts';
import { type DeadLetterAttributes, sendToDeadLetterQueue } from './dead-letter.ts';
import { type DestinationCondition, sendToDestination, toInvocationRecord } from './destination.ts';
import type { QueuedEvent } from './event-queue.ts';

/** How an event ended, with the last answer of the function if it gave one. */
export interface EventResult {
  readonly condition: DestinationCondition;
  readonly result?: InvokeResult;
}

/** Tells the destination and, of an event that failed for good, the dead-letter queue. */
export async function settleEvent(
  ctx: Context<LambdaState>,
  version: FunctionVersion,
  event: QueuedEvent,
  rules: EventInvokeConfiguration | undefined,
  { condition, result }: EventResult,
): Promise<void> {
  const payload = Buffer.from(event.payloadBase64, 'base64').toString();
  const destination = condition === 'Success' ? rules?.onSuccessArn : rules?.onFailureArn;
  if (destination !== undefined) {
    const invokeCount = event.failures + (result ? 1 : 0);
    const outcome = { requestId: event.requestId, payload, condition, invokeCount, result };
    await unlessRefused(sendToDestination(ctx, destination, toInvocationRecord(version, outcome, ctx.clock.now())));
  }
  const { deadLetterArn } = version.configuration;
  if (condition === 'Success' || deadLetterArn === undefined) return;
  await unlessRefused(sendToDeadLetterQueue(ctx, deadLetterArn, payload, toAttributes(event.requestId, result)));
}

/** A target that is gone or closed to Lambda gets nothing; the function is not run again for it. */
async function unlessRefused(delivery: Promise<void>): Promise<void> {
  await delivery.catch((error: unknown) => {
    if (!(error instanceof AwsError)) throw error;
  });
}

function toAttributes(RequestID: string, result: InvokeResult | undefined): DeadLetterAttributes {
  if (!result) return { RequestID, ErrorCode: '429', ErrorMessage: 'Rate Exceeded.' };
  return { RequestID, ErrorCode: '200', ErrorMessage: errorMessageOf(result.payload) };
}

function errorMessageOf(payload: Uint8Array): string {
  try {
    const { errorMessage } = JSON.parse(Buffer.from(payload).toString()) as { readonly errorMessage?: string };
    return errorMessage ?? '';
  } catch {
    return '';
  }
}

import { AwsError } from '../../../kernel/aws-error.ts';
import type { Context } from '../../../kernel/context.ts';
import type { Snapshot } from '../../../storage/storage.ts';
import { type FunctionReference, toQualifiedArn } from '../function-name.ts';
import type { InvokeResult } from '../runtime/index.ts';
import type { LambdaState } from '../state.ts';
import { type FunctionVersion, functionLane, requireVersion } from '../store.ts';
import { sendToDeadLetterQueue } from './dead-letter.ts';
import { type EventHistory, type NextStep, afterFailure, afterThrottle, isTooOld } from './retry-schedule.ts';
import { runFunction } from './run-function.ts';
import { untilAborted } from '../until-aborted.ts';

/** An event that Lambda has accepted: the payload of a durable task. */
export interface QueuedEvent extends EventHistory {
  readonly accountId: string;
  readonly region: string;
  readonly reference: FunctionReference;
  /** Stays the same through all attempts. */
  readonly requestId: string;
  readonly payloadBase64: string;
}

/** Once this resolves, the event is on disk: it will be invoked, whatever happens. */
export async function enqueueEvent(
  ctx: Context<LambdaState>,
  reference: FunctionReference,
  payload: Uint8Array,
): Promise<void> {
  await ctx.transact([...functionLane(reference), 'events'], (tx) => {
    const event: QueuedEvent = {
      accountId: reference.accountId,
      region: reference.region,
      reference,
      requestId: ctx.requestId,
      payloadBase64: Buffer.from(payload).toString('base64'),
      acceptedAt: tx.now,
      failures: 0,
      throttles: 0,
    };
    tx.enqueue({ type: 'lambda.invokeEvent', payload: event });
  });
}

/** One attempt. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
export async function invokeEvent(ctx: Context<LambdaState>, event: QueuedEvent): Promise<void> {
  const version = await ctx.read((snapshot) => findVersion(snapshot, event));
  // The function was deleted while its events waited.
  if (!version) return;
  const { owner } = version;
  if (isTooOld(event, owner.eventInvoke, ctx.clock.now()))
    return discard(ctx, version, event, { ErrorCode: '', ErrorMessage: 'Event age exceeded' });
  const result = await untilAborted(attempt(ctx, version, event), ctx.signal);
  if (result === undefined) return putBack(ctx, event);
  if (result === 'throttled') {
    const waited = { ...event, throttles: event.throttles + 1 };
    return goOn(ctx, version, waited, afterThrottle(waited, owner.eventInvoke, ctx.clock.now()), undefined);
  }
  if (result.functionError === undefined) return;
  const failed = { ...event, failures: event.failures + 1 };
  return goOn(ctx, version, failed, afterFailure(failed, owner.eventInvoke, ctx.clock.now()), result);
}

async function findVersion(snapshot: Snapshot, { reference }: QueuedEvent): Promise<FunctionVersion | undefined> {
  try {
    return await requireVersion(snapshot, reference);
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

async function attempt(
  ctx: Context<LambdaState>,
  version: FunctionVersion,
  event: QueuedEvent,
): Promise<InvokeResult | 'throttled'> {
  try {
    return await runFunction(ctx, version, {
      requestId: event.requestId,
      payload: Buffer.from(event.payloadBase64, 'base64'),
      invokedFunctionArn: toQualifiedArn(event.reference),
    });
  } catch (error) {
    if (error instanceof AwsError && error.code === 'TooManyRequestsException') return 'throttled';
    throw error;
  }
}

/** The cloud closes before the function has answered: as if the attempt had not been made. */
async function putBack(ctx: Context<LambdaState>, event: QueuedEvent): Promise<void> {
  await ctx.transact([...functionLane(event.reference), 'events'], (tx) =>
    tx.enqueue({ type: 'lambda.invokeEvent', payload: event }),
  );
}

async function goOn(
  ctx: Context<LambdaState>,
  version: FunctionVersion,
  event: QueuedEvent,
  step: NextStep,
  result: InvokeResult | undefined,
): Promise<void> {
  if (step.kind === 'discard') return discard(ctx, version, event, toReason(result));
  await ctx.transact([...functionLane(event.reference), 'events'], (tx) =>
    tx.enqueue({ type: 'lambda.invokeEvent', payload: event }, { at: step.at }),
  );
}

interface Reason {
  readonly ErrorCode: string;
  readonly ErrorMessage: string;
}

async function discard(
  ctx: Context<LambdaState>,
  { configuration }: FunctionVersion,
  event: QueuedEvent,
  reason: Reason,
): Promise<void> {
  if (configuration.deadLetterArn === undefined) return;
  const body = Buffer.from(event.payloadBase64, 'base64').toString();
  await sendToDeadLetterQueue(ctx, configuration.deadLetterArn, body, { RequestID: event.requestId, ...reason });
}

function toReason(result: InvokeResult | undefined): Reason {
  if (!result) return { ErrorCode: '429', ErrorMessage: 'Rate Exceeded.' };
  const { errorMessage } = parseError(result.payload);
  return { ErrorCode: '200', ErrorMessage: errorMessage ?? '' };
}

function parseError(payload: Uint8Array): { readonly errorMessage?: string } {
  try {
    return JSON.parse(Buffer.from(payload).toString()) as { readonly errorMessage?: string };
  } catch {
    return {};
  }
}

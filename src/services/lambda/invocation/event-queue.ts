import { AwsError } from '../../../kernel/aws-error.ts';
import type { Context } from '../../../kernel/context.ts';
import type { Snapshot } from '../../../storage/storage.ts';
import { type FunctionReference, toQualifiedArn } from '../function-name.ts';
import type { InvokeResult } from '../runtime/index.ts';
import type { LambdaState } from '../state.ts';
import { type FunctionVersion, functionLane, requireVersion } from '../store.ts';
import { untilAborted } from '../until-aborted.ts';
import { type EventResult, settleEvent } from './event-result.ts';
import { eventInvokeKey } from './event-invoke-config.ts';
import { type EventHistory, type NextStep, afterFailure, afterThrottle, isTooOld } from './retry-schedule.ts';
import { runFunction } from './run-function.ts';
import { toTraceHeader } from './trace-header.ts';

/** An event that Lambda has accepted: the payload of a durable task. */
export interface QueuedEvent extends EventHistory {
  readonly accountId: string;
  readonly region: string;
  readonly reference: FunctionReference;
  /** Stays the same through all attempts. */
  readonly requestId: string;
  readonly payloadBase64: string;
  readonly traceHeader: string;
}

/** Once this resolves, the event is on disk: it will be invoked, whatever happens. */
export async function enqueueEvent(
  ctx: Context<LambdaState>,
  reference: FunctionReference,
  payload: Uint8Array,
): Promise<void> {
  await enqueue(ctx, {
    accountId: reference.accountId,
    region: reference.region,
    reference,
    requestId: ctx.requestId,
    payloadBase64: Buffer.from(payload).toString('base64'),
    traceHeader: toTraceHeader(ctx),
    acceptedAt: ctx.clock.now(),
    failures: 0,
    throttles: 0,
  });
}

async function enqueue(ctx: Context<LambdaState>, event: QueuedEvent, at?: number): Promise<void> {
  await ctx.transact([...functionLane(event.reference), 'events'], (tx) =>
    tx.enqueue({ type: 'lambda.invokeEvent', payload: event, retriesForever: true }, at === undefined ? {} : { at }),
  );
}

/** One attempt. https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
export async function invokeEvent(ctx: Context<LambdaState>, event: QueuedEvent): Promise<void> {
  const version = await ctx.read((snapshot) => findVersion(snapshot, event));
  // The function was deleted while its events waited.
  if (!version) return;
  const rules = version.owner.eventInvokes[eventInvokeKey(event.reference)];
  const settle = (result: EventResult) => settleEvent(ctx, version, event, rules, result);
  if (isTooOld(event, rules, ctx.clock.now())) return settle({ condition: 'EventAgeExceeded' });

  const result = await untilAborted(attempt(ctx, version, event), ctx.signal);
  // The cloud closes before the function has answered: as if the attempt had not been made.
  if (result === undefined) return enqueue(ctx, event);
  if (result !== 'refused' && result.functionError === undefined) return settle({ condition: 'Success', result });

  const now = ctx.clock.now();
  const tried = count(event, result);
  const step: NextStep = result === 'refused' ? afterThrottle(tried, rules, now) : afterFailure(tried, rules, now);
  if (step.kind === 'retry') return enqueue(ctx, tried, step.at);
  return settle({ condition: step.condition, ...(result === 'refused' ? {} : { result }) });
}

const count = (event: QueuedEvent, result: InvokeResult | 'refused'): QueuedEvent =>
  result === 'refused' ? { ...event, throttles: event.throttles + 1 } : { ...event, failures: event.failures + 1 };

async function findVersion(from: Snapshot, { reference }: QueuedEvent): Promise<FunctionVersion | undefined> {
  try {
    return await requireVersion(from, reference);
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

async function attempt(
  ctx: Context<LambdaState>,
  version: FunctionVersion,
  event: QueuedEvent,
): Promise<InvokeResult | 'refused'> {
  try {
    return await runFunction(ctx, version, {
      requestId: event.requestId,
      payload: Buffer.from(event.payloadBase64, 'base64'),
      invokedFunctionArn: toQualifiedArn(event.reference),
      traceHeader: event.traceHeader,
    });
  } catch (error) {
    // Throttled, or Lambda could not start it, as when the role has gone: not the function's failure.
    if (error instanceof AwsError) return 'refused';
    throw error;
  }
}

import { AwsError } from '../../../kernel/aws-error.ts';
import type { Context } from '../../../kernel/context.ts';
import { POLL_ERROR_DELAY_MS, SQS_BATCHES_PER_TASK, SQS_CONCURRENT_BATCHES } from '../limits.ts';
import type { LambdaState } from '../state.ts';
import { mappingLane, mappings } from '../store.ts';
import { untilAborted } from '../until-aborted.ts';
import { collectBatch } from './collect-batch.ts';
import { InFlight } from './in-flight.ts';
import type { Mapping } from './mapping.ts';
import { processBatch } from './process-batch.ts';
import { queueUrlOf } from './queue.ts';

export interface PollTask {
  readonly accountId: string;
  readonly region: string;
  readonly uuid: string;
  readonly generation: string;
}

/**
 * The poller of a mapping: waits for messages, hands batches to the function, several at a time, and enqueues its
 * successor. What a crash interrupts comes back with the messages' visibility timeout.
 */
export async function pollQueue(ctx: Context<LambdaState>, task: PollTask): Promise<void> {
  const mapping = await findMapping(ctx, task);
  if (!mapping) return;
  const stop = ctx.state.pollers.start(task.uuid, task.generation);
  if (!stop) return;
  try {
    const hasFailed = await drain(ctx, mapping, AbortSignal.any([stop, ctx.signal]));
    await enqueueSuccessor(ctx, task, hasFailed ? POLL_ERROR_DELAY_MS : 0);
  } finally {
    ctx.state.pollers.end(task.uuid, task.generation);
  }
}

/** The mapping, as long as it is enabled and has not changed since the task was enqueued. */
const findMapping = (ctx: Context<LambdaState>, task: PollTask): Promise<Mapping | undefined> =>
  ctx.read(async (snapshot) => {
    const mapping = await mappings.get(snapshot, [task.accountId, task.region, task.uuid]);
    return mapping?.isEnabled && mapping.generation === task.generation ? mapping : undefined;
  });

async function enqueueSuccessor(ctx: Context<LambdaState>, task: PollTask, delayMs: number): Promise<void> {
  await ctx.transact(mappingLane(task.uuid), async (tx) => {
    const mapping = await mappings.get(tx, [task.accountId, task.region, task.uuid]);
    if (!mapping?.isEnabled || mapping.generation !== task.generation) return;
    tx.enqueue({ type: 'lambda.pollQueue', payload: task }, { at: tx.now + delayMs });
  });
}

/** Until the queue is empty and no batch is in flight. Says whether something other than the function failed. */
async function drain(ctx: Context<LambdaState>, mapping: Mapping, stop: AbortSignal): Promise<boolean> {
  const inFlight = new InFlight(ctx.host.work);
  const limit = Math.min(SQS_CONCURRENT_BATCHES, mapping.maximumConcurrency ?? SQS_CONCURRENT_BATCHES);
  try {
    const queueUrl = await queueUrlOf(ctx, mapping.eventSourceArn);
    for (let batches = 0; batches < SQS_BATCHES_PER_TASK && !stop.aborted;) {
      if (inFlight.size >= limit) {
        await untilAborted(inFlight.next(), stop);
        continue;
      }
      const batch = await collectBatch(ctx, mapping, queueUrl, stop);
      if (batch.length === 0 && inFlight.size === 0) break;
      if (batch.length === 0) continue;
      batches++;
      inFlight.add(processBatch(ctx, mapping, queueUrl, batch));
    }
    return false;
  } catch (error) {
    if (error instanceof AwsError) return !stop.aborted;
    throw error;
  } finally {
    // At shutdown functions are ended after the tasks: their messages come back with the visibility timeout.
    await untilAborted(inFlight.all(), ctx.signal);
  }
}

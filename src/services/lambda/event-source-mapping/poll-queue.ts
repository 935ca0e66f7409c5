import { AwsError } from '../../../kernel/aws-error.ts';
import type { Context } from '../../../kernel/context.ts';
import { POLL_ERROR_DELAY_MS, SQS_BATCHES_PER_TASK, SQS_CONCURRENT_BATCHES } from '../limits.ts';
import type { Task } from '../../../storage/storage.ts';
import type { LambdaState } from '../state.ts';
import { mappingLane, mappings } from '../store.ts';
import { untilAborted } from '../until-aborted.ts';
import { collectBatch } from './collect-batch.ts';
import { InFlight } from './in-flight.ts';
import type { Mapping } from './mapping.ts';
import { processBatch } from './process-batch.ts';
import { queueUrlOf } from './queue.ts';

/** What Lambda says of its own failures. */
const INTERNAL_PROBLEM = 'internal Lambda error. Please contact Lambda customer support.';

export interface PollTask {
  readonly accountId: string;
  readonly region: string;
  readonly uuid: string;
  readonly generation: string;
}

/** A mapping without its poller would be silent until somebody updates it: so its task is never given up. */
export const toPollTask = ({ accountId, region, uuid, generation }: PollTask): Task => ({
  type: 'lambda.pollQueue',
  payload: { accountId, region, uuid, generation },
  retriesForever: true,
});

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
    const problem = await drain(ctx, mapping, AbortSignal.any([stop, ctx.signal]));
    ctx.state.pollers.note(task.uuid, problem?.message);
    await enqueueSuccessor(ctx, task, problem ? POLL_ERROR_DELAY_MS : 0);
  } catch (error) {
    ctx.state.pollers.note(task.uuid, INTERNAL_PROBLEM);
    throw error;
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
    tx.enqueue(toPollTask(task), { at: tx.now + delayMs });
  });
}

/** Until the queue is empty and no batch is in flight. Gives what failed that was not the function. */
async function drain(ctx: Context<LambdaState>, mapping: Mapping, stop: AbortSignal): Promise<AwsError | undefined> {
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
    return undefined;
  } catch (error) {
    if (error instanceof AwsError) return stop.aborted ? undefined : error;
    throw error;
  } finally {
    // At shutdown functions are ended after the tasks: their messages come back with the visibility timeout.
    await untilAborted(inFlight.all(), ctx.signal);
  }
}

import type { StartMessageMoveTaskRequest } from '@aws-sdk/client-sqs';
import type { Context } from '../../../kernel/context.ts';
import type { Snapshot } from '../../../storage/storage.ts';
import type { Operation } from '../api.ts';
import { invalidParameterValue, invalidValue } from '../errors.ts';
import { MAX_MOVED_MESSAGES_PER_SECOND } from '../limits.ts';
import { countMessages } from '../message-counts.ts';
import { moveMessages } from '../move-messages.ts';
import { requireMoveQueue } from '../move-queue.ts';
import { formatTaskHandle, isActive, type MoveTask } from '../move-task.ts';
import { toQueueArn, toQueueLane } from '../queue-address.ts';
import { moveTasks, queues } from '../store.ts';

export const startMessageMoveTask: Operation<'StartMessageMoveTask'> = async (ctx, input) => {
  checkPace(input.MaxNumberOfMessagesPerSecond);
  const source = await ctx.read((snapshot) => checkQueues(ctx, snapshot, input));
  const { visible } = await countMessages(ctx, source);
  const sourceArn = toQueueArn(source);
  const taskId = ctx.random.uuid();

  const startedAt = await ctx.transact(toQueueLane(source), async (tx) => {
    const [latest] = await moveTasks.list(tx, { prefix: [sourceArn], reverse: true, limit: 1 });
    if (latest && isActive(latest)) {
      throw invalidParameterValue(
        'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
      );
    }
    const task: MoveTask = {
      sourceArn,
      startedAt: tx.now,
      taskId,
      destinationArn: input.DestinationArn,
      maxMessagesPerSecond: input.MaxNumberOfMessagesPerSecond,
      status: 'RUNNING',
      moved: 0,
      toMove: visible,
      failureReason: undefined,
    };
    moveTasks.insert(tx, task);
    tx.enqueue(moveMessages(task));
    return task.startedAt;
  });
  return { TaskHandle: formatTaskHandle({ taskId, sourceArn, startedAt }) };
};

function checkPace(perSecond: number | undefined): void {
  if (perSecond === undefined || (perSecond >= 1 && perSecond <= MAX_MOVED_MESSAGES_PER_SECOND)) return;
  throw invalidValue(
    perSecond,
    'MaxNumberOfMessagesPerSecond',
    `Must be between 1 and ${MAX_MOVED_MESSAGES_PER_SECOND}, if provided.`,
  );
}

async function checkQueues(ctx: Context, from: Snapshot, input: StartMessageMoveTaskRequest) {
  const source = await requireMoveQueue(from, ctx, 'SourceArn', input.SourceArn);
  const range = { prefix: [toQueueArn(source)], limit: 1 };
  if ((await queues.index('deadLetterTarget').list(from, range)).length === 0)
    throw invalidParameterValue('Source queue must be configured as a Dead Letter Queue.');
  if (input.DestinationArn === undefined) return source;
  const destination = await requireMoveQueue(from, ctx, 'DestinationArn', input.DestinationArn);
  if (destination.queueId === source.queueId)
    throw invalidParameterValue('Source queue arn and destination queue arn cannot be the same.');
  return source;
}

import type { ListMessageMoveTasksResultEntry } from '@aws-sdk/client-sqs';
import type { Operation } from '../api.ts';
import { invalidValue } from '../errors.ts';
import { MAX_LISTED_MOVE_TASKS } from '../limits.ts';
import { requireMoveQueue } from '../move-queue.ts';
import { formatTaskHandle, type MoveTask } from '../move-task.ts';
import { toQueueArn } from '../queue-address.ts';
import { moveTasks } from '../store.ts';

export const listMessageMoveTasks: Operation<'ListMessageMoveTasks'> = async (ctx, input) => {
  const limit = input.MaxResults ?? 1;
  if (!(limit >= 1 && limit <= MAX_LISTED_MOVE_TASKS))
    throw invalidValue(limit, 'MaxResults', `Must be between 1 and ${MAX_LISTED_MOVE_TASKS}, if provided.`);

  const tasks = await ctx.read(async (snapshot) => {
    const source = await requireMoveQueue(snapshot, ctx, 'SourceArn', input.SourceArn);
    return moveTasks.list(snapshot, { prefix: [toQueueArn(source)], reverse: true, limit });
  });
  return { Results: tasks.map(toEntry) };
};

const toEntry = (task: MoveTask): ListMessageMoveTasksResultEntry => ({
  // Only a running task can be cancelled.
  TaskHandle: task.status === 'RUNNING' ? formatTaskHandle(task) : undefined,
  Status: task.status,
  SourceArn: task.sourceArn,
  DestinationArn: task.destinationArn,
  MaxNumberOfMessagesPerSecond: task.maxMessagesPerSecond,
  ApproximateNumberOfMessagesMoved: task.moved,
  ApproximateNumberOfMessagesToMove: task.toMove,
  FailureReason: task.failureReason,
  StartedTimestamp: task.startedAt,
});

import type { Operation } from '../api.ts';
import { invalidParameterValue, missingParameter, moveTaskNotFound } from '../errors.ts';
import { requireMoveQueue } from '../move-queue.ts';
import { isActive, parseTaskHandle } from '../move-task.ts';
import { toQueueLane } from '../queue-address.ts';
import { moveTasks } from '../store.ts';

export const cancelMessageMoveTask: Operation<'CancelMessageMoveTask'> = async (ctx, input) => {
  if (!input.TaskHandle) throw missingParameter('TaskHandle');
  const handle = parseTaskHandle(input.TaskHandle);
  if (!handle) throw invalidParameterValue('Value for parameter TaskHandle is invalid.');
  const { sourceArn, startedAt, taskId } = handle;
  const source = await ctx.read((snapshot) => requireMoveQueue(snapshot, ctx, 'SourceArn', sourceArn));

  const moved = await ctx.transact(toQueueLane(source), async (tx) => {
    const task = await moveTasks.get(tx, [sourceArn, startedAt, taskId]);
    if (!task) throw moveTaskNotFound();
    if (!isActive(task)) throw invalidParameterValue('Only active tasks can be cancelled.');
    // The running task sees it before it moves another message.
    moveTasks.replace(tx, task, { ...task, status: 'CANCELLING' });
    return task.moved;
  });
  return { ApproximateNumberOfMessagesMoved: moved };
};

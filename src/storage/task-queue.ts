import { pack } from '../lib/tuple.ts';
import { decodeKey, encodeKey } from './row-format.ts';
import type { Key, Task } from './storage.ts';
import { table } from './table.ts';
import type { TaskChange } from './transaction.ts';
import type { Value } from './view.ts';

/** A task as it is stored. `sequence` and `index` say which commit enqueued it, and where among its tasks. */
export interface QueuedTask extends Task {
  readonly dueAt: number;
  readonly sequence: number;
  readonly index: number;
  readonly taskId?: string;
  /** How often it has been started. */
  readonly attempts: number;
  /** What the last attempt failed with. */
  readonly lastError?: string;
}

export interface LeasedTask extends QueuedTask {
  readonly leasedUntil: number;
}

export interface DeadTask extends QueuedTask {
  readonly diedAt: number;
}

/** Signalled by every commit that enqueues. */
export const TASKS_TOPIC: Key = ['cirro/task'];

/** Those that wait: in the order of their due times, then of their commits. */
export const dueTasks = table<QueuedTask>('cirro/task/due', {
  key: (task) => [task.dueAt, task.sequence, task.index],
});

/** Those that somebody runs. When the lease is over they are anybody's again. */
export const leasedTasks = table<LeasedTask>('cirro/task/leased', {
  key: (task) => [task.leasedUntil, task.sequence, task.index],
});

/** Those that failed too often: kept for people to look at. */
export const deadTasks = table<DeadTask>('cirro/task/dead', {
  key: (task) => [task.sequence, task.index],
});

/** Where the waiting task of an id is, in `dueTasks`. */
export const taskIdKey = (taskId: string): Key => ['cirro/task/id', taskId];

/** The state below transactions, at the moment of a commit. */
export interface CommitState {
  get(key: string): Uint8Array | undefined;
  set(key: string, value: Value): void;
}

/** Carries out a commit's changes to the tasks: `sequence` grows with each commit. */
export function writeTaskChanges(state: CommitState, changes: readonly TaskChange[], sequence: number): void {
  for (const [index, change] of changes.entries()) {
    if (change.taskId !== undefined) removeById(state, change.taskId);
    if (change.kind === 'cancel') continue;
    const { task, dueAt, taskId } = change;
    const queued: QueuedTask = {
      ...task,
      dueAt,
      sequence,
      index,
      attempts: 0,
      ...(taskId !== undefined && { taskId }),
    };
    const key = dueTasks.keyOf(queued);
    state.set(pack(key), dueTasks.encode(queued));
    if (taskId !== undefined) state.set(pack(taskIdKey(taskId)), encodeKey(key));
  }
}

function removeById(state: CommitState, taskId: string): void {
  const idKey = pack(taskIdKey(taskId));
  const queuedKey = state.get(idKey);
  if (!queuedKey) return;
  state.set(pack(decodeKey(queuedKey)), null);
  state.set(idKey, null);
}

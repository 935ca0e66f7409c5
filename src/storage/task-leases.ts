import { encodeKey } from './row-format.ts';
import type { Lane, Storage, Transaction } from './storage.ts';
import { deadTasks, dueTasks, leasedTasks, taskIdKey, TASKS_TOPIC } from './task-queue.ts';
import type { LeasedTask, QueuedTask } from './task-queue.ts';

const LEASE_MS = 60_000;
/** Long before the lease is over, so that a slow moment does not cost it. */
const RENEW_AFTER_MS = 20_000;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 15 * 60_000;
const MAX_ATTEMPTS = 10;
const CLAIM_LANE: Lane = ['cirro/task'];

export interface ClaimedTasks {
  readonly tasks: readonly LeasedTask[];
  /** When the next task or lease comes due; `Infinity` when there is none. */
  readonly nextAt: number;
}

/** How tasks go from due to leased, and from there to done, due again, or dead. */
export class TaskLeases {
  readonly #storage: Storage;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** Leases up to `limit` tasks, those first whose lease ran out, unless the caller still runs them. */
  claim(limit: number, isRunning: (task: QueuedTask) => boolean): Promise<ClaimedTasks> {
    return this.#storage.transact(CLAIM_LANE, async (tx) => {
      const expired = (await leasedTasks.list(tx, { lte: [tx.now] })).filter((task) => !isRunning(task));
      for (const task of expired.slice(0, limit)) leasedTasks.remove(tx, task);
      const due = await listDue(tx, Math.max(0, limit - expired.length));
      for (const task of due) removeDue(tx, task);

      const tasks = [...expired, ...due].slice(0, limit).map((task) => lease(task, tx.now));
      for (const task of tasks) leasedTasks.insert(tx, task);
      return { tasks, nextAt: tasks.length > 0 ? tx.now : await nextInstant(tx) };
    });
  }

  renewAt(task: LeasedTask): number {
    return task.leasedUntil - LEASE_MS + RENEW_AFTER_MS;
  }

  renew(task: LeasedTask): Promise<LeasedTask> {
    return this.#storage.transact(laneOf(task), (tx) => {
      const renewed = { ...task, leasedUntil: tx.now + LEASE_MS };
      leasedTasks.replace(tx, task, renewed);
      return renewed;
    });
  }

  complete(task: LeasedTask): Promise<void> {
    return this.#storage.transact(laneOf(task), (tx) => leasedTasks.remove(tx, task));
  }

  /** Due again, later each time, until there have been enough attempts. */
  fail(task: LeasedTask, error: unknown): Promise<void> {
    const lastError = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return this.#storage.transact(laneOf(task), async (tx) => {
      leasedTasks.remove(tx, task);
      await putBack(tx, { ...unleased(task), lastError, dueAt: tx.now + retryDelay(task.attempts) });
      tx.signal(TASKS_TOPIC);
    });
  }

  /**
   * Makes due at once what is leased: nobody else can be running it when this process has just begun.
   * The attempt that a kill cut short is not the task's fault: counted, thirty restarts would make it dead.
   */
  takeOver(): Promise<void> {
    return this.#storage.transact(CLAIM_LANE, async (tx) => {
      for (const task of await leasedTasks.list(tx)) {
        leasedTasks.remove(tx, task);
        const lastError = 'The process ended while the task ran.';
        await putBack(tx, { ...unleased(task), attempts: task.attempts - 1, lastError });
      }
    });
  }
}

const laneOf = (task: QueuedTask): Lane => [...CLAIM_LANE, task.sequence, task.index];

const lease = (task: QueuedTask, now: number): LeasedTask => ({
  ...task,
  attempts: task.attempts + 1,
  leasedUntil: now + LEASE_MS,
});

function unleased(task: LeasedTask): QueuedTask {
  const { leasedUntil: _leasedUntil, ...rest } = task;
  return rest;
}

export const retryDelay = (attempts: number): number =>
  Math.min(FIRST_RETRY_MS * 2 ** (attempts - 1), LONGEST_RETRY_MS);

/** What others enqueue meanwhile is no conflict; what they cancel or replace is. */
async function listDue(tx: Transaction, limit: number): Promise<readonly QueuedTask[]> {
  const due = await dueTasks.list(tx, { lte: [tx.now], limit, isUnguarded: true });
  for (const task of due) await tx.get(dueTasks.keyOf(task));
  return due;
}

function removeDue(tx: Transaction, task: QueuedTask): void {
  dueTasks.remove(tx, task);
  if (task.taskId !== undefined) tx.delete(taskIdKey(task.taskId));
}

/** Due again, or dead. If another task of its id was enqueued meanwhile, that one has replaced it. */
async function putBack(tx: Transaction, task: QueuedTask): Promise<void> {
  if (task.attempts >= MAX_ATTEMPTS && !task.retriesForever) {
    deadTasks.insert(tx, { ...task, diedAt: tx.now });
    return;
  }
  if (task.taskId !== undefined) {
    if (await tx.get(taskIdKey(task.taskId))) return;
    tx.set(taskIdKey(task.taskId), encodeKey(dueTasks.keyOf(task)));
  }
  dueTasks.insert(tx, task);
}

async function nextInstant(tx: Transaction): Promise<number> {
  const [due] = await dueTasks.list(tx, { limit: 1 });
  const [leased] = await leasedTasks.list(tx, { gt: [tx.now], limit: 1 });
  return Math.min(due?.dueAt ?? Infinity, leased?.leasedUntil ?? Infinity);
}

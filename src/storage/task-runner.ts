import type { Clock } from '../kernel/clock.ts';
import type { Work } from '../kernel/work.ts';
import type { Storage } from './storage.ts';
import { TASKS_TOPIC } from './task-queue.ts';
import type { LeasedTask, QueuedTask } from './task-queue.ts';
import { TaskLeases } from './task-leases.ts';

/** Runs at least once; a throw repeats it later. */
export type TaskFunction = (payload: unknown, task: QueuedTask) => Promise<void>;

interface TaskRunnerOptions {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly work: Work;
  /** Undefined for a type that nobody handles: such a task is repeated too, until it is dead. */
  readonly handler: (type: string) => TaskFunction | undefined;
  /** Told of every failure; without a task where the storage itself failed, which ends the runner. */
  readonly onError?: (error: unknown, task?: QueuedTask) => void;
  /** How many tasks run at once; 256 by default. */
  readonly concurrency?: number;
}

const DEFAULT_CONCURRENCY = 256;

/** Takes due tasks from the storage, in order, and runs them. Sleeps until the next is due or one is enqueued. */
export class TaskRunner {
  readonly #options: TaskRunnerOptions;
  readonly #leases: TaskLeases;
  readonly #concurrency: number;
  readonly #running = new Map<string, Promise<void>>();
  readonly #stopped = new AbortController();
  #onSlotFree: () => void = () => {};
  #loop: Promise<void> | undefined;

  constructor(options: TaskRunnerOptions) {
    this.#options = options;
    this.#leases = new TaskLeases(options.storage);
    this.#concurrency = options.concurrency ?? DEFAULT_CONCURRENCY;
  }

  /** Takes over at once what an earlier process was running: for storages that have one process at a time. */
  async start(): Promise<void> {
    await this.#leases.takeOver();
    this.startBeside();
  }

  /** Starts where others may be running: what they have leased is taken over only when the lease runs out. */
  startBeside(): void {
    this.#loop = this.#run().catch((error: unknown) => this.#options.onError?.(error));
  }

  /** Takes no more tasks and waits for those that run. */
  async close(): Promise<void> {
    this.#stopped.abort();
    this.#onSlotFree();
    await this.#loop;
    await Promise.all(this.#running.values());
  }

  async #run(): Promise<void> {
    const { storage, work } = this.#options;
    while (!this.#stopped.signal.aborted) {
      const since = storage.version;
      const free = this.#concurrency - this.#running.size;
      const { tasks, nextAt } = await work.track(this.#claim(free));
      if (tasks.length === free) await this.#slotFree();
      else if (tasks.length === 0) await storage.wait(TASKS_TOPIC, nextAt, this.#stopped.signal, since);
    }
  }

  /** Starts what it claims before it resolves, so that there is no moment at which the work seems to be done. */
  async #claim(limit: number): ReturnType<TaskLeases['claim']> {
    const claimed = await this.#leases.claim(limit, (task) => this.#running.has(toRunKey(task)));
    for (const task of claimed.tasks) this.#start(task);
    return claimed;
  }

  #start(task: LeasedTask): void {
    const key = toRunKey(task);
    const running = this.#options.work.track(this.#handle(task)).finally(() => {
      this.#running.delete(key);
      this.#onSlotFree();
    });
    this.#running.set(key, running);
  }

  async #handle(claimed: LeasedTask): Promise<void> {
    const lease = { task: claimed };
    const renewal = new AbortController();
    const renewing = this.#renew(lease, renewal.signal);
    let failure: { readonly error: unknown } | undefined;
    try {
      const handle = this.#options.handler(claimed.type);
      if (!handle) throw new Error(`nothing handles tasks of type ${claimed.type}`);
      await handle(claimed.payload, claimed);
    } catch (error) {
      failure = { error };
    }
    renewal.abort();
    try {
      await renewing;
      await (failure ? this.#leases.fail(lease.task, failure.error) : this.#leases.complete(lease.task));
      if (failure) this.#options.onError?.(failure.error, claimed);
    } catch (error) {
      // The storage is closed or broken: the lease runs out, and the task runs again.
      this.#options.onError?.(error, claimed);
    }
  }

  async #renew(lease: { task: LeasedTask }, signal: AbortSignal): Promise<void> {
    const { clock, work } = this.#options;
    while (!signal.aborted) {
      const isOver = await clock.sleepUntil(this.#leases.renewAt(lease.task), signal).then(
        () => false,
        () => true,
      );
      if (isOver) return;
      lease.task = await work.track(this.#leases.renew(lease.task));
    }
  }

  #slotFree(): Promise<void> {
    if (this.#running.size < this.#concurrency || this.#stopped.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => (this.#onSlotFree = resolve));
  }
}

const toRunKey = (task: QueuedTask): string => `${task.sequence}/${task.index}`;

import type { Clock } from '../kernel/clock.ts';
import { Work } from '../kernel/work.ts';
import { pack } from '../lib/tuple.ts';
import { CommitLog } from './commit-log.ts';
import type { Engine } from './engine.ts';
import { Lanes } from './lanes.ts';
import { chain, isPromise } from './maybe-promise.ts';
import { Signals } from './signals.ts';
import { ViewSnapshot } from './snapshot.ts';
import { StorageClosed } from './storage-error.ts';
import type { Key, Lane, MaybePromise, Snapshot, Storage, Transaction } from './storage.ts';
import { TASKS_TOPIC, writeTaskChanges } from './task-queue.ts';
import { BufferedTransaction } from './transaction.ts';
import { toBytes, toCounter } from './view.ts';
import type { Value } from './view.ts';

/** So many conflicts in a row, and a transaction gets the storage for itself. */
const MAX_CONFLICTS = 16;
const COMMITS_PER_GENERATION = 2 ** 32;
const PACKED_TASKS_TOPIC = pack(TASKS_TOPIC);

/** Transactions for engines that live in this process: optimistic, serializable, durable in groups. */
export class LocalStorage implements Storage {
  readonly #engine: Engine;
  readonly #clock: Clock;
  /** Orders what this process commits after all that an earlier one did. */
  readonly #generation: number;
  readonly #lanes = new Lanes();
  readonly #log = new CommitLog();
  readonly #signals: Signals;
  readonly #work = new Work();
  #alone: Promise<void> | undefined;
  #isClosed = false;

  constructor(engine: Engine, clock: Clock, generation: number) {
    this.#engine = engine;
    this.#clock = clock;
    this.#generation = generation;
    this.#signals = new Signals(clock);
  }

  get version(): number {
    return this.#log.version;
  }

  async transact<T>(lane: Lane, body: (tx: Transaction) => MaybePromise<T>): Promise<T> {
    this.#assertOpen();
    this.#work.begin();
    try {
      const outcome = this.#lanes.run(lane, () => this.#perform(body));
      const { result, durable } = isPromise(outcome) ? await outcome : outcome;
      // Nobody hears of what a crash could still take back, not even through an error.
      if (durable) await durable;
      if ('error' in result) throw result.error;
      return result.value;
    } finally {
      this.#work.end();
    }
  }

  async read<T>(body: (snapshot: Snapshot) => MaybePromise<T>): Promise<T> {
    this.#assertOpen();
    const view = this.#engine.view();
    const snapshot = new ViewSnapshot(view, this.#clock.now());
    this.#work.begin();
    try {
      return await body(snapshot);
    } finally {
      view.release();
      this.#work.end();
      if (snapshot.durable) await snapshot.durable;
    }
  }

  async wait(topic: Key, until: number, abort?: AbortSignal, since = this.version): Promise<void> {
    if (!this.#isClosed) await this.#signals.wait(pack(topic), until, abort, since);
  }

  /** Ends all waits, lets running transactions finish and makes them durable. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#signals.wakeAll();
    await this.#work.whenIdle();
    await this.#engine.close();
  }

  /** Visible when it resolves, and durable later. Usually nobody is in the way, and there is nothing to wait for. */
  #perform<T>(body: (tx: Transaction) => MaybePromise<T>): MaybePromise<Outcome<T>> {
    if (this.#alone) return this.#repeat(body, MAX_CONFLICTS);
    return chain(this.#attempt(body), (outcome) => outcome ?? this.#repeat(body, MAX_CONFLICTS - 1));
  }

  /** Until it commits; after so many conflicts, with nobody else starting meanwhile. */
  async #repeat<T>(body: (tx: Transaction) => MaybePromise<T>, attempts: number): Promise<Outcome<T>> {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      while (this.#alone) await this.#alone;
      const outcome = await this.#attempt(body);
      if (outcome) return outcome;
    }
    while (this.#alone) await this.#alone;
    const persistent = this.#persist(body);
    this.#alone = persistent.then(
      () => undefined,
      () => undefined,
    );
    try {
      return await persistent;
    } finally {
      this.#alone = undefined;
    }
  }

  async #persist<T>(body: (tx: Transaction) => MaybePromise<T>): Promise<Outcome<T>> {
    for (;;) {
      const outcome = await this.#attempt(body);
      if (outcome) return outcome;
    }
  }

  /** Undefined when somebody else wrote what the body had read. */
  #attempt<T>(body: (tx: Transaction) => MaybePromise<T>): MaybePromise<Outcome<T> | undefined> {
    const view = this.#engine.view();
    const start = this.#log.begin();
    const tx = new BufferedTransaction(view, this.#clock.now());
    return chain(run(body, tx), (result) => {
      const isOutdated = this.#log.hasConflict(tx.reads, start);
      // Before the commit: what nobody looks at any more, it need not keep.
      this.#log.end(start);
      view.release();
      // Nothing was changed, and what was read was one consistent state.
      if ('error' in result || !tx.hasEffects) return { result, durable: tx.durable };
      if (isOutdated) return undefined;
      return { result, durable: this.#commit(tx) ?? tx.durable };
    });
  }

  #commit(tx: BufferedTransaction): Promise<void> | undefined {
    const { writes } = tx;
    const sequence = this.#generation * COMMITS_PER_GENERATION + this.version + 1;
    for (const [key, delta] of tx.additions) writes.set(key, toCounter(this.#engine.get(key)) + delta);
    for (const [index, [prefix, value]] of tx.appended.entries()) writes.set(pack([...prefix, sequence, index]), value);
    if (tx.taskChanges.length > 0) {
      const state = {
        get: (key: string) => toBytes(writes.has(key) ? writes.get(key) : this.#engine.get(key)),
        set: (key: string, value: Value) => writes.set(key, value),
      };
      writeTaskChanges(state, tx.taskChanges, sequence);
    }

    const durable = writes.size > 0 ? this.#engine.apply(writes) : undefined;
    const version = this.#log.commit(writes);
    for (const topic of tx.topics) this.#signals.signal(topic, version);
    if (tx.taskChanges.length > 0) this.#signals.signal(PACKED_TASKS_TOPIC, version);
    return durable;
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new StorageClosed();
  }
}

type Result<T> = { readonly value: T } | { readonly error: unknown };

interface Outcome<T> {
  readonly result: Result<T>;
  readonly durable: Promise<void> | undefined;
}

/** At once where the body waits for nothing. */
function run<T, S>(body: (source: S) => MaybePromise<T>, source: S): MaybePromise<Result<T>> {
  try {
    const running = body(source);
    if (!isPromise(running)) return { value: running };
    return running.then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
  } catch (error) {
    return { error };
  }
}

import type { PackedTuple, Tuple } from '../lib/tuple.ts';

/** The one narrow door to state. `memory/` and `disk/` implement it; `conformance.ts` says what both must do. */

export type MaybePromise<T> = T | Promise<T>;
/** A tuple in an order-preserving encoding (`lib/tuple.ts`). Its first part names the table: `['sqs/message', …]`. */
export type Key = Tuple;
/** A key that is used more than once, packed once. */
export type PackedKey = PackedTuple;
/** The resource a transaction is about. Same-lane transactions run one after another. */
export type Lane = Key | PackedKey;

export interface Entry {
  readonly key: Key;
  readonly value: Uint8Array;
  /** The value as a text, where that is how it was read: `value` is then made of it when it is asked for. */
  readonly text?: string | undefined;
}

/**
 * All keys that begin with `prefix`, between the bounds (which are keys too, prefix included).
 * A bound stands for every key that begins with it: `lte: [queue, now]` includes `[queue, now, message]`.
 */
export interface Range {
  readonly prefix: Key;
  readonly gt?: Key;
  readonly gte?: Key;
  readonly lt?: Key;
  readonly lte?: Key;
  readonly reverse?: boolean;
  readonly limit?: number;
  /** For `list`: it ends with the entry whose value makes them so many bytes together, or characters of `text`. */
  readonly maxBytes?: number;
  /** For values that are UTF-8: they may come as texts, which takes half the time. */
  readonly asText?: boolean;
  /**
   * In a transaction: what others write into the range meanwhile is no conflict. For those who take some of what is
   * there and are woken when more comes; what they take they must read again with `get`, which guards it.
   */
  readonly isUnguarded?: boolean;
}

export interface Snapshot {
  /** The instant of this snapshot, epoch milliseconds. */
  readonly now: number;
  get(key: Key | PackedKey): MaybePromise<Uint8Array | undefined>;
  scan(range: Range): AsyncIterable<Entry>;
  /**
   * The range at once, for ranges with a `limit` or known to be small: one await instead of one an entry. A frozen
   * list is kept, and given again for the same range until somebody writes there: what was made of it can be kept beside it.
   */
  list(range: Range): MaybePromise<readonly Entry[]>;
}

/** Durable work: `type` names the handler (`service.verbNoun`), `payload` is JSON. */
export interface Task {
  readonly type: string;
  readonly payload: unknown;
  /** Never dead, however often it fails: for what nobody would start again. */
  readonly retriesForever?: true;
}

export interface EnqueueOptions {
  /** Due instant, epoch milliseconds; now by default. */
  readonly at?: number;
  /** Replaces the task of the same id that has not started. */
  readonly id?: string;
}

export interface Transaction extends Snapshot {
  set(key: Key | PackedKey, value: Uint8Array): void;
  delete(key: Key | PackedKey): void;
  /** Adds to a counter without reading it, so counters never conflict. Read it with `readCounter`. */
  add(key: Key | PackedKey, delta: bigint): void;
  /**
   * Writes under `prefix` and two more parts, both numbers: which commit this was, and the place within it. So what is
   * appended lies in the order of the commits, and nobody waits for a counter. Not seen by this transaction itself.
   */
  append(prefix: Key, value: Uint8Array): void;
  /** Commits with the writes, runs after the commit, at least once. */
  enqueue(task: Task, options?: EnqueueOptions): void;
  cancel(taskId: string): void;
  /** Wakes those who `wait` on `topic` after the commit; carries no data. */
  signal(topic: Key): void;
}

export interface Storage {
  /**
   * Runs `body` as one serializable transaction; resolves when it is durable.
   * `body` may run more than once: its only effects are on `tx`.
   */
  transact<T>(lane: Lane, body: (tx: Transaction) => MaybePromise<T>): Promise<T>;
  /** A consistent snapshot. If it saw a write that is not durable yet, it resolves when that write is. */
  read<T>(body: (snapshot: Snapshot) => MaybePromise<T>): Promise<T>;
  /** Grows with every commit. Taken before one looks, and given to `wait`, it makes sure that no signal is missed. */
  readonly version: number;
  /**
   * Resolves at the next signal on `topic`, or at `until` (epoch milliseconds) on the injected clock, or when aborted;
   * at once if the topic was signalled after the version `since`.
   */
  wait(topic: Key, until: number, abort?: AbortSignal, since?: number): Promise<void>;
  close(): Promise<void>;
}

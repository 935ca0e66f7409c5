import { pack } from '../lib/tuple.ts';
import { toBounds } from './bounds.ts';
import type { Bounds } from './bounds.ts';
import { Cursor } from './cursor.ts';
import { chain } from './maybe-promise.ts';
import { ReadSet } from './read-set.ts';
import { ViewSnapshot } from './snapshot.ts';
import type { OpenScan } from './snapshot.ts';
import { SortedMap } from './sorted-map.ts';
import type { EnqueueOptions, Key, MaybePromise, PackedKey, Range, Task, Transaction } from './storage.ts';
import type { StoredEntry } from './stored-entry.ts';
import { toBytes, toCounter } from './view.ts';
import type { LayerCursor, SizeHint, Value } from './view.ts';

/** Done at the commit, against the state of that moment, so that it never conflicts. */
export type TaskChange =
  | { readonly kind: 'enqueue'; readonly task: Task; readonly dueAt: number; readonly taskId: string | undefined }
  | { readonly kind: 'cancel'; readonly taskId: string };

/** Collects what a transaction's body does; nothing is seen outside before the commit. */
export class BufferedTransaction extends ViewSnapshot implements Transaction {
  readonly reads = new ReadSet();
  readonly writes = new Map<string, Value>();
  /** Sums to add to what is stored at the commit. */
  readonly additions = new Map<string, bigint>();
  /** Prefixes and values, which get the rest of their keys at the commit. */
  readonly appended: (readonly [Key, Uint8Array])[] = [];
  readonly taskChanges: TaskChange[] = [];
  readonly topics: string[] = [];

  get hasEffects(): boolean {
    const { writes, additions, appended, taskChanges, topics } = this;
    return writes.size + additions.size + appended.length + taskChanges.length + topics.length > 0;
  }

  set(key: Key | PackedKey, value: Uint8Array): void {
    this.#write(pack(key), value);
  }

  delete(key: Key | PackedKey): void {
    this.#write(pack(key), null);
  }

  add(key: Key | PackedKey, delta: bigint): void {
    const packed = pack(key);
    const written = this.writes.get(packed);
    if (written !== undefined) this.writes.set(packed, toCounter(written) + delta);
    else this.additions.set(packed, (this.additions.get(packed) ?? 0n) + delta);
  }

  append(prefix: Key, value: Uint8Array): void {
    this.appended.push([prefix, value]);
  }

  enqueue(task: Task, options: EnqueueOptions = {}): void {
    this.taskChanges.push({ kind: 'enqueue', task, dueAt: options.at ?? this.now, taskId: options.id });
  }

  cancel(taskId: string): void {
    this.taskChanges.push({ kind: 'cancel', taskId });
  }

  signal(topic: Key): void {
    this.topics.push(pack(topic));
  }

  protected override read(key: string): Uint8Array | undefined {
    if (this.additions.size > 0) this.#settleAddition(key);
    const written = this.writes.size > 0 ? this.writes.get(key) : undefined;
    if (written !== undefined) return toBytes(written);
    this.reads.addKey(key);
    return super.read(key);
  }

  protected override open(range: Range, hint: SizeHint): OpenScan {
    const [bounds, reverse] = [toBounds(range), range.reverse ?? false];
    for (const key of this.additions.keys()) {
      if (key >= bounds.from && key < bounds.to) this.#settleAddition(key);
    }
    const scan = this.openWithin(bounds, reverse, hint, this.#ownWithin(bounds, reverse));
    return range.isUnguarded ? scan : { ...scan, guard: this.reads.addRange(bounds, reverse) };
  }

  protected override take(scan: OpenScan, count: number, maxBytes?: number): MaybePromise<readonly StoredEntry[]> {
    return chain(super.take(scan, count, maxBytes), (entries) => {
      if (scan.merged.isOver) scan.guard?.finish();
      else if (entries.length > 0) scan.guard?.reach(entries.at(-1)!.packed);
      return entries;
    });
  }

  /** Undefined where this transaction has written nothing itself. */
  #ownWithin(bounds: Bounds, reverse: boolean): LayerCursor | undefined {
    let own: SortedMap<Value> | undefined;
    for (const [key, value] of this.writes) {
      if (key >= bounds.from && key < bounds.to) (own ??= new SortedMap()).set(key, value);
    }
    return own && new Cursor(own, bounds, reverse);
  }

  #write(key: string, value: Value): void {
    if (this.additions.size > 0) this.additions.delete(key);
    this.writes.set(key, value);
  }

  /** Whoever reads a counter that it added to wants the sum: from here on it is a read and a write. */
  #settleAddition(key: string): void {
    const delta = this.additions.get(key);
    if (delta === undefined) return;
    this.reads.addKey(key);
    this.#write(key, toCounter(super.read(key)) + delta);
  }
}

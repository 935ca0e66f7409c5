import { Cursor } from '../cursor.ts';
import { EVERYTHING } from '../bounds.ts';
import type { Engine } from '../engine.ts';
import { SortedMap } from '../sorted-map.ts';
import { storageClosed } from '../storage-error.ts';
import type { StorageError } from '../storage-error.ts';
import type { Layer, Value, View } from '../view.ts';
import { Compactor } from './compactor.ts';
import { DiskBase } from './disk-base.ts';
import { Epochs } from './epochs.ts';
import type { Level } from './level.ts';
import { toStorageError } from './open-errors.ts';

/** Writes that become durable together. */
interface Group {
  readonly map: SortedMap<Value>;
  readonly durable: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: StorageError) => void;
}

/**
 * LevelDB below, and above it in memory what is not durable yet: one group on its way to the disk, and one that
 * collects meanwhile what is committed.
 */
export class DiskEngine implements Engine {
  readonly #level: Level;
  readonly #folder: string;
  readonly #epochs: Epochs;
  readonly #base: DiskBase;
  readonly #compactor: Compactor;
  #pending = newGroup();
  #writing: Group | undefined;
  #layers: readonly Layer[] | undefined;
  /** Of the layers and the epoch of now: all who read in between share it. */
  #view: View | undefined;
  #isFlushScheduled = false;
  #failure: StorageError | undefined;

  constructor(level: Level, folder: string) {
    this.#level = level;
    this.#folder = folder;
    this.#epochs = new Epochs(level);
    this.#base = new DiskBase(level, this.#epochs);
    this.#compactor = new Compactor(level);
  }

  view(): View {
    if (this.#failure) throw this.#failure;
    this.#layers ??= [this.#pending, ...(this.#writing ? [this.#writing] : [])].map(({ map, durable }) => ({
      map: map.fork(),
      durable,
    }));
    const epoch = this.#epochs.enter();
    if (this.#view?.layers !== this.#layers) {
      this.#view = { layers: this.#layers, base: this.#base.at(epoch), release: () => this.#epochs.leave(epoch) };
    }
    return this.#view;
  }

  get(key: string): Uint8Array | undefined {
    let value = this.#pending.map.get(key);
    if (value === undefined) value = this.#writing?.map.get(key);
    return value === undefined ? this.#base.get(key) : (value ?? undefined);
  }

  apply(writes: readonly (readonly [key: string, value: Value])[]): Promise<void> {
    if (this.#failure) throw this.#failure;
    this.#layers = undefined;
    for (const [key, value] of writes) this.#pending.map.set(key, value);
    this.#scheduleFlush();
    return this.#pending.durable;
  }

  async close(): Promise<void> {
    while (!this.#failure && (this.#writing || this.#pending.map.size > 0)) {
      this.#flush();
      await this.#writing?.durable.catch(() => undefined);
    }
    this.#failure ??= storageClosed();
    await this.#compactor.close();
    await this.#level.close();
  }

  /** Not at once: what else is committed in this turn of the event loop comes along, and larger groups cost no more. */
  #scheduleFlush(): void {
    if (this.#isFlushScheduled || this.#writing) return;
    this.#isFlushScheduled = true;
    setImmediate(() => {
      this.#isFlushScheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#writing || this.#failure || this.#pending.map.size === 0) return;
    const group = this.#pending;
    this.#writing = group;
    this.#pending = newGroup();
    this.#layers = undefined;
    const writes = entriesOf(group.map);
    this.#epochs.turn();
    this.#base.beforeWrite(writes);
    this.#level.write(writes).then(
      () => this.#onWritten(group, writes),
      (error: unknown) => this.#fail(group, toStorageError(error, this.#folder)),
    );
  }

  #onWritten(group: Group, writes: readonly (readonly [string, Value])[]): void {
    this.#writing = undefined;
    this.#layers = undefined;
    group.resolve();
    this.#compactor.onWritten(writes);
    if (this.#pending.map.size > 0) this.#scheduleFlush();
  }

  /** What was read from the lost group is lost too, and so is whatever would come after it. */
  #fail(group: Group, error: StorageError): void {
    this.#failure = error;
    group.reject(error);
    this.#pending.reject(error);
  }
}

function newGroup(): Group {
  let [resolve, reject]: [() => void, (error: StorageError) => void] = [() => {}, () => {}];
  const durable = new Promise<void>((onDurable, onError) => {
    [resolve, reject] = [onDurable, onError];
  });
  // Those who wait for it hear of the failure; that nobody waits is no failure of its own.
  durable.catch(() => undefined);
  return { map: new SortedMap(), durable, resolve, reject };
}

function entriesOf(map: SortedMap<Value>): [string, Value][] {
  const entries: [string, Value][] = [];
  for (const cursor = new Cursor(map, EVERYTHING); cursor.key !== undefined; cursor.next()) {
    entries.push([cursor.key, cursor.value]);
  }
  return entries;
}

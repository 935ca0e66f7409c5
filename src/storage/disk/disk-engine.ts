import type { Engine } from '../engine.ts';
import { storageClosed } from '../storage-error.ts';
import type { StorageError } from '../storage-error.ts';
import type { Value, View } from '../view.ts';
import { Compactor } from './compactor.ts';
import { DiskBase } from './disk-base.ts';
import { Epochs } from './epochs.ts';
import { Group } from './group.ts';
import type { Writes } from './group.ts';
import type { Level } from './level.ts';
import { toStorageError } from './open-errors.ts';

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
  #pending = new Group();
  #writing: Group | undefined;
  /** All who read between two changes share it. */
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
    const epoch = this.#epochs.enter();
    this.#view ??= {
      layers: this.#writing ? [this.#pending.view(), this.#writing.view()] : [this.#pending.view()],
      base: this.#base.at(epoch),
      release: () => this.#epochs.leave(epoch),
    };
    return this.#view;
  }

  get(key: string): Value | undefined {
    let value = this.#pending.get(key);
    if (value === undefined) value = this.#writing?.get(key);
    return value === undefined ? this.#base.get(key) : value;
  }

  apply(writes: ReadonlyMap<string, Value>): Promise<void> {
    if (this.#failure) throw this.#failure;
    const isRead = this.#epochs.current.readers > 0;
    if (isRead) this.#view = undefined;
    this.#pending.apply(writes, isRead);
    this.#scheduleFlush();
    return this.#pending.durable;
  }

  async close(): Promise<void> {
    while (!this.#failure && (this.#writing || this.#pending.size > 0)) {
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
    if (this.#writing || this.#failure || this.#pending.size === 0) return;
    const group = this.#pending;
    this.#writing = group;
    this.#pending = new Group();
    this.#view = undefined;
    const writes = group.writes();
    this.#epochs.turn();
    this.#base.beforeWrite(group, writes);
    this.#level.write(writes).then(
      () => this.#onWritten(group, writes),
      (error: unknown) => this.#fail(group, toStorageError(error, this.#folder)),
    );
  }

  #onWritten(group: Group, writes: Writes): void {
    this.#writing = undefined;
    this.#base.afterWrite();
    this.#view = undefined;
    group.resolve();
    this.#compactor.onWritten(writes);
    if (this.#pending.size > 0) this.#scheduleFlush();
  }

  /** What was read from the lost group is lost too, and so is whatever would come after it. */
  #fail(group: Group, error: StorageError): void {
    this.#failure = error;
    group.reject(error);
    this.#pending.reject(error);
  }
}

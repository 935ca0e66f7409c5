import type { Engine } from '../engine.ts';
import { StorageClosed } from '../storage-error.ts';
import type { StorageError } from '../storage-error.ts';
import type { Value, View } from '../view.ts';
import { Applier } from './applier.ts';
import { Compactor } from './compactor.ts';
import { DiskBase } from './disk-base.ts';
import { Epochs } from './epochs.ts';
import { Group } from './group.ts';
import type { Writes } from './group.ts';
import type { Journal } from './journal.ts';
import type { Level } from './level.ts';
import { toStorageError } from './open-errors.ts';

/**
 * LevelDB below, and above it in memory what it does not have yet: one group that collects what is committed, one on its
 * way to the journal, which makes it durable, and what the applier brings from there to LevelDB.
 */
export class DiskEngine implements Engine {
  readonly #level: Level;
  readonly #journal: Journal;
  readonly #folder: string;
  readonly #epochs: Epochs;
  readonly #base: DiskBase;
  readonly #compactor: Compactor;
  readonly #applier: Applier;
  #pending = new Group();
  #journaling: Group | undefined;
  /** All who read between two changes share it. */
  #view: View | undefined;
  #isFlushScheduled = false;
  #failure: StorageError | undefined;

  constructor(level: Level, journal: Journal, folder: string) {
    this.#level = level;
    this.#journal = journal;
    this.#folder = folder;
    this.#epochs = new Epochs(level);
    this.#base = new DiskBase(level, this.#epochs);
    this.#compactor = new Compactor(level);
    this.#applier = new Applier({
      level,
      journal,
      epochs: this.#epochs,
      base: this.#base,
      compactor: this.#compactor,
      onChange: () => {
        this.#view = undefined;
        if (this.#pending.size > 0) this.#scheduleFlush();
      },
      onFailure: (error) => this.#fail(toStorageError(error, folder)),
    });
  }

  view(): View {
    if (this.#failure) throw this.#failure;
    this.#applier.onRead();
    const epoch = this.#epochs.enter();
    this.#view ??= {
      layers: this.#groups().map((group) => group.view()),
      base: this.#base.at(epoch),
      release: () => this.#epochs.leave(epoch),
    };
    return this.#view;
  }

  get(key: string): Value | undefined {
    let value = this.#pending.get(key);
    if (value === undefined) value = this.#journaling?.get(key);
    if (value === undefined) value = this.#applier.get(key);
    return value === undefined ? this.#base.get(key) : value;
  }

  apply(writes: ReadonlyMap<string, Value>): Promise<void> {
    if (this.#failure) throw this.#failure;
    const isRead = this.#epochs.hasReaders;
    if (isRead) this.#view = undefined;
    this.#pending.apply(writes, isRead);
    this.#scheduleFlush();
    return this.#pending.durable;
  }

  async close(): Promise<void> {
    while (this.#journaling || (this.#pending.size > 0 && !this.#failure)) {
      this.#flush();
      await (this.#journaling?.durable.catch(() => undefined) ?? this.#applier.settle());
    }
    const isWhole = (await this.#applier.finish()) && !this.#failure;
    this.#failure ??= new StorageClosed();
    await this.#compactor.close();
    await this.#journal.close(isWhole);
    await this.#level.close();
  }

  /** Newest first. */
  #groups(): readonly Group[] {
    const above = this.#journaling ? [this.#pending, this.#journaling] : [this.#pending];
    return [...above, ...this.#applier.groups];
  }

  /** Not at once: what else is committed in this turn of the event loop comes along, and larger groups cost no more. */
  #scheduleFlush(): void {
    if (this.#isFlushScheduled || this.#journaling) return;
    this.#isFlushScheduled = true;
    setImmediate(() => {
      this.#isFlushScheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#journaling || this.#failure || this.#pending.size === 0 || this.#applier.isBehind) return;
    const group = this.#pending;
    this.#journaling = group;
    this.#pending = new Group();
    this.#view = undefined;
    const writes = group.writes();
    this.#journal.append(writes).then(
      (sizeBytes) => this.#onJournaled(group, writes, sizeBytes),
      (error: unknown) => {
        const failure = toStorageError(error, this.#folder);
        this.#journaling = undefined;
        group.reject(failure);
        this.#fail(failure);
      },
    );
  }

  #onJournaled(group: Group, writes: Writes, sizeBytes: number): void {
    this.#journaling = undefined;
    this.#view = undefined;
    group.resolve();
    this.#applier.add(group, writes, this.#journal.lastSequence, sizeBytes);
    if (this.#pending.size > 0) this.#scheduleFlush();
  }

  /** What was read from the lost group is lost too, and so is whatever would come after it. */
  #fail(error: StorageError): void {
    this.#failure ??= error;
    this.#pending.reject(this.#failure);
  }
}

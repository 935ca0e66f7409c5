import type { Value } from '../view.ts';
import { writeCheckpoint } from './checkpoint.ts';
import type { Compactor } from './compactor.ts';
import type { DiskBase } from './disk-base.ts';
import type { Epochs } from './epochs.ts';
import type { Group, Writes } from './group.ts';
import type { Journal } from './journal.ts';
import type { Level } from './level.ts';

/** A batch costs the waking of a thread, however small it is, and much is overwritten before it is this large. */
const BATCH_BYTES = 128 * 1024;
/** Less of what is deleted: until LevelDB knows, scans walk over it. */
const BATCH_DELETIONS = 32;
/** So many scans that had to take it in: merging costs each of them more, and only what LevelDB has can be kept as a range. */
const BATCH_SCANS = 64;
/** So much may wait for LevelDB before writers do. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

interface ApplierOptions {
  readonly level: Level;
  readonly journal: Journal;
  readonly epochs: Epochs;
  readonly base: DiskBase;
  readonly compactor: Compactor;
  /** The groups are others, and fewer may be waiting. */
  readonly onChange: () => void;
  readonly onFailure: (error: unknown) => void;
}

/** Brings to LevelDB what the journal has: one batch at a time, and what comes meanwhile together in the next. */
export class Applier {
  readonly #options: ApplierOptions;
  #waiting: Group | undefined;
  #waitingBytes = 0;
  #waitingDeletions = 0;
  #applying: Group | undefined;
  /** Of the last record in `#waiting`, in LevelDB, and in LevelDB for good. */
  #lastWaiting: number;
  #lastApplied: number;
  #lastSecured: number;
  #application: Promise<void> | undefined;
  #securing: Promise<void> | undefined;
  #isFailed = false;

  constructor(options: ApplierOptions) {
    this.#options = options;
    this.#lastWaiting = options.journal.lastSequence;
    this.#lastApplied = options.journal.lastSequence;
    this.#lastSecured = options.journal.lastSequence;
  }

  /** What LevelDB may not have yet, newest first. */
  get groups(): readonly Group[] {
    return [this.#waiting, this.#applying].filter((group) => group !== undefined);
  }

  get(key: string): Value | undefined {
    const value = this.#waiting?.get(key);
    return value === undefined ? this.#applying?.get(key) : value;
  }

  /** Whether LevelDB is so slow that nothing should be added now. Ends with a change. */
  get isBehind(): boolean {
    return this.#waitingBytes > MAX_WAITING_BYTES || this.#options.journal.isFull;
  }

  /** A group that is durable, with its writes, and the sequence number and size of its record. */
  add(group: Group, writes: Writes, sequence: number, sizeBytes: number): void {
    if (this.#waiting) this.#waiting.absorb(group, this.#options.epochs.hasReaders);
    else this.#waiting = group;
    this.#lastWaiting = sequence;
    this.#waitingBytes += sizeBytes;
    for (const [, value] of writes) if (!value) this.#waitingDeletions++;
    if (this.#isDue) this.#apply();
  }

  /** Brings what is scanned again and again, however little it is. */
  onRead(): void {
    if (this.#waiting && this.#waiting.scans > BATCH_SCANS) this.#apply();
  }

  /** Brings everything to LevelDB for good. False where that failed, and the journal is still needed. */
  async finish(): Promise<boolean> {
    await this.settle();
    this.#apply();
    await this.settle();
    if (this.#lastApplied > this.#lastSecured) this.#securing = this.#secure();
    await this.settle();
    return !this.#isFailed;
  }

  /** Resolves when nothing is on its way to LevelDB. */
  async settle(): Promise<void> {
    while (this.#application || this.#securing) await (this.#application ?? this.#securing);
  }

  get #isDue(): boolean {
    const { fullTo = 0 } = this.#options.journal;
    return this.#waitingBytes > BATCH_BYTES || this.#waitingDeletions > BATCH_DELETIONS || fullTo > this.#lastApplied;
  }

  #apply(): void {
    if (this.#applying || !this.#waiting || this.#isFailed) return;
    const { epochs, base, onChange } = this.#options;
    const group = this.#waiting;
    const sequence = this.#lastWaiting;
    const writes = group.writes();
    this.#applying = group;
    this.#waiting = undefined;
    this.#waitingBytes = 0;
    this.#waitingDeletions = 0;
    epochs.turn();
    base.beforeWrite(group, writes);
    this.#application = this.#write(writes, sequence);
    onChange();
  }

  async #write(writes: Writes, sequence: number): Promise<void> {
    const { level, base, compactor, onChange } = this.#options;
    try {
      await level.write(writes, false);
    } catch (error) {
      this.#fail(error);
      return;
    } finally {
      this.#application = undefined;
    }
    this.#applying = undefined;
    this.#lastApplied = sequence;
    base.afterWrite();
    compactor.onWritten(writes);
    onChange();
    this.#freeSegments();
    if (this.#isDue) this.#apply();
  }

  #freeSegments(): void {
    const { fullTo } = this.#options.journal;
    if (fullTo !== undefined && fullTo <= this.#lastApplied && !this.#securing) this.#securing = this.#secure();
  }

  /** What LevelDB has for good, the journal need not keep. */
  async #secure(): Promise<void> {
    const { level, journal, onChange } = this.#options;
    const sequence = this.#lastApplied;
    try {
      await writeCheckpoint(level, sequence);
    } catch (error) {
      this.#fail(error);
      return;
    } finally {
      this.#securing = undefined;
    }
    this.#lastSecured = sequence;
    journal.release(sequence);
    onChange();
    this.#freeSegments();
  }

  #fail(error: unknown): void {
    this.#isFailed = true;
    this.#options.onFailure(error);
  }
}

import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncFolder } from './sync-folder.ts';
import type { Writes } from './group.ts';
import { RecordEncoder } from './journal-record.ts';
import { Segment } from './segment.ts';

/** Where groups of writes are durable before LevelDB has them; the tests put a failing one in its place. */
export interface Journal {
  /** Of the newest record. */
  readonly lastSequence: number;
  /** Of the last record in the oldest segment that is full; undefined when none is. */
  readonly fullTo: number | undefined;
  /** Whether so many segments are full that some should be released before more is written. */
  readonly isFull: boolean;
  /** Resolves when the record is on the disk, with its size. One at a time. */
  append(writes: Writes): Promise<number>;
  /** Records up to this one are not needed any more. */
  release(sequence: number): void;
  /** Removes what was written where it is not needed any more. */
  close(isEmpty: boolean): Promise<void>;
}

/** Less than LevelDB's write buffer, which is written out when a segment is full: twice would be once too often. */
const SEGMENT_BYTES = 16 * 1024 * 1024;
/** One is released while the next one fills; the rest is for when LevelDB is slow. */
const MAX_FULL_SEGMENTS = 3;

/** Segments in a folder, each used again when nothing in it is needed any more. */
export class DiskJournal implements Journal {
  readonly #folder: string;
  readonly #segmentBytes: number;
  readonly #encoder = new RecordEncoder();
  #lastSequence: number;
  #current: Segment | undefined;
  /** Oldest first. */
  #full: Segment[] = [];
  #free: Segment[] = [];
  #created = 0;

  /** The folder must be empty, or not there (see `recover`). It is made with the first record. */
  constructor(folder: string, lastSequence: number, segmentBytes = SEGMENT_BYTES) {
    this.#folder = folder;
    this.#lastSequence = lastSequence;
    this.#segmentBytes = segmentBytes;
  }

  get lastSequence(): number {
    return this.#lastSequence;
  }

  get fullTo(): number | undefined {
    return this.#full[0]?.lastSequence;
  }

  get isFull(): boolean {
    return this.#full.length >= MAX_FULL_SEGMENTS;
  }

  async append(writes: Writes): Promise<number> {
    const sequence = this.#lastSequence + 1;
    const record = this.#encoder.encode(sequence, writes);
    if (this.#current && !this.#current.hasRoom(record.byteLength)) {
      this.#full.push(this.#current);
      this.#current = undefined;
    }
    this.#current ??= this.#free.pop() ?? (await this.#create());
    await this.#current.append(record, sequence);
    this.#lastSequence = sequence;
    return record.byteLength;
  }

  release(sequence: number): void {
    const isNeeded = (segment: Segment) => segment.lastSequence > sequence;
    for (const segment of this.#full) if (!isNeeded(segment)) segment.rewind();
    this.#free.push(...this.#full.filter((segment) => !isNeeded(segment)));
    this.#full = this.#full.filter(isNeeded);
  }

  async close(isEmpty: boolean): Promise<void> {
    const current = this.#current ? [this.#current] : [];
    await Promise.all([...this.#full, ...this.#free, ...current].map((segment) => segment.close()));
    if (isEmpty) await removeJournal(this.#folder);
  }

  async #create(): Promise<Segment> {
    await mkdir(this.#folder, { recursive: true });
    const segment = await Segment.create(join(this.#folder, `${++this.#created}`), this.#segmentBytes);
    for (const folder of [this.#folder, dirname(this.#folder)]) await syncFolder(folder);
    return segment;
  }
}

export const removeJournal = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

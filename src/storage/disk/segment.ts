import { constants, write } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';

/** Elsewhere the flag is missing, or keeps what is written in the drive's own memory. */
const { O_CREAT, O_DSYNC, O_RDWR, O_TRUNC } = constants;
const IS_SYNCED_BY_FLAG = process.platform === 'linux';
const SMALLEST_GROWTH_BYTES = 64 * 1024;
const writeTo = promisify(write);
const ZEROS = Buffer.alloc(1024 * 1024);

/**
 * A file that is written from its beginning to its end, again and again. It grows in steps, of which the rest is zeros:
 * writing where a file has been written before is quick, because where its blocks lie need not be written down.
 */
export class Segment {
  readonly #file: FileHandle;
  readonly #capacityBytes: number;
  #position = 0;
  #allocatedBytes = 0;
  /** Of the last record in it. */
  lastSequence = 0;

  private constructor(file: FileHandle, capacityBytes: number) {
    this.#file = file;
    this.#capacityBytes = capacityBytes;
  }

  static async create(path: string, capacityBytes: number): Promise<Segment> {
    const sync = IS_SYNCED_BY_FLAG ? O_DSYNC : 0;
    return new Segment(await open(path, O_RDWR | O_CREAT | O_TRUNC | sync), capacityBytes);
  }

  /** A record that is larger than any segment has one for itself. */
  hasRoom(recordBytes: number): boolean {
    return this.#position === 0 || this.#position + recordBytes <= this.#capacityBytes;
  }

  /** Resolves when the record is on the disk. One at a time. */
  async append(record: Buffer, sequence: number): Promise<void> {
    const end = this.#position + record.byteLength;
    if (end <= this.#allocatedBytes) await this.#write(record, this.#position);
    else this.#allocatedBytes = await this.#grow(record, end);
    if (!IS_SYNCED_BY_FLAG) await this.#file.datasync();
    this.#position = end;
    this.lastSequence = sequence;
  }

  /** What is in it is of no use any more. */
  rewind(): void {
    this.#position = 0;
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  /** With as many zeros as there was room for. */
  async #grow(record: Buffer, end: number): Promise<number> {
    const wanted = Math.min(Math.max(SMALLEST_GROWTH_BYTES, end), this.#capacityBytes - end);
    const zeros = ZEROS.subarray(0, Math.max(0, wanted));
    const { bytesWritten } = await this.#file.writev([record, zeros], this.#position);
    const written = this.#position + bytesWritten;
    if (written >= end) return written;
    await this.#write(record.subarray(bytesWritten), written);
    return end;
  }

  async #write(bytes: Buffer, position: number): Promise<void> {
    for (let at = 0; at < bytes.byteLength;) {
      // A handle's own `write` costs the main thread some 40 µs more.
      const { bytesWritten } = await writeTo(this.#file.fd, bytes, at, bytes.byteLength - at, position + at);
      at += bytesWritten;
    }
  }
}

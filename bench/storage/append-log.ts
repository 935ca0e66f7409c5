import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

const PREALLOCATED_BYTES = 256 * 1024 * 1024;
const BLOCK_BYTES = 1024 * 1024;

/** The limit that a storage is measured against: one preallocated file, appended to in groups, fdatasync after each. */
export class AppendLog {
  readonly #file: FileHandle;
  #position = 0;
  #pending: { readonly bytes: Uint8Array; readonly resolve: () => void }[] = [];
  #isWriting = false;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(path: string): Promise<AppendLog> {
    const file = await open(path, 'w');
    for (let at = 0; at < PREALLOCATED_BYTES; at += BLOCK_BYTES) {
      await file.write(Buffer.alloc(BLOCK_BYTES, 1), 0, BLOCK_BYTES, at);
    }
    await file.sync();
    return new AppendLog(file);
  }

  append(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      this.#pending.push({ bytes, resolve });
      if (!this.#isWriting) void this.#write();
    });
  }

  close(): Promise<void> {
    return this.#file.close();
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    // What else is appended in this turn comes along.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#pending.length > 0) {
      const group = this.#pending;
      this.#pending = [];
      const bytes = Buffer.concat(group.map((record) => record.bytes));
      if (this.#position + bytes.byteLength > PREALLOCATED_BYTES) this.#position = 0;
      await this.#file.write(bytes, 0, bytes.byteLength, this.#position);
      await this.#file.datasync();
      this.#position += bytes.byteLength;
      for (const { resolve } of group) resolve();
    }
    this.#isWriting = false;
  }
}

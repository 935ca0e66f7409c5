import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from '../../../kernel/context.ts';
import type { Code } from '../lambda-function.ts';
import { MAX_UNPACKED_PACKAGES } from '../limits.ts';
import { unpack } from './zip-package.ts';

interface Unpacked {
  readonly folder: Promise<string>;
  /** Functions that may have processes which read it. */
  readonly users: Set<string>;
}

/** Function code: in blobs as it came, and unpacked in the scratch folder, once for equal packages. */
export class CodeStore {
  readonly #host: Host;
  readonly #folder: string;
  /** By hash, the one used last at the end. */
  readonly #unpacked = new Map<string, Unpacked>();

  constructor(host: Host) {
    this.#host = host;
    this.#folder = join(host.config.scratch, 'lambda-code');
  }

  /** Keeps a package for good. Throws InvalidParameterValueException when it is not one. */
  async keep(zipFile: Uint8Array): Promise<Code> {
    const hash = createHash('sha256').update(zipFile).digest();
    await this.#unpackOnce(hash.toString('hex'), async () => zipFile).folder;
    const { id, sizeBytes } = await this.#host.blobs.put(zipFile);
    return { blobId: id, sizeBytes, sha256: hash.toString('base64') };
  }

  /** The folder with the unpacked code; `functionKey` needs it until it is released. */
  async folderFor(code: Code, functionKey: string): Promise<string> {
    const hash = Buffer.from(code.sha256, 'base64').toString('hex');
    const unpacked = this.#unpackOnce(hash, () => this.#read(code.blobId));
    unpacked.users.add(functionKey);
    return unpacked.folder;
  }

  /** Its processes have ended or read nothing more: the code goes when nobody else needs it. */
  async release(functionKey: string): Promise<void> {
    for (const [hash, unpacked] of this.#unpacked)
      if (unpacked.users.delete(functionKey) && unpacked.users.size === 0) await this.#remove(hash, unpacked);
  }

  async #read(blobId: string): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    for await (const part of this.#host.blobs.get(blobId)) parts.push(part);
    return Buffer.concat(parts);
  }

  #unpackOnce(hash: string, read: () => Promise<Uint8Array>): Unpacked {
    const known = this.#unpacked.get(hash);
    const unpacked = known ?? { folder: this.#unpack(hash, read), users: new Set() };
    this.#unpacked.delete(hash);
    this.#unpacked.set(hash, unpacked);
    if (!known) {
      unpacked.folder.catch(() => this.#unpacked.delete(hash));
      this.#evict();
    }
    return unpacked;
  }

  /** A folder that nobody else has: after a reset there may be some of before. */
  async #unpack(hash: string, read: () => Promise<Uint8Array>): Promise<string> {
    await mkdir(this.#folder, { recursive: true });
    const folder = await mkdtemp(join(this.#folder, `${hash.slice(0, 12)}-`));
    try {
      await unpack(await read(), folder);
      // `mkdtemp` makes it for the owner alone; a function's process may be somebody else in its sandbox.
      await chmod(folder, 0o755);
      return folder;
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Code that was unpacked when it came and never ran goes first. */
  #evict(): void {
    for (const [hash, unpacked] of this.#unpacked) {
      if (this.#unpacked.size <= MAX_UNPACKED_PACKAGES) return;
      if (unpacked.users.size === 0) void this.#host.work.track(this.#remove(hash, unpacked));
    }
  }

  async #remove(hash: string, unpacked: Unpacked): Promise<void> {
    this.#unpacked.delete(hash);
    const folder = await unpacked.folder.catch(() => undefined);
    if (folder === undefined) return;
    // What a process that ends just now keeps in it goes with the scratch folder.
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

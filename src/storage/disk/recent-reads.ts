/**
 * Where ranges began that were read lately, at least so many bytes ago: what comes again sooner than that would still
 * be in a cache of that size, and what comes later would push out others for nothing. Two halves, as in `ReadCache`.
 */
export class RecentReads {
  readonly #bytes: number;
  #young = new Set<string>();
  #old = new Set<string>();
  #youngBytes = 0;

  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  has(beginning: string): boolean {
    return this.#young.has(beginning) || this.#old.has(beginning);
  }

  add(beginning: string, readBytes: number): void {
    this.#young.add(beginning);
    this.#youngBytes += readBytes;
    if (this.#youngBytes < this.#bytes) return;
    this.#old = this.#young;
    this.#young = new Set();
    this.#youngBytes = 0;
  }
}

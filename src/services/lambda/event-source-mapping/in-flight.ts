import type { Work } from '../../../kernel/work.ts';

/** Batches on their way. A failure waits here until somebody asks, instead of ending the process as unhandled. */
export class InFlight {
  readonly #work: Work;
  readonly #running = new Set<Promise<void>>();
  #failure: { readonly error: unknown } | undefined;

  constructor(work: Work) {
    this.#work = work;
  }

  get size(): number {
    return this.#running.size;
  }

  add(batch: Promise<void>): void {
    const running: Promise<void> = this.#work
      .track(batch)
      .catch((error: unknown) => {
        this.#failure ??= { error };
      })
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Resolves when one has ended; rejects with the first failure. */
  async next(): Promise<void> {
    await Promise.race(this.#running);
    this.#throwFailure();
  }

  /** Resolves when none is left; rejects with the first failure. */
  async all(): Promise<void> {
    await Promise.all(this.#running);
    this.#throwFailure();
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure.error;
  }
}

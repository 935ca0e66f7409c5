/** Counts what runs, by function and by revision. */
export class Concurrency {
  readonly #running = new Map<string, number>();
  readonly #waiters = new Map<string, (() => void)[]>();

  running(key: string): number {
    return this.#running.get(key) ?? 0;
  }

  /** Each `enter` needs its `leave`. */
  enter(key: string): void {
    this.#running.set(key, this.running(key) + 1);
  }

  leave(key: string): void {
    const left = this.running(key) - 1;
    if (left > 0) {
      this.#running.set(key, left);
      return;
    }
    this.#running.delete(key);
    const waiters = this.#waiters.get(key) ?? [];
    this.#waiters.delete(key);
    for (const wake of waiters) wake();
  }

  /** Resolves when nothing runs under the key. */
  async whenUnused(key: string): Promise<void> {
    while (this.running(key) > 0)
      await new Promise<void>((resolve) => this.#waiters.set(key, [...(this.#waiters.get(key) ?? []), resolve]));
  }
}

/** Counts what runs, by function and by revision. */
export class Concurrency {
  readonly #running = new Map<string, number>();
  readonly #waiters = new Map<string, (() => void)[]>();

  running(key: string): number {
    return this.#running.get(key) ?? 0;
  }

  /** Counts `work` under each of the keys until it settles. */
  async count<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
    for (const key of keys) this.#running.set(key, this.running(key) + 1);
    try {
      return await work();
    } finally {
      for (const key of keys) this.#leave(key);
    }
  }

  /** Resolves when nothing runs under the key. */
  async whenUnused(key: string): Promise<void> {
    while (this.running(key) > 0)
      await new Promise<void>((resolve) => this.#waiters.set(key, [...(this.#waiters.get(key) ?? []), resolve]));
  }

  #leave(key: string): void {
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
}

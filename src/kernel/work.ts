/** Knows whether anything is running, so that a virtual clock moves only when all is quiet. */
export class Work {
  #running = 0;
  #waiters: (() => void)[] = [];

  get isIdle(): boolean {
    return this.#running === 0;
  }

  /** Counts `promise` as running until it settles; errors stay with the caller. */
  async track<T>(promise: Promise<T>): Promise<T> {
    this.begin();
    try {
      return await promise;
    } finally {
      this.end();
    }
  }

  /** For hot paths, where `track` would cost another promise: each `begin` needs its `end`. */
  begin(): void {
    this.#running++;
  }

  end(): void {
    this.#running--;
    if (this.#running > 0) return;
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }

  /** The opposite, inside tracked work: while `promise` is pending (a long poll), its owner counts as idle. */
  async park<T>(promise: Promise<T>): Promise<T> {
    this.end();
    try {
      return await promise;
    } finally {
      this.begin();
    }
  }

  /** Resolves when nothing runs. */
  async whenIdle(): Promise<void> {
    while (!this.isIdle) await new Promise<void>((resolve) => this.#waiters.push(resolve));
  }
}

/** Instants are epoch milliseconds. Nothing else in Cirro may ask the system for the time. */
export interface Clock {
  now(): number;
  /** Resolves once `now() >= at`; rejects with the signal's reason when aborted first. */
  sleepUntil(at: number, signal?: AbortSignal): Promise<void>;
}

/** Node clamps longer timers to 1 ms, so a long sleep is taken in steps. */
const LONGEST_TIMER_MS = 2_147_483_647;

export class SystemClock implements Clock {
  #latest = 0;

  /** Never goes back, even if the system's time is set back: visibility and order depend on it. */
  now(): number {
    this.#latest = Math.max(this.#latest, Date.now());
    return this.#latest;
  }

  async sleepUntil(at: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    while (this.now() < at) await this.#sleep(Math.min(at - this.now(), LONGEST_TIMER_MS), signal);
  }

  #sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', abort);
        resolve();
      }, milliseconds);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }
}

/** Real elapsed time, for measuring what runs in real time whatever the injected clock says. */
export class Stopwatch {
  readonly #startedAt = performance.now();

  get elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }
}

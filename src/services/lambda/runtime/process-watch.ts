import { SystemClock } from '../../../kernel/clock.ts';
import { WATCH_INTERVAL_MS } from './limits.ts';

/** Something that runs now and must not run too long or grow too big. */
export interface Watched {
  /** Ends the process if its time is over or its memory used up; answers how long it may still run, in milliseconds. */
  check(): number;
}

/**
 * Looks at every running process ten times a second, and at the moment when the next one's time is over. Processes live in
 * real time whatever the injected clock does, so this asks the system's clock.
 */
export class ProcessWatch {
  readonly #clock = new SystemClock();
  readonly #watched = new Set<Watched>();
  readonly #closed = new AbortController();
  #isLooking = false;

  add(watched: Watched): void {
    this.#watched.add(watched);
    if (!this.#isLooking) void this.#look();
  }

  delete(watched: Watched): void {
    this.#watched.delete(watched);
  }

  close(): void {
    this.#closed.abort();
  }

  async #look(): Promise<void> {
    this.#isLooking = true;
    // The loop outlives a pause between invocations by one look, so that each does not start its own.
    while (this.#watched.size > 0 && !this.#closed.signal.aborted) {
      const remaining = Array.from(this.#watched, (watched) => watched.check());
      const pauseMs = Math.max(1, Math.min(WATCH_INTERVAL_MS, ...remaining));
      await this.#clock.sleepUntil(this.#clock.now() + pauseMs, this.#closed.signal).catch(() => {});
    }
    this.#isLooking = false;
  }
}

import type { Clock } from '../kernel/clock.ts';

/** More topics than this are forgotten; who waits on a forgotten one is woken once too often, never too seldom. */
const REMEMBERED_TOPICS = 10_000;

/** Wake-ups between transactions. A signal carries no data: who is woken looks again. */
export class Signals {
  readonly #clock: Clock;
  readonly #waiters = new Map<string, Set<() => void>>();
  /** The version of the last signal by topic, the longest unsignalled first. */
  readonly #signalled = new Map<string, number>();
  #forgottenUpTo = -1;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  signal(topic: string, version: number): void {
    this.#remember(topic, version);
    for (const wake of this.#waiters.get(topic) ?? []) wake();
  }

  async wait(topic: string, until: number, abort: AbortSignal | undefined, since: number): Promise<void> {
    if (abort?.aborted || until <= this.#clock.now()) return;
    if ((this.#signalled.get(topic) ?? this.#forgottenUpTo) > since) return;
    const timer = new AbortController();
    await new Promise<void>((resolve) => {
      const wake = () => {
        timer.abort();
        abort?.removeEventListener('abort', wake);
        this.#leave(topic, wake);
        resolve();
      };
      this.#join(topic, wake);
      abort?.addEventListener('abort', wake);
      // Rejects only when the timer is aborted, that is after a wake-up.
      if (until < Infinity) this.#clock.sleepUntil(until, timer.signal).then(wake, () => undefined);
    });
  }

  wakeAll(): void {
    for (const waiters of this.#waiters.values()) for (const wake of waiters) wake();
  }

  #join(topic: string, wake: () => void): void {
    const waiters = this.#waiters.get(topic);
    if (waiters) waiters.add(wake);
    else this.#waiters.set(topic, new Set([wake]));
  }

  #leave(topic: string, wake: () => void): void {
    const waiters = this.#waiters.get(topic);
    waiters?.delete(wake);
    if (waiters?.size === 0) this.#waiters.delete(topic);
  }

  #remember(topic: string, version: number): void {
    this.#signalled.delete(topic);
    this.#signalled.set(topic, version);
    if (this.#signalled.size <= REMEMBERED_TOPICS) return;
    const [oldest] = this.#signalled;
    this.#signalled.delete(oldest![0]);
    this.#forgottenUpTo = oldest![1];
  }
}

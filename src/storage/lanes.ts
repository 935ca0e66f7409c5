import { pack } from '../lib/tuple.ts';
import { isPromise } from './maybe-promise.ts';
import type { Lane, MaybePromise } from './storage.ts';

/** One at a time in each lane, in the order of arrival. */
export class Lanes {
  /** Who waits, for each lane that somebody is in. */
  readonly #waiting = new Map<string, (() => void)[]>();

  /** Runs `work` when it is its turn: at once in an empty lane, and what is done at once leaves no trace. */
  run<T>(lane: Lane, work: () => MaybePromise<T>): MaybePromise<T> {
    const waiting = this.#waiting.size > 0 ? this.#waiting.get(pack(lane)) : undefined;
    if (waiting) return new Promise<void>((resolve) => waiting.push(resolve)).then(() => this.#hold(lane, work));
    const running = work();
    return isPromise(running) ? this.#hold(lane, () => running) : running;
  }

  async #hold<T>(lane: Lane, work: () => MaybePromise<T>): Promise<T> {
    const packed = pack(lane);
    if (!this.#waiting.has(packed)) this.#waiting.set(packed, []);
    try {
      return await work();
    } finally {
      const next = this.#waiting.get(packed)?.shift();
      if (next) next();
      else this.#waiting.delete(packed);
    }
  }
}

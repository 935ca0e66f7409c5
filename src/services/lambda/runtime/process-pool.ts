import type { RuntimeProcess } from './runtime-process.ts';

/**
 * Processes of one language that have loaded their bootstrap and wait for a function: a cold start then costs the load of the
 * handler and not that of the interpreter.
 */
export class ProcessPool {
  readonly #start: () => Promise<RuntimeProcess>;
  readonly #size: number;
  #waiting: RuntimeProcess[] = [];
  #starting = 0;
  #isClosed = false;

  constructor(size: number, start: () => Promise<RuntimeProcess>) {
    this.#size = size;
    this.#start = start;
  }

  /** The one that has waited longest is the likeliest to be ready; without any, a new one. */
  async take(): Promise<RuntimeProcess> {
    const waiting = this.#waiting.shift();
    if (waiting && !waiting.hasEnded) return waiting;
    return waiting ? this.take() : this.#start();
  }

  /** In the background, one at a time. A process that cannot be started is met again, and reported, by `take`. */
  async refill(): Promise<void> {
    while (!this.#isClosed && this.#waiting.length + this.#starting < this.#size) {
      this.#starting++;
      try {
        this.#add(await this.#start());
      } catch {
        return;
      } finally {
        this.#starting--;
      }
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const process of this.#waiting) process.kill();
    this.#waiting = [];
  }

  #add(process: RuntimeProcess): void {
    if (this.#isClosed) process.kill();
    else this.#waiting.push(process);
  }
}

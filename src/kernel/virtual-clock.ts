import type { Clock } from './clock.ts';
import type { Work } from './work.ts';

export interface Duration {
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
  readonly milliseconds?: number;
}

interface VirtualClockOptions {
  readonly work: Work;
  /** Where time begins, epoch milliseconds: 2025-01-01T00:00:00Z by default. */
  readonly now?: number;
}

interface Sleeper {
  readonly at: number;
  /** Equal instants wake in the order in which they fell asleep. */
  readonly order: number;
  readonly wake: () => void;
}

const DEFAULT_START = Date.UTC(2025, 0, 1);
/** Of a `Date`: https://tc39.es/ecma262/#sec-time-values-and-time-range */
const LAST_INSTANT = 8.64e15;
/** What has just been woken needs a few turns of the event loop before it is known as work. */
const QUIET_TURNS = 4;

/** Time that moves only when told, and then from one due instant to the next, each with all that follows from it. */
export class VirtualClock implements Clock {
  readonly #work: Work;
  readonly #sleepers = new SleeperHeap();
  #now: number;
  #order = 0;
  #move: Promise<void> = Promise.resolve();

  constructor({ work, now = DEFAULT_START }: VirtualClockOptions) {
    this.#work = work;
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  sleepUntil(at: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    if (at <= this.#now) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#sleepers.remove(sleeper);
        reject(signal?.reason);
      };
      const wake = () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      const sleeper = { at, order: this.#order++, wake };
      this.#sleepers.add(sleeper);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  /** Moves time on by `duration` (a number is milliseconds), and resolves when all that came due has run. */
  advance(duration: Duration | number): Promise<void> {
    return this.#exclusively(async () => {
      const target = this.#now + toMilliseconds(duration);
      if (target > LAST_INSTANT) throw new RangeError('no date is as late as that');
      await this.#moveTo(target);
    });
  }

  /** Runs what is due now, and what follows from it, until nothing runs. Time stands still. */
  settle(): Promise<void> {
    return this.advance(0);
  }

  /** Jumps to the next instant at which anything is due and runs it; nothing happens where nothing sleeps. */
  skip(): Promise<void> {
    return this.#exclusively(async () => {
      await this.#moveTo(this.#now);
      await this.#moveTo(this.#sleepers.first?.at ?? this.#now);
    });
  }

  async #moveTo(target: number): Promise<void> {
    await this.#quiet();
    for (let next = this.#sleepers.first; next && next.at <= target; next = this.#sleepers.first) {
      this.#now = Math.max(this.#now, next.at);
      while (this.#sleepers.first && this.#sleepers.first.at <= this.#now) this.#sleepers.removeFirst().wake();
      await this.#quiet();
    }
    this.#now = Math.max(this.#now, target);
  }

  async #quiet(): Promise<void> {
    for (let turns = 0; turns < QUIET_TURNS; turns = this.#work.isIdle ? turns + 1 : 0) {
      await this.#work.whenIdle();
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Two who move time at once would each leave out what the other wakes. */
  #exclusively(move: () => Promise<void>): Promise<void> {
    const moved = this.#move.then(move);
    this.#move = moved.catch(() => undefined);
    return moved;
  }
}

function toMilliseconds(duration: Duration | number): number {
  const milliseconds = typeof duration === 'number' ? duration : sum(duration);
  if (!(milliseconds >= 0)) throw new RangeError('time moves only forward');
  return milliseconds;
}

const sum = ({ days = 0, hours = 0, minutes = 0, seconds = 0, milliseconds = 0 }: Duration): number =>
  (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;

/** A binary heap, the earliest first. */
class SleeperHeap {
  readonly #heap: Sleeper[] = [];
  readonly #removed = new Set<Sleeper>();

  get first(): Sleeper | undefined {
    while (this.#heap[0] && this.#removed.delete(this.#heap[0])) this.#pop();
    return this.#heap[0];
  }

  add(sleeper: Sleeper): void {
    let index = this.#heap.push(sleeper) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (isBefore(this.#heap[parent]!, sleeper)) break;
      this.#heap[index] = this.#heap[parent]!;
      index = parent;
    }
    this.#heap[index] = sleeper;
  }

  /** Only marks it: most sleepers are woken by something else first, and finding each in the heap would cost. */
  remove(sleeper: Sleeper): void {
    this.#removed.add(sleeper);
    if (this.#removed.size > this.#heap.length / 2) this.#sweep();
  }

  /** Only where there is a `first`. */
  removeFirst(): Sleeper {
    const first = this.first!;
    this.#pop();
    return first;
  }

  #sweep(): void {
    const kept = this.#heap.filter((sleeper) => !this.#removed.has(sleeper));
    this.#removed.clear();
    // A sorted array is a heap.
    this.#heap.splice(0, Infinity, ...kept.sort((left, right) => (isBefore(left, right) ? -1 : 1)));
  }

  #pop(): void {
    const last = this.#heap.pop()!;
    if (this.#heap.length === 0) return;
    let index = 0;
    for (;;) {
      const child = this.#earlierChild(index);
      if (child === undefined || isBefore(last, this.#heap[child]!)) break;
      this.#heap[index] = this.#heap[child]!;
      index = child;
    }
    this.#heap[index] = last;
  }

  #earlierChild(index: number): number | undefined {
    const left = 2 * index + 1;
    if (left >= this.#heap.length) return undefined;
    const right = left + 1;
    return right < this.#heap.length && isBefore(this.#heap[right]!, this.#heap[left]!) ? right : left;
  }
}

const isBefore = (left: Sleeper, right: Sleeper): boolean =>
  left.at < right.at || (left.at === right.at && left.order < right.order);

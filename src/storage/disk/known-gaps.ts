import { lowerBound } from '../sorted-map.ts';

/** From `from` on, before `to`, the base has held no key since the epoch `since`. */
interface Gap {
  from: string;
  to: string;
  since: number;
  /** When it was last of use, to tell which to forget. */
  usedAt: number;
}

const MAX_GAPS = 2048;

/**
 * Where the base is known to be empty. LevelDB keeps a deleted key as a tombstone until a compaction, and a scan walks
 * over every one of them: a queue consumed from its head would become slower with each message. A scan that has once
 * found nothing between two keys is remembered here, and the next one seeks past. Writes inside cut the gap.
 */
export class KnownGaps {
  /** Sorted, disjoint; neighbours may touch when they were learned in different epochs. */
  #gaps: Gap[] = [];
  #starts: string[] = [];
  #uses = 0;

  get size(): number {
    return this.#gaps.length;
  }

  /** The first key from `from` on at which the base of `epoch` may hold something. */
  skip(from: string, epoch: number): string {
    let at = from;
    for (let index = this.#indexOf(from); index < this.#gaps.length; index++) {
      const gap = this.#gaps[index]!;
      if (gap.from > at || gap.to <= at || gap.since > epoch) break;
      gap.usedAt = ++this.#uses;
      at = gap.to;
    }
    return at;
  }

  /** Remembers that nothing lies from `from` up to `to`. What is known longer already stays as it is. */
  learn(from: string, to: string, since: number, oldestEpoch: number): void {
    if (from >= to) return;
    let at = from;
    let index = this.#indexOf(from);
    if (index < this.#gaps.length && this.#gaps[index]!.to <= from) index++;
    const first = index;
    const learned: Gap[] = [];
    for (; index < this.#gaps.length && this.#gaps[index]!.from < to; index++) {
      const known = this.#gaps[index]!;
      if (known.from > at) learned.push(this.#gap(at, known.from, since));
      learned.push(known);
      at = known.to;
    }
    if (at < to) learned.push(this.#gap(at, to, since));
    this.#replace(first, index, learned, oldestEpoch);
    if (this.#gaps.length > MAX_GAPS) this.#forgetHalf();
  }

  /** Something is about to be written at `key`. */
  cut(key: string): void {
    const index = this.#indexOf(key);
    const gap = this.#gaps[index];
    if (!gap || key < gap.from || key >= gap.to) return;
    const before = { ...gap, to: key };
    const after = { ...gap, from: `${key}\0` };
    const rest = [before, after].filter(({ from, to }) => from < to);
    this.#gaps.splice(index, 1, ...rest);
    this.#starts.splice(index, 1, ...rest.map(({ from }) => from));
  }

  /** The gap that `key` is in or after, or the first one. */
  #indexOf(key: string): number {
    const index = lowerBound(this.#starts, key);
    return this.#starts[index] === key ? index : Math.max(0, index - 1);
  }

  #gap(from: string, to: string, since: number): Gap {
    return { from, to, since, usedAt: ++this.#uses };
  }

  /** Puts in the new gaps, joined with each other and their neighbours where no living view can tell them apart. */
  #replace(start: number, end: number, gaps: readonly Gap[], oldestEpoch: number): void {
    const first = Math.max(0, start - 1);
    const last = Math.min(this.#gaps.length, end + 1);
    const joined: Gap[] = [];
    for (const gap of [...this.#gaps.slice(first, start), ...gaps, ...this.#gaps.slice(end, last)]) {
      const previous = joined.at(-1);
      const canJoin =
        previous?.to === gap.from &&
        (previous.since === gap.since || Math.max(previous.since, gap.since) <= oldestEpoch);
      if (!canJoin) {
        joined.push(gap);
        continue;
      }
      previous.to = gap.to;
      previous.since = Math.max(previous.since, gap.since);
      previous.usedAt = Math.max(previous.usedAt, gap.usedAt);
    }
    this.#gaps.splice(first, last - first, ...joined);
    this.#starts.splice(first, last - first, ...joined.map(({ from }) => from));
  }

  #forgetHalf(): void {
    const median = this.#gaps.map(({ usedAt }) => usedAt).sort((left, right) => left - right)[MAX_GAPS >> 1]!;
    this.#gaps = this.#gaps.filter(({ usedAt }) => usedAt > median);
    this.#starts = this.#gaps.map(({ from }) => from);
  }
}

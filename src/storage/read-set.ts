import type { Bounds } from './bounds.ts';

/** What a transaction has looked at, packed: it may commit only if nobody wrote there meanwhile. */
export class ReadSet {
  readonly #keys: string[] = [];
  readonly #ranges: ScannedRange[] = [];
  /** Of the keys, made when somebody asks: most transactions meet no other. */
  #known: Set<string> | undefined;

  addKey(key: string): void {
    this.#keys.push(key);
    this.#known = undefined;
  }

  /** Absent keys count: whoever puts one into a scanned range conflicts. */
  addRange(bounds: Bounds, reverse: boolean): ScannedRange {
    const range = new ScannedRange(bounds, reverse);
    this.#ranges.push(range);
    return range;
  }

  has(key: string): boolean {
    this.#known ??= new Set(this.#keys);
    return this.#known.has(key) || this.#ranges.some((range) => range.includes(key));
  }
}

/** As much of a range as was really read: a scan that stopped early does not care for what comes after. */
export class ScannedRange {
  readonly #reverse: boolean;
  readonly #bounds: Bounds;
  #from: string;
  #to: string;

  constructor(bounds: Bounds, reverse: boolean) {
    this.#bounds = bounds;
    this.#reverse = reverse;
    this.#from = reverse ? bounds.to : bounds.from;
    this.#to = this.#from;
  }

  /** Read up to this key, itself included. */
  reach(key: string): void {
    if (this.#reverse) this.#from = key;
    else this.#to = `${key}\0`;
  }

  finish(): void {
    if (this.#reverse) this.#from = this.#bounds.from;
    else this.#to = this.#bounds.to;
  }

  includes(key: string): boolean {
    return key >= this.#from && key < this.#to;
  }
}

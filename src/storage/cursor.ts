import type { Bounds } from './bounds.ts';
import { childIndex, lowerBound } from './sorted-map.ts';
import type { Node, SortedMap } from './sorted-map.ts';

/** Walks a map that nobody changes meanwhile (a fork). Starts on the first entry within the bounds. */
export class Cursor<V> {
  readonly #branches: { readonly children: readonly Node<V>[]; index: number }[] = [];
  readonly #bounds: Bounds;
  readonly #step: 1 | -1;
  #keys: readonly string[] = [];
  #values: readonly V[] = [];
  #index = 0;

  constructor(map: SortedMap<V>, bounds: Bounds, reverse = false) {
    this.#bounds = bounds;
    this.#step = reverse ? -1 : 1;
    this.#seek(map.root, reverse ? bounds.to : bounds.from);
  }

  /** Undefined past the end. */
  get key(): string | undefined {
    const key = this.#keys[this.#index];
    if (key === undefined) return undefined;
    return key >= this.#bounds.from && key < this.#bounds.to ? key : undefined;
  }

  /** Only where there is a `key`. */
  get value(): V {
    return this.#values[this.#index]!;
  }

  next(): void {
    this.#index += this.#step;
    this.#settle();
  }

  #seek(root: Node<V>, key: string): void {
    let node = root;
    while (node.children) {
      const index = childIndex(node.keys, key);
      this.#branches.push({ children: node.children, index });
      node = node.children[index]!;
    }
    this.#keys = node.keys;
    this.#values = node.values;
    this.#index = lowerBound(node.keys, key) - (this.#step === 1 ? 0 : 1);
    this.#settle();
  }

  /** Moves on to the neighbouring leaf when this one is used up. */
  #settle(): void {
    while (this.#index < 0 || this.#index >= this.#keys.length) {
      const branch = this.#branches.at(-1);
      if (!branch) return;
      branch.index += this.#step;
      const child = branch.children[branch.index];
      if (child) this.#enter(child);
      else this.#branches.pop();
    }
  }

  #enter(child: Node<V>): void {
    let node = child;
    while (node.children) {
      const index = this.#step === 1 ? 0 : node.children.length - 1;
      this.#branches.push({ children: node.children, index });
      node = node.children[index]!;
    }
    this.#keys = node.keys;
    this.#values = node.values;
    this.#index = this.#step === 1 ? 0 : node.keys.length - 1;
  }
}

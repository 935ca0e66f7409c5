/** Wide enough that a million entries are four levels deep, narrow enough that copying a path costs little. */
const MAX_WIDTH = 32;

/** Not above any key. The first separator of the leftmost branches, so that the rule below holds without exception. */
const LOWEST = '';

/** Whose node it is: only the owner may change it, everybody else copies it first. */
type Owner = object;

interface Leaf<V> {
  readonly owner: Owner;
  readonly keys: string[];
  readonly values: V[];
  readonly children: undefined;
}

/** `keys[i]` is not above any key in `children[i]`, and above all keys before it. */
interface Branch<V> {
  readonly owner: Owner;
  readonly keys: string[];
  readonly values: undefined;
  readonly children: Node<V>[];
}

export type Node<V> = Leaf<V> | Branch<V>;

/** A sorted map (a B+ tree) that copies what it changes where others may look, so that `fork` is O(1). */
export class SortedMap<V> {
  #root: Node<V>;
  #owner: Owner = {};
  #size = 0;

  constructor() {
    this.#root = { owner: this.#owner, keys: [], values: [], children: undefined };
  }

  get size(): number {
    return this.#size;
  }

  get root(): Node<V> {
    return this.#root;
  }

  /** Another map with the same entries; changes to either stay its own. */
  fork(): SortedMap<V> {
    const fork = new SortedMap<V>();
    fork.#root = this.#root;
    fork.#size = this.#size;
    this.#owner = {};
    return fork;
  }

  get(key: string): V | undefined {
    let node = this.#root;
    while (node.children) node = node.children[childIndex(node.keys, key)]!;
    const index = lowerBound(node.keys, key);
    return node.keys[index] === key ? node.values[index] : undefined;
  }

  set(key: string, value: V): void {
    this.#root = this.#owned(this.#root);
    this.#insert(this.#root, key, value);
    if (this.#root.keys.length <= MAX_WIDTH) return;
    const left = this.#root;
    const right = this.#split(left, key);
    this.#root = {
      owner: this.#owner,
      keys: [LOWEST, right.keys[0]!],
      values: undefined,
      children: [left, right],
    };
  }

  delete(key: string): boolean {
    if (this.get(key) === undefined) return false;
    this.#root = this.#owned(this.#root);
    this.#remove(this.#root, key);
    while (this.#root.children?.length === 1) this.#root = this.#root.children[0]!;
    this.#size--;
    return true;
  }

  #owned(node: Node<V>): Node<V> {
    if (node.owner === this.#owner) return node;
    const keys = [...node.keys];
    return node.children
      ? { owner: this.#owner, keys, values: undefined, children: [...node.children] }
      : { owner: this.#owner, keys, values: [...node.values], children: undefined };
  }

  #insert(node: Node<V>, key: string, value: V): void {
    if (!node.children) {
      this.#insertIntoLeaf(node, key, value);
      return;
    }
    const index = childIndex(node.keys, key);
    const child = this.#owned(node.children[index]!);
    node.children[index] = child;
    this.#insert(child, key, value);
    if (child.keys.length <= MAX_WIDTH) return;
    const right = this.#split(child, key);
    node.keys.splice(index + 1, 0, right.keys[0]!);
    node.children.splice(index + 1, 0, right);
  }

  #insertIntoLeaf(leaf: Leaf<V>, key: string, value: V): void {
    const index = lowerBound(leaf.keys, key);
    if (leaf.keys[index] === key) {
      leaf.values[index] = value;
      return;
    }
    leaf.keys.splice(index, 0, key);
    leaf.values.splice(index, 0, value);
    this.#size++;
  }

  /** Cuts the right part off. Keys that come in order leave full nodes behind them. */
  #split(node: Node<V>, inserted: string): Node<V> {
    const last = node.keys.length - 1;
    const at = inserted >= node.keys[last]! ? last : node.keys.length >> 1;
    const keys = node.keys.splice(at);
    return node.children
      ? { owner: this.#owner, keys, values: undefined, children: node.children.splice(at) }
      : { owner: this.#owner, keys, values: node.values.splice(at), children: undefined };
  }

  #remove(node: Node<V>, key: string): void {
    if (!node.children) {
      const index = lowerBound(node.keys, key);
      node.keys.splice(index, 1);
      node.values.splice(index, 1);
      return;
    }
    const index = childIndex(node.keys, key);
    const child = this.#owned(node.children[index]!);
    node.children[index] = child;
    this.#remove(child, key);
    if (child.keys.length > MAX_WIDTH / 4 || node.children.length === 1) return;
    this.#merge(node, index === 0 ? 0 : index - 1);
  }

  /** Joins the child at `left` with its right neighbour when both fit comfortably in one node. */
  #merge(parent: Branch<V>, left: number): void {
    const right = parent.children[left + 1]!;
    const joined = this.#owned(parent.children[left]!);
    const width = joined.keys.length + right.keys.length;
    if (width > MAX_WIDTH / 2 && joined.keys.length > 0 && right.keys.length > 0) return;
    parent.children[left] = joined;
    joined.keys.push(...right.keys);
    if (joined.children) joined.children.push(...right.children!);
    else joined.values.push(...right.values!);
    parent.keys.splice(left + 1, 1);
    parent.children.splice(left + 1, 1);
  }
}

/** The first index whose key is not below `key`. */
export function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The child that `key` belongs into. */
export function childIndex(keys: readonly string[], key: string): number {
  const index = lowerBound(keys, key);
  return keys[index] === key ? index : Math.max(0, index - 1);
}

const SHARDS = 256;
const FIRST_SLOTS = 16;
const GROWTH = 1.5;
/** Fuller than that, a shard grows: the next free slot would be too far. */
const MAX_LOAD = 0.75;

/**
 * A set of texts that remembers their hashes of 32 bits only: `has` is true of all that were added, and of one in 4,000
 * others where a million were added. Takes 4 to 8 bytes for each. In shards, because one that grows is filled anew.
 */
export class HashSet {
  /** Zero is a free slot. */
  readonly #shards: Uint32Array[] = [];
  readonly #counts = new Uint32Array(SHARDS);
  #size = 0;

  /** How many were added, but for those that seemed to be there. */
  get size(): number {
    return this.#size;
  }

  /** Of a text the part from `start` on. */
  add(text: string, start: number): void {
    const hash = hashOf(text, start);
    const shard = hash & (SHARDS - 1);
    let slots = (this.#shards[shard] ??= new Uint32Array(FIRST_SLOTS));
    let slot = find(slots, hash);
    if (slots[slot] === hash) return;
    this.#size++;
    if (++this.#counts[shard]! > slots.length * MAX_LOAD) {
      slots = this.#shards[shard] = grown(slots);
      slot = find(slots, hash);
    }
    slots[slot] = hash;
  }

  has(text: string, start: number): boolean {
    const hash = hashOf(text, start);
    const slots = this.#shards[hash & (SHARDS - 1)];
    return slots !== undefined && slots[find(slots, hash)] === hash;
  }
}

/** Where the hash is, or would be. */
function find(slots: Uint32Array, hash: number): number {
  let slot = Math.floor((hash / 0x1_0000_0000) * slots.length);
  for (let found = slots[slot]; found !== hash && found !== 0; found = slots[slot]) {
    slot = slot + 1 === slots.length ? 0 : slot + 1;
  }
  return slot;
}

function grown(slots: Uint32Array): Uint32Array {
  const larger = new Uint32Array(Math.ceil(slots.length * GROWTH));
  for (const hash of slots) if (hash !== 0) larger[find(larger, hash)] = hash;
  return larger;
}

/** FNV-1a, and the end of MurmurHash3, so that each bit counts in each bit of what comes out. Never zero. */
function hashOf(text: string, start: number): number {
  let hash = 0x811c9dc5;
  for (let index = start; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0 || 1;
}

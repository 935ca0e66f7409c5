import { afterPrefix } from '../../lib/tuple.ts';
import { HashSet } from './hash-set.ts';
import type { Writes } from './group.ts';
import type { Level } from './level.ts';

/** So often is LevelDB asked in vain before the keys of a scope are worth reading. */
const QUESTIONS_IN_VAIN = 64;
/** More than that in the files is not read only to know its keys. */
const LARGEST_SCOPE_BYTES = 16 * 1024 * 1024;
/** Of all scopes; then all are forgotten, which also clears what was deleted since. At most 16 MB. */
const MAX_KEYS = 2_000_000;
const MAX_SCOPES = 4096;

interface Scope {
  readonly prefix: string;
  inVain: number;
  /** Among them is each key that LevelDB has, from the moment on when `isWhole`. */
  keys?: HashSet;
  isWhole: boolean;
}

/**
 * Which keys LevelDB may hold, for scopes in which others are asked for: what is put is looked for first, and a look for
 * what is not there costs 2 to 10 µs, the more the more is being written.
 */
export class KnownKeys {
  readonly #level: Level;
  readonly #maxKeys: number;
  readonly #scopes = new Map<string, Scope>();
  #newest: Scope | undefined;
  /** On their way: a read that starts now may or may not see them. */
  #writing: Writes = [];
  #size = 0;

  constructor(level: Level, maxKeys = MAX_KEYS) {
    this.#level = level;
    this.#maxKeys = maxKeys;
  }

  /** False is certain, for the present. */
  mayHold(key: string): boolean {
    const scope = this.#find(key);
    return !scope?.isWhole || scope.keys!.has(key, scope.prefix.length);
  }

  /** LevelDB was asked for it, and did not have it. */
  onAbsent(key: string): void {
    const scope = this.#find(key) ?? this.#add(key);
    if (!scope || scope.keys || ++scope.inVain < QUESTIONS_IN_VAIN) return;
    scope.keys = new HashSet();
    // What fails here, others hear of who read there; without it, LevelDB is asked as before.
    this.#read(scope, scope.keys).catch(() => undefined);
  }

  beforeWrite(writes: Writes): void {
    this.#writing = writes;
    for (const [key, value] of writes) if (value) this.#note(key);
  }

  afterWrite(): void {
    this.#writing = [];
  }

  /** What is there; what is written meanwhile is noted as it comes. */
  async #read(scope: Scope, known: HashSet): Promise<void> {
    for (const [key, value] of this.#writing) if (value) this.#note(key);
    const bounds = { from: scope.prefix, to: afterPrefix(scope.prefix) };
    if ((await this.#level.sizeBytes(bounds)) > LARGEST_SCOPE_BYTES) {
      // It will not be small soon.
      scope.inVain = Number.NEGATIVE_INFINITY;
      delete scope.keys;
      return;
    }
    for await (const keys of this.#level.keys(bounds)) {
      if (this.#scopes.get(scope.prefix) !== scope) return;
      for (const key of keys) this.#noteIn(known, scope, key);
    }
    scope.isWhole = true;
  }

  #note(key: string): void {
    const scope = this.#find(key);
    if (scope?.keys) this.#noteIn(scope.keys, scope, key);
  }

  #noteIn(known: HashSet, { prefix }: Scope, key: string): void {
    const before = known.size;
    known.add(key, prefix.length);
    this.#size += known.size - before;
    if (this.#size > this.#maxKeys) this.#forget();
  }

  #find(key: string): Scope | undefined {
    if (this.#newest && key.startsWith(this.#newest.prefix)) return this.#newest;
    if (this.#scopes.size === 0) return undefined;
    const found = this.#scopes.get(prefixOf(key));
    if (found) this.#newest = found;
    return found;
  }

  #add(key: string): Scope | undefined {
    const prefix = prefixOf(key);
    if (prefix === '') return undefined;
    if (this.#scopes.size >= MAX_SCOPES) this.#forget();
    const scope: Scope = { prefix, inVain: 0, isWhole: false };
    this.#scopes.set(prefix, scope);
    return scope;
  }

  #forget(): void {
    this.#scopes.clear();
    this.#newest = undefined;
    this.#size = 0;
  }
}

/**
 * Up to its second zero byte, or nothing: the table's name, and what a table of many owners begins its keys with. Where
 * that is a number, it may be a piece of it, which is as good.
 */
const prefixOf = (key: string): string => key.slice(0, key.indexOf('\0', key.indexOf('\0') + 1) + 1);

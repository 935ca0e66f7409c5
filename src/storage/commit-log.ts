import type { ReadSet } from './read-set.ts';

interface Commit {
  readonly version: number;
  readonly keys: readonly string[];
}

/** The keys of recent commits, for as long as a transaction runs that started before them. */
export class CommitLog {
  /** Oldest first, as a Set keeps the order of insertion. */
  readonly #active = new Set<{ readonly since: number }>();
  #commits: Commit[] = [];
  #version = 0;

  get version(): number {
    return this.#version;
  }

  /** To be given back to `end`. */
  begin(): { readonly since: number } {
    const start = { since: this.#version };
    this.#active.add(start);
    return start;
  }

  end(start: { readonly since: number }): void {
    this.#active.delete(start);
    this.#trim();
  }

  commit(writes: ReadonlyMap<string, unknown>): number {
    this.#version++;
    if (this.#active.size > 0) this.#commits.push({ version: this.#version, keys: [...writes.keys()] });
    return this.#version;
  }

  hasConflict(reads: ReadSet, start: { readonly since: number }): boolean {
    for (let index = this.#commits.length - 1; index >= 0; index--) {
      const { version, keys } = this.#commits[index]!;
      if (version <= start.since) return false;
      if (keys.some((key) => reads.has(key))) return true;
    }
    return false;
  }

  #trim(): void {
    if (this.#commits.length === 0) return;
    const [oldest] = this.#active;
    if (!oldest) {
      this.#commits = [];
      return;
    }
    // Versions follow each other without gaps. Cutting only in halves keeps the cost of a commit constant.
    const past = oldest.since + 1 - (this.#commits[0]?.version ?? 0);
    if (past > this.#commits.length / 2) this.#commits = this.#commits.slice(past);
  }
}

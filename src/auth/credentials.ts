import type { Credential, Credentials } from '../kernel/credentials.ts';
import { Lru } from '../lib/lru.ts';
import type { MaybePromise, Snapshot, Storage, Transaction } from '../storage/storage.ts';
import { table } from '../storage/table.ts';

const CACHED_KEYS = 10_000;
const SWEEP_AFTER_MS = 3_600_000;
const SWEPT_AT_ONCE = 16;

const credentials = table<Credential, 'user' | 'expiresAt'>('auth/credential', {
  key: (credential) => [credential.accessKeyId],
  indexes: {
    user: ({ principal, session, createdAt, accessKeyId }) =>
      principal.kind === 'user' && !session ? [principal.userId, createdAt, accessKeyId] : undefined,
    expiresAt: ({ principal, session, accessKeyId }) =>
      session ? [principal.accountId, session.expiresAt, accessKeyId] : undefined,
  },
});

/** The keys of one cloud in its storage, with those in use kept in memory: no request waits for the disk. */
export class StoredCredentials implements Credentials {
  readonly #storage: Storage;
  /** `undefined` is remembered too: clients with a key of their own choice call as often as others. */
  readonly #known = new Lru<string, { readonly credential: Credential | undefined }>(CACHED_KEYS);
  #generation = 0;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  find(accessKeyId: string): MaybePromise<Credential | undefined> {
    const known = this.#known.get(accessKeyId);
    return known ? known.credential : this.#read(accessKeyId);
  }

  async ofUser(from: Snapshot, userId: string): Promise<readonly Credential[]> {
    const rows = await credentials.index('user').list(from, { prefix: [userId] });
    return rows.filter((credential) => credential.status !== 'Deleted');
  }

  insert(tx: Transaction, credential: Credential): void {
    credentials.insert(tx, credential);
  }

  replace(tx: Transaction, previous: Credential, next: Credential): void {
    credentials.replace(tx, previous, next);
  }

  async sweep(tx: Transaction, accountId: string): Promise<void> {
    const ended = await credentials.index('expiresAt').list(tx, {
      prefix: [accountId],
      lt: [accountId, tx.now - SWEEP_AFTER_MS],
      limit: SWEPT_AT_ONCE,
    });
    for (const credential of ended) credentials.remove(tx, credential);
  }

  forget(accessKeyId: string): void {
    this.#generation++;
    this.#known.delete(accessKeyId);
  }

  async #read(accessKeyId: string): Promise<Credential | undefined> {
    const generation = this.#generation;
    const credential = await this.#storage.read((snapshot) => credentials.get(snapshot, [accessKeyId]));
    // What was read may already have been written over by someone who said so meanwhile.
    if (generation === this.#generation) this.#known.set(accessKeyId, { credential });
    return credential;
  }
}

import type { RolePrincipal, RootPrincipal, UserPrincipal } from '../auth/principal.ts';
import type { MaybePromise, Snapshot, Transaction } from '../storage/storage.ts';

/** A key pair that Cirro issued: an IAM user's access key or an STS session. */
export interface Credential {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** A deleted access key stays known, so that it is refused and not taken for an unknown key. */
  readonly status: 'Active' | 'Inactive' | 'Deleted';
  readonly principal: UserPrincipal | RolePrincipal | RootPrincipal;
  readonly createdAt: number;
  readonly session?: Session;
}

export interface Session {
  readonly token: string;
  readonly expiresAt: number;
}

/**
 * The keys of one cloud. The wire's authentication reads them at each request, IAM and STS write them:
 * all reach them here, because services know nothing of the wire and the wire knows nothing of services.
 */
export interface Credentials {
  /** Answered from memory once read. */
  find(accessKeyId: string): MaybePromise<Credential | undefined>;
  /** The access keys of a user that were not deleted, oldest first. */
  ofUser(from: Snapshot, userId: string): Promise<readonly Credential[]>;
  insert(tx: Transaction, credential: Credential): void;
  replace(tx: Transaction, previous: Credential, next: Credential): void;
  /** Removes sessions of `accountId` that ended long enough ago to matter to nobody. */
  sweep(tx: Transaction, accountId: string): Promise<void>;
  /** To be called once a transaction that wrote a key is durable. */
  forget(accessKeyId: string): void;
}

/** Base64 of `Cirro`: AWS's own tokens never begin like this, so ours are known for ours without a look-up. */
const SESSION_TOKEN_PREFIX = 'Q2lycm8';

/** `random` should be at least 96 bytes: AWS's tokens are longer than 100 characters. */
export const toSessionToken = (random: Uint8Array): string =>
  SESSION_TOKEN_PREFIX + Buffer.from(random).toString('base64');

export const isIssuedSessionToken = (token: string | undefined): boolean =>
  token?.startsWith(SESSION_TOKEN_PREFIX) === true;

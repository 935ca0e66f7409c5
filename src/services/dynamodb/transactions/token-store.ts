import type { Key } from '../../../storage/storage.ts';
import { TOKEN_VALIDITY_MS } from '../limits.ts';
import type { TableAddress } from '../table-name.ts';

/**
 * | table | key | value |
 * |---|---|---|
 * | `dynamodb/token` | window, account, region, token | the request's fingerprint and when it succeeded, JSON |
 * | `dynamodb/token-window` | window | empty: a task forgets the window's tokens |
 *
 * A window is as long as a token is valid, so that a valid token is in this window or in the one before, and old
 * windows go as a whole.
 */
export const windowOf = (now: number): number => Math.floor(now / TOKEN_VALIDITY_MS);

/** From then on none of the window's tokens is valid. */
export const windowEndsAt = (window: number): number => (window + 2) * TOKEN_VALIDITY_MS;

export const windowKey = (window: number): Key => ['dynamodb/token-window', window];
export const windowPrefix = (window: number): Key => ['dynamodb/token', window];
export const tokenKey = (
  window: number,
  { accountId, region }: Pick<TableAddress, 'accountId' | 'region'>,
  token: string,
): Key => [...windowPrefix(window), accountId, region, token];

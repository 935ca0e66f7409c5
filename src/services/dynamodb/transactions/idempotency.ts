import { hash } from 'node:crypto';
import type { Key, Snapshot, Transaction } from '../../../storage/storage.ts';
import type { Context } from '../api.ts';
import { idempotentParameterMismatch } from '../errors.ts';
import { TOKEN_VALIDITY_MS } from '../limits.ts';
import { enqueueForgetTokens } from './tasks.ts';
import { toCanonicalText } from './canonical-text.ts';
import { tokenKey, windowKey, windowOf } from './token-store.ts';

/** A request that may come again, by its ClientRequestToken. */
export interface IdempotentRequest {
  readonly token: string;
  /** The same for the same parameters, in whatever order they came. */
  readonly fingerprint: string;
}

interface UsedToken {
  readonly fingerprint: string;
  readonly usedAt: number;
}

/** `parameters` is what must be the same when the token comes again. */
export function idempotentRequest(
  operation: string,
  token: string | undefined,
  parameters: unknown,
): IdempotentRequest | undefined {
  if (token === undefined) return undefined;
  return { token, fingerprint: hash('sha256', `${operation} ${toCanonicalText(parameters)}`, 'base64') };
}

/** Whether the request has succeeded within the last ten minutes. A cancelled one leaves nothing behind. */
export async function isReplay(
  ctx: Context,
  from: Snapshot,
  { token, fingerprint }: IdempotentRequest,
): Promise<boolean> {
  const window = windowOf(from.now);
  const found = await Promise.all([window, window - 1].map((one) => from.get(tokenKey(one, ctx, token))));
  const used = found.flatMap((bytes) => (bytes ? [decode(bytes)] : [])).find((one) => isValid(one, from.now));
  if (!used) return false;
  if (used.fingerprint !== fingerprint) throw idempotentParameterMismatch();
  return true;
}

const isValid = ({ usedAt }: UsedToken, now: number): boolean => now < usedAt + TOKEN_VALIDITY_MS;

/** In the transaction that does what is asked. */
export async function rememberRequest(
  ctx: Context,
  tx: Transaction,
  { token, fingerprint }: IdempotentRequest,
): Promise<void> {
  const window = windowOf(tx.now);
  await openWindow(tx, window);
  const used: UsedToken = { fingerprint, usedAt: tx.now };
  tx.set(tokenKey(window, ctx, token), Buffer.from(JSON.stringify(used)));
}

/** The first token of a window sees to it that the window's tokens are forgotten. */
async function openWindow(tx: Transaction, window: number): Promise<void> {
  const key: Key = windowKey(window);
  if (await tx.get(key)) return;
  tx.set(key, Buffer.of());
  enqueueForgetTokens(tx, window);
}

const decode = (bytes: Uint8Array): UsedToken => JSON.parse(Buffer.from(bytes).toString()) as UsedToken;

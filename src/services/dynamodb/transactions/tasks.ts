import type { TaskHandler } from '../../../kernel/service.ts';
import type { Transaction } from '../../../storage/storage.ts';
import { TOKEN_CHUNK_ROWS } from '../limits.ts';
import type { State } from '../state.ts';
import { windowEndsAt, windowKey, windowPrefix } from './token-store.ts';

const FORGET_TOKENS = 'dynamodb.forgetTokens';

interface ForgetTokensPayload {
  readonly window: number;
}

export function enqueueForgetTokens(tx: Transaction, window: number): void {
  const payload: ForgetTokensPayload = { window };
  tx.enqueue({ type: FORGET_TOKENS, payload }, { at: windowEndsAt(window) });
}

const forgetTokens: TaskHandler<State> = async (ctx, payload: ForgetTokensPayload) => {
  await ctx.transact([FORGET_TOKENS, payload.window], async (tx) => {
    const entries = await tx.list({ prefix: windowPrefix(payload.window), limit: TOKEN_CHUNK_ROWS });
    for (const { key } of entries) tx.delete(key);
    if (entries.length === TOKEN_CHUNK_ROWS) return tx.enqueue({ type: FORGET_TOKENS, payload });
    tx.delete(windowKey(payload.window));
  });
};

export const transactionTasks: Readonly<Record<string, TaskHandler<State>>> = { [FORGET_TOKENS]: forgetTokens };

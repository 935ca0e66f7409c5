import { expect, test } from 'vitest';
import type { Key } from '../../../storage/storage.ts';
import { testContext } from '../testing.ts';
import { idempotentRequest, isReplay, rememberRequest } from './idempotency.ts';
import { transactionTasks } from './tasks.ts';
import { windowEndsAt, windowOf } from './token-store.ts';

const request = idempotentRequest('TransactWriteItems', 'token', [{ a: 1, b: [Uint8Array.of(1)] }])!;

test('a fingerprint does not care about the order of members, but about everything else', () => {
  const of = (parameters: unknown) => idempotentRequest('TransactWriteItems', 'token', parameters)?.fingerprint;
  expect(of([{ b: [Uint8Array.of(1)], a: 1, c: undefined }])).toBe(request.fingerprint);
  const others = [
    [{ a: 1, b: [Uint8Array.of(2)] }],
    [{ a: '1', b: [Uint8Array.of(1)] }],
    [{ a: 1 }],
    { a: 1 },
    [],
    null,
  ];
  for (const other of others) expect(of(other)).not.toBe(request.fingerprint);
  expect(idempotentRequest('ExecuteTransaction', 'token', [])?.fingerprint).not.toBe(of([]));
});

test('without a token nothing is remembered', () => {
  expect(idempotentRequest('TransactWriteItems', undefined, [])).toBeUndefined();
});

test('a window ends when the last of its tokens has lapsed, and they go all at once', async () => {
  const ctx = testContext();
  const stored = (table: string) => ctx.read(async (from) => (await from.list({ prefix: [table] as Key })).length);
  const usedAt = await ctx.transact(['test'], async (tx) => {
    for (const token of ['a', 'b', 'c']) await rememberRequest(ctx, tx, { ...request, token });
    return tx.now;
  });
  expect(await ctx.read((from) => isReplay(ctx, from, { ...request, token: 'b' }))).toBe(true);
  expect(await stored('dynamodb/token')).toBe(3);

  const window = windowOf(usedAt);
  expect(windowEndsAt(window)).toBeGreaterThanOrEqual(usedAt + 600_000);
  await transactionTasks['dynamodb.forgetTokens']!(ctx, { window } as never);
  expect(await stored('dynamodb/token')).toBe(0);
  expect(await stored('dynamodb/token-window')).toBe(0);
});

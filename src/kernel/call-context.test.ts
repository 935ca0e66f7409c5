/* oxlint-disable typescript/no-misused-spread -- the spreads are what is tested */
import { expect, test } from 'vitest';
import { rootPrincipal } from '../auth/principal.ts';
import { CallContext } from './call-context.ts';
import type { Context, Host } from './context.ts';
import type { Invoker } from './invoke.ts';

const context: Context = new CallContext(
  {
    service: 'sqs',
    operation: 'ListQueues',
    accountId: '123456789012',
    region: 'eu-west-1',
    principal: rootPrincipal('123456789012'),
    requestId: 'request',
    protocol: 'inProcess',
    endpoint: 'http://127.0.0.1:4566',
    signal: new AbortController().signal,
  },
  { traceId: '1-0-0' },
  {} as Host,
  {},
  {} as Invoker,
);

test('a spread of a context keeps its account and region', () => {
  const spread = { ...context };
  expect([spread.accountId, spread.region]).toEqual(['123456789012', 'eu-west-1']);
});

test('what a spread leaves out, the compiler refuses', () => {
  const spread = { ...context };
  // @ts-expect-error a getter
  expect(spread.principal).toBeUndefined();
  // @ts-expect-error a method
  expect(spread.transact).toBeUndefined();
  // @ts-expect-error so it is no context
  const copy: Context = { ...context, state: {} };
  expect(copy.operation).toBeUndefined();
});

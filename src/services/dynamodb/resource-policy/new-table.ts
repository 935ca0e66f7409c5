import type { Context } from '../api.ts';
import { tableArn } from '../table.ts';
import type { TableAddress } from '../table-name.ts';
import { toPolicyDocument } from './document.ts';
import { selfLockout } from './errors.ts';
import { locksOut } from './lockout.ts';
import { requireKnownPrincipals } from './principals.ts';

/** What CreateTable attaches to its table. There is nobody to confirm that its author gives up changing it. */
export async function readPolicyOfNewTable(
  ctx: Context,
  address: TableAddress,
  text: string | undefined,
): Promise<string | undefined> {
  if (text === undefined) return undefined;
  const document = toPolicyDocument(text, 'table');
  await requireKnownPrincipals(ctx, document.policy);
  if (locksOut(document.policy, ctx.principal, tableArn(address), ctx.region, ctx.clock.now())) throw selfLockout();
  return document.text;
}

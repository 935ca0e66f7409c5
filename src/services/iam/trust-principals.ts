import { parsePolicy } from '../../auth/iam/parse.ts';
import { invalidPrincipal } from '../../auth/iam/validate.ts';
import type { Context } from '../../kernel/context.ts';
import { parseArn } from '../../lib/arn.ts';
import type { Snapshot } from '../../storage/storage.ts';
import { nameKey } from './entity.ts';
import { malformedPolicy } from './errors.ts';
import { toRoleArn } from './role.ts';
import { roles, users } from './store.ts';
import { toUserArn } from './user.ts';

/**
 * Users and roles that a trust policy names must exist, as on AWS. Those of other accounts are believed: they may
 * stand for accounts that are not of this cloud. Throws MalformedPolicyDocument.
 */
export async function requireKnownPrincipals(
  from: Snapshot,
  ctx: Pick<Context, 'accountId'>,
  trustPolicy: string,
): Promise<void> {
  const named = parsePolicy(trustPolicy).statements.flatMap(({ principals = {}, notPrincipals = {} }) => [
    ...(principals['AWS'] ?? []),
    ...(notPrincipals['AWS'] ?? []),
  ]);
  for (const name of named) {
    if (!(await isKnown(from, ctx, name))) throw malformedPolicy(invalidPrincipal('AWS', name).message);
  }
}

async function isKnown(from: Snapshot, { accountId }: Pick<Context, 'accountId'>, name: string): Promise<boolean> {
  const arn = parseArn(name);
  if (arn?.service !== 'iam' || arn.accountId !== accountId) return true;
  const key = [accountId, nameKey(arn.resource.slice(arn.resource.lastIndexOf('/') + 1))];
  if (arn.resource.startsWith('user/')) {
    const user = await users.get(from, key);
    return user !== undefined && toUserArn(user) === name;
  }
  if (!arn.resource.startsWith('role/')) return true;
  const role = await roles.get(from, key);
  return role !== undefined && toRoleArn(role) === name;
}

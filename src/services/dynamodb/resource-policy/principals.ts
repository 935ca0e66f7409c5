import type { Policy } from '../../../auth/iam/policy.ts';
import { AwsError } from '../../../kernel/aws-error.ts';
import { parseArn } from '../../../lib/arn.ts';
import type { Context } from '../api.ts';
import { invalidPrincipal } from './errors.ts';

/**
 * Users and roles of the account must exist. Those of other accounts are believed: they may stand for accounts that
 * are not of this cloud.
 */
export async function requireKnownPrincipals(ctx: Context, { statements }: Policy): Promise<void> {
  const names = statements.flatMap(({ principals, notPrincipals }) => (principals ?? notPrincipals)?.['AWS'] ?? []);
  for (const name of new Set(names)) {
    const arn = parseArn(name);
    if (arn?.service !== 'iam' || arn.accountId !== ctx.accountId) continue;
    if ((await findArn(ctx, arn.resource)) !== name) throw invalidPrincipal();
  }
}

/** The ARN that IAM has for a user or a role of that name; the root is always there. */
async function findArn(ctx: Context, resource: string): Promise<string | undefined> {
  const { iam } = ctx.as('dynamodb.amazonaws.com').aws;
  const name = resource.slice(resource.lastIndexOf('/') + 1);
  try {
    if (resource.startsWith('user/')) return (await iam.getUser({ UserName: name })).User?.Arn;
    if (resource.startsWith('role/')) return (await iam.getRole({ RoleName: name })).Role?.Arn;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'NoSuchEntity') return undefined;
    throw error;
  }
  return `arn:aws:iam::${ctx.accountId}:${resource}`;
}

import type { Role as RoleShape } from '@aws-sdk/client-iam';
import { rootPrincipal, type Principal } from '../../auth/principal.ts';
import { AwsError } from '../../kernel/aws-error.ts';
import type { Clients } from '../../kernel/clients.ts';
import type { Context } from '../../kernel/context.ts';
import { parseRoleArn } from './role-arn.ts';

/** What AssumeRole needs to know of a role. */
export interface AssumableRole {
  readonly accountId: string;
  readonly roleArn: string;
  readonly roleId: string;
  readonly roleName: string;
  readonly trustPolicy: string;
  readonly maxSessionSeconds: number;
}

/** Asks IAM in the role's own account, which need not be the caller's. */
export async function findRole(ctx: Context, roleArn: string): Promise<AssumableRole | undefined> {
  const reference = parseRoleArn(roleArn);
  if (!reference) return undefined;
  const role = await getRole(iamOf(ctx, reference.accountId), reference.roleName);
  if (role?.Arn !== roleArn) return undefined;
  return {
    accountId: reference.accountId,
    roleArn,
    roleId: role.RoleId!,
    roleName: role.RoleName!,
    trustPolicy: decodeURIComponent(role.AssumeRolePolicyDocument ?? ''),
    maxSessionSeconds: role.MaxSessionDuration ?? 3600,
  };
}

async function getRole(iam: Clients['iam'], roleName: string): Promise<RoleShape | undefined> {
  try {
    return (await iam.getRole({ RoleName: roleName })).Role;
  } catch (error) {
    if (error instanceof AwsError && error.code === 'NoSuchEntity') return undefined;
    throw error;
  }
}

/** IAM as STS itself sees it in an account. */
export function iamOf(ctx: Context, accountId: string): Clients['iam'] {
  const principal: Principal = {
    kind: 'service',
    service: 'sts.amazonaws.com',
    accountId,
    arn: rootPrincipal(accountId).arn,
  };
  const scope = { accountId, region: ctx.region, principal, ...(ctx.trace ? { trace: ctx.trace } : {}) };
  return ctx.host.contextFor('sts', scope).aws.iam;
}

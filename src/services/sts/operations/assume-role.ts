import { notAuthorized } from '../../../auth/iam/explain.ts';
import type { RolePrincipal } from '../../../auth/principal.ts';
import { parseArn } from '../../../lib/arn.ts';
import type { Operation } from '../api.ts';
import { invalidRoleArn, notAuthorizedToAssume } from '../errors.ts';
import { findRole, iamOf, type AssumableRole } from '../role.ts';
import { roleSessionSeconds } from '../session-duration.ts';
import { readSessionPolicies } from '../session-policies.ts';
import { checkSessionTags } from '../session-tags.ts';
import { issueSession } from '../store.ts';
import { assumeRoleRequest, isTrusted } from '../trust.ts';

export const assumeRole: Operation<'AssumeRole'> = async (ctx, input) => {
  const { RoleArn: roleArn = '', RoleSessionName: sessionName = '' } = input;
  if (!parseArn(roleArn)) throw invalidRoleArn(roleArn);
  checkSessionTags(input);
  const facts = { now: ctx.clock.now(), region: ctx.region, roleArn, sessionName, externalId: input.ExternalId };
  const request = assumeRoleRequest(ctx.principal, facts);
  const role = await findRole(ctx, roleArn);
  if (!role || !isTrusted(role, request)) throw notAuthorizedToAssume(notAuthorized(request));

  const seconds = roleSessionSeconds(input.DurationSeconds, role, ctx.principal.kind === 'role');
  const policies = await readSessionPolicies(iamOf(ctx, role.accountId), input);
  const session = toSessionOf(role, sessionName, policies.documents);
  const Credentials = await issueSession(ctx, session, seconds);
  return {
    Credentials,
    AssumedRoleUser: { AssumedRoleId: `${role.roleId}:${sessionName}`, Arn: toSessionArn(role, sessionName) },
    ...(input.SourceIdentity === undefined ? {} : { SourceIdentity: input.SourceIdentity }),
    ...(policies.packedPercentage === undefined ? {} : { PackedPolicySize: policies.packedPercentage }),
  };
};

const toSessionArn = ({ accountId, roleName }: AssumableRole, sessionName: string) =>
  `arn:aws:sts::${accountId}:assumed-role/${roleName}/${sessionName}`;

const toSessionOf =
  (role: AssumableRole, sessionName: string, sessionPolicies: readonly string[]) =>
  (accessKeyId: string): RolePrincipal => ({
    kind: 'role',
    accountId: role.accountId,
    arn: toSessionArn(role, sessionName),
    roleId: role.roleId,
    roleName: role.roleName,
    roleArn: role.roleArn,
    sessionName,
    accessKeyId,
    ...(sessionPolicies.length > 0 ? { sessionPolicies } : {}),
  });

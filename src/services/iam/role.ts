import type { Role as RoleShape } from '@aws-sdk/client-iam';
import { toBoundary } from './boundary.ts';
import { toArn, toDate, type Entity, type Tag } from './entity.ts';
import { encodeDocument } from './policy-document.ts';

export interface Role extends Entity {
  readonly roleId: string;
  readonly roleName: string;
  readonly description?: string;
  /** The document as it was given, white space and all. */
  readonly trustPolicy: string;
  readonly maxSessionSeconds: number;
  readonly tags: readonly Tag[];
  readonly permissionsBoundary?: string;
}

export const toRoleArn = (role: Role): string => toArn(role, 'role', role.roleName);

/** As CreateRole answers: without the session's longest duration, which only GetRole and ListRoles tell. */
export const toNewRole = (role: Role): RoleShape => ({
  Path: role.path,
  RoleName: role.roleName,
  RoleId: role.roleId,
  Arn: toRoleArn(role),
  CreateDate: toDate(role.createdAt),
  AssumeRolePolicyDocument: encodeDocument(role.trustPolicy),
  ...(role.description === undefined ? {} : { Description: role.description }),
  ...toBoundary(role.permissionsBoundary),
  ...(role.tags.length > 0 ? { Tags: [...role.tags] } : {}),
});

/** As an instance profile shows it: what never changes, and the trust policy. */
export function toProfileRole(role: Role): RoleShape {
  const { Tags: _tags, PermissionsBoundary: _boundary, ...shape } = toNewRole(role);
  return shape;
}

/** As listed: without tags and boundary. */
export const toRoleSummary = (role: Role): RoleShape => ({
  ...toProfileRole(role),
  MaxSessionDuration: role.maxSessionSeconds,
});

export const toRoleShape = (role: Role): RoleShape => ({
  ...toNewRole(role),
  MaxSessionDuration: role.maxSessionSeconds,
  // Cirro does not note when a role was used; empty is what AWS says of one that never was.
  RoleLastUsed: {},
});

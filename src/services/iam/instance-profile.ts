import type { InstanceProfile as InstanceProfileShape } from '@aws-sdk/client-iam';
import { toArn, toDate, type Entity, type Tag } from './entity.ts';
import { toRoleSummary, type Role } from './role.ts';

export interface InstanceProfile extends Entity {
  readonly instanceProfileId: string;
  readonly instanceProfileName: string;
  /** The one role that a profile may hold. */
  readonly roleId?: string;
  readonly roleName?: string;
  readonly tags: readonly Tag[];
}

export const toInstanceProfileShape = (profile: InstanceProfile, role: Role | undefined): InstanceProfileShape => ({
  Path: profile.path,
  InstanceProfileName: profile.instanceProfileName,
  InstanceProfileId: profile.instanceProfileId,
  Arn: toArn(profile, 'instance-profile', profile.instanceProfileName),
  CreateDate: toDate(profile.createdAt),
  Roles: role ? [toRoleSummary(role)] : [],
  ...(profile.tags.length > 0 ? { Tags: [...profile.tags] } : {}),
});

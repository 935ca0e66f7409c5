import type { InstanceProfile as InstanceProfileShape } from '@aws-sdk/client-iam';
import { toArn, toDate, type Entity, type Tag } from './entity.ts';
import { toProfileRole, type Role } from './role.ts';

export interface InstanceProfile extends Entity {
  readonly instanceProfileId: string;
  readonly instanceProfileName: string;
  /** The one role that a profile may hold. */
  readonly roleId?: string;
  readonly roleName?: string;
  readonly tags: readonly Tag[];
}

/** As listed: without tags. */
export const toInstanceProfileSummary = (profile: InstanceProfile, role: Role | undefined): InstanceProfileShape => ({
  Path: profile.path,
  InstanceProfileName: profile.instanceProfileName,
  InstanceProfileId: profile.instanceProfileId,
  Arn: toArn(profile, 'instance-profile', profile.instanceProfileName),
  CreateDate: toDate(profile.createdAt),
  Roles: role ? [toProfileRole(role)] : [],
});

export const toInstanceProfileShape = (profile: InstanceProfile, role: Role | undefined): InstanceProfileShape => ({
  ...toInstanceProfileSummary(profile, role),
  Tags: [...profile.tags],
});

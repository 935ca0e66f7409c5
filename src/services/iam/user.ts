import type { User as UserShape } from '@aws-sdk/client-iam';
import type { RootPrincipal, UserPrincipal } from '../../auth/principal.ts';
import { toBoundary } from './boundary.ts';
import { toArn, toDate, type Entity, type Tag } from './entity.ts';

export interface User extends Entity {
  readonly userId: string;
  readonly userName: string;
  readonly tags: readonly Tag[];
  readonly permissionsBoundary?: string;
}

export const toUserArn = (user: User): string => toArn(user, 'user', user.userName);

/** As listed: without tags and boundary. */
export const toUserSummary = (user: User): UserShape => ({
  Path: user.path,
  UserName: user.userName,
  UserId: user.userId,
  Arn: toUserArn(user),
  CreateDate: toDate(user.createdAt),
});

export const toUserShape = (user: User): UserShape => ({
  ...toUserSummary(user),
  ...toBoundary(user.permissionsBoundary),
  ...(user.tags.length > 0 ? { Tags: [...user.tags] } : {}),
});

export const toUserPrincipal = (user: User, accessKeyId: string): UserPrincipal => ({
  kind: 'user',
  accountId: user.accountId,
  arn: toUserArn(user),
  userId: user.userId,
  userName: user.userName,
  accessKeyId,
});

/** What GetUser says of the root user, whose account is its id. An account of Cirro has always been there. */
export const toRootUser = ({ accountId, arn }: RootPrincipal): UserShape => ({
  Path: '/',
  // The root user has no name; AWS leaves it out.
  UserName: undefined,
  UserId: accountId,
  Arn: arn,
  CreateDate: new Date(0),
});

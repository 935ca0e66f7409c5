import type { Group as GroupShape } from '@aws-sdk/client-iam';
import { toArn, toDate, type Entity } from './entity.ts';

export interface Group extends Entity {
  readonly groupId: string;
  readonly groupName: string;
}

export const toGroupShape = (group: Group): GroupShape => ({
  Path: group.path,
  GroupName: group.groupName,
  GroupId: group.groupId,
  Arn: toArn(group, 'group', group.groupName),
  CreateDate: toDate(group.createdAt),
});

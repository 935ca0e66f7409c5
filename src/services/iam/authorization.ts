import type { Context } from '../../kernel/context.ts';
import type { Authorizations } from '../../kernel/operation.ts';
import type { Iam } from './api.ts';
import { toArn } from './entity.ts';

type Caller = Pick<Context, 'accountId' | 'region'>;
type Resources<I> = (input: I, ctx: Caller) => readonly string[];

const ask = <I>(action: string, resources: Resources<I>) => ({ action: `iam:${action}`, resources });

interface Located {
  readonly Path?: string | undefined;
}

/** The path of what exists is in no input, so it is asked as if it lay at `/`; of what is created it is known. */
const arn = (ctx: Caller, type: string, { Path = '/' }: Located, name: string | undefined) => [
  toArn({ accountId: ctx.accountId, path: Path }, type, name ?? ''),
];

const user: Resources<Located & { readonly UserName?: string | undefined }> = (input, ctx) =>
  arn(ctx, 'user', input, input.UserName ?? '*');
const role: Resources<Located & { readonly RoleName?: string | undefined }> = (input, ctx) =>
  arn(ctx, 'role', input, input.RoleName);
const group: Resources<Located & { readonly GroupName?: string | undefined }> = (input, ctx) =>
  arn(ctx, 'group', input, input.GroupName);
const instanceProfile: Resources<Located & { readonly InstanceProfileName?: string | undefined }> = (input, ctx) =>
  arn(ctx, 'instance-profile', input, input.InstanceProfileName);
const newPolicy: Resources<Located & { readonly PolicyName?: string | undefined }> = (input, ctx) =>
  arn(ctx, 'policy', input, input.PolicyName);
const policyArn: Resources<{ readonly PolicyArn?: string | undefined }> = ({ PolicyArn }) => [PolicyArn ?? '*'];
const policySource: Resources<{ readonly PolicySourceArn?: string | undefined }> = ({ PolicySourceArn }) => [
  PolicySourceArn ?? '*',
];
const anything: Resources<unknown> = () => ['*'];

const everyPath =
  (type: string): Resources<{ readonly PathPrefix?: string | undefined }> =>
  ({ PathPrefix = '/' }, ctx) =>
    arn(ctx, type, { Path: PathPrefix }, '');

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html */
export const authorization: Authorizations<Iam> = {
  AddRoleToInstanceProfile: ask('AddRoleToInstanceProfile', instanceProfile),
  AddUserToGroup: ask('AddUserToGroup', group),
  AttachGroupPolicy: ask('AttachGroupPolicy', group),
  AttachRolePolicy: ask('AttachRolePolicy', role),
  AttachUserPolicy: ask('AttachUserPolicy', user),
  CreateAccessKey: ask('CreateAccessKey', user),
  CreateAccountAlias: ask('CreateAccountAlias', anything),
  CreateGroup: ask('CreateGroup', group),
  CreateInstanceProfile: ask('CreateInstanceProfile', instanceProfile),
  CreatePolicy: ask('CreatePolicy', newPolicy),
  CreatePolicyVersion: ask('CreatePolicyVersion', policyArn),
  CreateRole: ask('CreateRole', role),
  CreateUser: ask('CreateUser', user),
  DeleteAccessKey: ask('DeleteAccessKey', user),
  DeleteAccountAlias: ask('DeleteAccountAlias', anything),
  DeleteGroup: ask('DeleteGroup', group),
  DeleteGroupPolicy: ask('DeleteGroupPolicy', group),
  DeleteInstanceProfile: ask('DeleteInstanceProfile', instanceProfile),
  DeletePolicy: ask('DeletePolicy', policyArn),
  DeletePolicyVersion: ask('DeletePolicyVersion', policyArn),
  DeleteRole: ask('DeleteRole', role),
  DeleteRolePermissionsBoundary: ask('DeleteRolePermissionsBoundary', role),
  DeleteRolePolicy: ask('DeleteRolePolicy', role),
  DeleteUser: ask('DeleteUser', user),
  DeleteUserPermissionsBoundary: ask('DeleteUserPermissionsBoundary', user),
  DeleteUserPolicy: ask('DeleteUserPolicy', user),
  DetachGroupPolicy: ask('DetachGroupPolicy', group),
  DetachRolePolicy: ask('DetachRolePolicy', role),
  DetachUserPolicy: ask('DetachUserPolicy', user),
  GetGroup: ask('GetGroup', group),
  GetGroupPolicy: ask('GetGroupPolicy', group),
  GetInstanceProfile: ask('GetInstanceProfile', instanceProfile),
  GetPolicy: ask('GetPolicy', policyArn),
  GetPolicyVersion: ask('GetPolicyVersion', policyArn),
  GetRole: ask('GetRole', role),
  GetRolePolicy: ask('GetRolePolicy', role),
  GetUser: ask('GetUser', user),
  GetUserPolicy: ask('GetUserPolicy', user),
  ListAccessKeys: ask('ListAccessKeys', user),
  ListAccountAliases: ask('ListAccountAliases', anything),
  ListAttachedGroupPolicies: ask('ListAttachedGroupPolicies', group),
  ListAttachedRolePolicies: ask('ListAttachedRolePolicies', role),
  ListAttachedUserPolicies: ask('ListAttachedUserPolicies', user),
  ListEntitiesForPolicy: ask('ListEntitiesForPolicy', policyArn),
  ListGroupPolicies: ask('ListGroupPolicies', group),
  ListGroups: ask('ListGroups', everyPath('group')),
  ListGroupsForUser: ask('ListGroupsForUser', user),
  ListInstanceProfileTags: ask('ListInstanceProfileTags', instanceProfile),
  ListInstanceProfiles: ask('ListInstanceProfiles', everyPath('instance-profile')),
  ListInstanceProfilesForRole: ask('ListInstanceProfilesForRole', role),
  ListPolicies: ask('ListPolicies', anything),
  ListPolicyTags: ask('ListPolicyTags', policyArn),
  ListPolicyVersions: ask('ListPolicyVersions', policyArn),
  ListRolePolicies: ask('ListRolePolicies', role),
  ListRoleTags: ask('ListRoleTags', role),
  ListRoles: ask('ListRoles', everyPath('role')),
  ListUserPolicies: ask('ListUserPolicies', user),
  ListUserTags: ask('ListUserTags', user),
  ListUsers: ask('ListUsers', everyPath('user')),
  PutGroupPolicy: ask('PutGroupPolicy', group),
  PutRolePermissionsBoundary: ask('PutRolePermissionsBoundary', role),
  PutRolePolicy: ask('PutRolePolicy', role),
  PutUserPermissionsBoundary: ask('PutUserPermissionsBoundary', user),
  PutUserPolicy: ask('PutUserPolicy', user),
  RemoveRoleFromInstanceProfile: ask('RemoveRoleFromInstanceProfile', instanceProfile),
  RemoveUserFromGroup: ask('RemoveUserFromGroup', group),
  SetDefaultPolicyVersion: ask('SetDefaultPolicyVersion', policyArn),
  SimulateCustomPolicy: ask('SimulateCustomPolicy', anything),
  SimulatePrincipalPolicy: ask('SimulatePrincipalPolicy', policySource),
  TagInstanceProfile: ask('TagInstanceProfile', instanceProfile),
  TagPolicy: ask('TagPolicy', policyArn),
  TagRole: ask('TagRole', role),
  TagUser: ask('TagUser', user),
  UntagInstanceProfile: ask('UntagInstanceProfile', instanceProfile),
  UntagPolicy: ask('UntagPolicy', policyArn),
  UntagRole: ask('UntagRole', role),
  UntagUser: ask('UntagUser', user),
  UpdateAccessKey: ask('UpdateAccessKey', user),
  UpdateAssumeRolePolicy: ask('UpdateAssumeRolePolicy', role),
  UpdateGroup: ask('UpdateGroup', group),
  UpdateRole: ask('UpdateRole', role),
  UpdateRoleDescription: ask('UpdateRoleDescription', role),
  UpdateUser: ask('UpdateUser', user),
};

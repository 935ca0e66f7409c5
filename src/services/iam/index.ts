import { defineService } from '../../kernel/service.ts';
import type { Iam } from './api.ts';
import { authorization } from './authorization.ts';
import { constraints } from './constraints.ts';
import { validationFailed } from './errors.ts';
import { addRoleToInstanceProfile } from './operations/add-role-to-instance-profile.ts';
import { addUserToGroup } from './operations/add-user-to-group.ts';
import { attachGroupPolicy } from './operations/attach-group-policy.ts';
import { attachRolePolicy } from './operations/attach-role-policy.ts';
import { attachUserPolicy } from './operations/attach-user-policy.ts';
import { createAccessKey } from './operations/create-access-key.ts';
import { createAccountAlias } from './operations/create-account-alias.ts';
import { createGroup } from './operations/create-group.ts';
import { createInstanceProfile } from './operations/create-instance-profile.ts';
import { createPolicyVersion } from './operations/create-policy-version.ts';
import { createPolicy } from './operations/create-policy.ts';
import { createRole } from './operations/create-role.ts';
import { createUser } from './operations/create-user.ts';
import { deleteAccessKey } from './operations/delete-access-key.ts';
import { deleteAccountAlias } from './operations/delete-account-alias.ts';
import { deleteGroupPolicy } from './operations/delete-group-policy.ts';
import { deleteGroup } from './operations/delete-group.ts';
import { deleteInstanceProfile } from './operations/delete-instance-profile.ts';
import { deletePolicyVersion } from './operations/delete-policy-version.ts';
import { deletePolicy } from './operations/delete-policy.ts';
import { deleteRolePermissionsBoundary } from './operations/delete-role-permissions-boundary.ts';
import { deleteRolePolicy } from './operations/delete-role-policy.ts';
import { deleteRole } from './operations/delete-role.ts';
import { deleteUserPermissionsBoundary } from './operations/delete-user-permissions-boundary.ts';
import { deleteUserPolicy } from './operations/delete-user-policy.ts';
import { deleteUser } from './operations/delete-user.ts';
import { detachGroupPolicy } from './operations/detach-group-policy.ts';
import { detachRolePolicy } from './operations/detach-role-policy.ts';
import { detachUserPolicy } from './operations/detach-user-policy.ts';
import { getGroupPolicy } from './operations/get-group-policy.ts';
import { getGroup } from './operations/get-group.ts';
import { getInstanceProfile } from './operations/get-instance-profile.ts';
import { getPolicyVersion } from './operations/get-policy-version.ts';
import { getPolicy } from './operations/get-policy.ts';
import { getRolePolicy } from './operations/get-role-policy.ts';
import { getRole } from './operations/get-role.ts';
import { getUserPolicy } from './operations/get-user-policy.ts';
import { getUser } from './operations/get-user.ts';
import { listAccessKeys } from './operations/list-access-keys.ts';
import { listAccountAliases } from './operations/list-account-aliases.ts';
import { listAttachedGroupPolicies } from './operations/list-attached-group-policies.ts';
import { listAttachedRolePolicies } from './operations/list-attached-role-policies.ts';
import { listAttachedUserPolicies } from './operations/list-attached-user-policies.ts';
import { listEntitiesForPolicy } from './operations/list-entities-for-policy.ts';
import { listGroupPolicies } from './operations/list-group-policies.ts';
import { listGroupsForUser } from './operations/list-groups-for-user.ts';
import { listGroups } from './operations/list-groups.ts';
import { listInstanceProfileTags } from './operations/list-instance-profile-tags.ts';
import { listInstanceProfilesForRole } from './operations/list-instance-profiles-for-role.ts';
import { listInstanceProfiles } from './operations/list-instance-profiles.ts';
import { listPolicies } from './operations/list-policies.ts';
import { listPolicyTags } from './operations/list-policy-tags.ts';
import { listPolicyVersions } from './operations/list-policy-versions.ts';
import { listRolePolicies } from './operations/list-role-policies.ts';
import { listRoleTags } from './operations/list-role-tags.ts';
import { listRoles } from './operations/list-roles.ts';
import { listUserPolicies } from './operations/list-user-policies.ts';
import { listUserTags } from './operations/list-user-tags.ts';
import { listUsers } from './operations/list-users.ts';
import { putGroupPolicy } from './operations/put-group-policy.ts';
import { putRolePermissionsBoundary } from './operations/put-role-permissions-boundary.ts';
import { putRolePolicy } from './operations/put-role-policy.ts';
import { putUserPermissionsBoundary } from './operations/put-user-permissions-boundary.ts';
import { putUserPolicy } from './operations/put-user-policy.ts';
import { removeRoleFromInstanceProfile } from './operations/remove-role-from-instance-profile.ts';
import { removeUserFromGroup } from './operations/remove-user-from-group.ts';
import { setDefaultPolicyVersion } from './operations/set-default-policy-version.ts';
import { simulateCustomPolicy } from './operations/simulate-custom-policy.ts';
import { simulatePrincipalPolicy } from './operations/simulate-principal-policy.ts';
import { tagInstanceProfile } from './operations/tag-instance-profile.ts';
import { tagPolicy } from './operations/tag-policy.ts';
import { tagRole } from './operations/tag-role.ts';
import { tagUser } from './operations/tag-user.ts';
import { untagInstanceProfile } from './operations/untag-instance-profile.ts';
import { untagPolicy } from './operations/untag-policy.ts';
import { untagRole } from './operations/untag-role.ts';
import { untagUser } from './operations/untag-user.ts';
import { updateAccessKey } from './operations/update-access-key.ts';
import { updateAssumeRolePolicy } from './operations/update-assume-role-policy.ts';
import { updateGroup } from './operations/update-group.ts';
import { updateRoleDescription } from './operations/update-role-description.ts';
import { updateRole } from './operations/update-role.ts';
import { updateUser } from './operations/update-user.ts';

export const service = defineService<Iam>({
  name: 'iam',
  schemas: () => import('@aws-sdk/client-iam'),
  authorization,
  constraints,
  validationError: validationFailed,
  operations: {
    AcceptDelegationRequest: 'unsupported',
    AcquireRole: 'unsupported',
    AddClientIDToOpenIDConnectProvider: 'unsupported',
    AddRoleToInstanceProfile: addRoleToInstanceProfile,
    AddUserToGroup: addUserToGroup,
    AssociateDelegationRequest: 'unsupported',
    AttachGroupPolicy: attachGroupPolicy,
    AttachRolePolicy: attachRolePolicy,
    AttachUserPolicy: attachUserPolicy,
    ChangePassword: 'unsupported',
    CreateAccessKey: createAccessKey,
    CreateAccountAlias: createAccountAlias,
    CreateDelegationRequest: 'unsupported',
    CreateGroup: createGroup,
    CreateInstanceProfile: createInstanceProfile,
    CreateLoginProfile: 'unsupported',
    CreateOpenIDConnectProvider: 'unsupported',
    CreatePolicy: createPolicy,
    CreatePolicyVersion: createPolicyVersion,
    CreateRole: createRole,
    CreateSAMLProvider: 'unsupported',
    CreateServiceLinkedRole: 'unsupported',
    CreateServiceSpecificCredential: 'unsupported',
    CreateUser: createUser,
    CreateVirtualMFADevice: 'unsupported',
    DeactivateMFADevice: 'unsupported',
    DeleteAccessKey: deleteAccessKey,
    DeleteAccountAlias: deleteAccountAlias,
    DeleteAccountPasswordPolicy: 'unsupported',
    DeleteGroup: deleteGroup,
    DeleteGroupPolicy: deleteGroupPolicy,
    DeleteInstanceProfile: deleteInstanceProfile,
    DeleteLoginProfile: 'unsupported',
    DeleteOpenIDConnectProvider: 'unsupported',
    DeletePolicy: deletePolicy,
    DeletePolicyVersion: deletePolicyVersion,
    DeleteRole: deleteRole,
    DeleteRolePermissionsBoundary: deleteRolePermissionsBoundary,
    DeleteRolePolicy: deleteRolePolicy,
    DeleteSAMLProvider: 'unsupported',
    DeleteSSHPublicKey: 'unsupported',
    DeleteServerCertificate: 'unsupported',
    DeleteServiceLinkedRole: 'unsupported',
    DeleteServiceSpecificCredential: 'unsupported',
    DeleteSigningCertificate: 'unsupported',
    DeleteUser: deleteUser,
    DeleteUserPermissionsBoundary: deleteUserPermissionsBoundary,
    DeleteUserPolicy: deleteUserPolicy,
    DeleteVirtualMFADevice: 'unsupported',
    DetachGroupPolicy: detachGroupPolicy,
    DetachRolePolicy: detachRolePolicy,
    DetachUserPolicy: detachUserPolicy,
    DisableOrganizationsRootCredentialsManagement: 'unsupported',
    DisableOrganizationsRootSessions: 'unsupported',
    DisableOutboundWebIdentityFederation: 'unsupported',
    EnableMFADevice: 'unsupported',
    EnableOrganizationsRootCredentialsManagement: 'unsupported',
    EnableOrganizationsRootSessions: 'unsupported',
    EnableOutboundWebIdentityFederation: 'unsupported',
    GenerateCredentialReport: 'unsupported',
    GenerateOrganizationsAccessReport: 'unsupported',
    GenerateServiceLastAccessedDetails: 'unsupported',
    GetAccessKeyLastUsed: 'unsupported',
    GetAccountAuthorizationDetails: 'unsupported',
    GetAccountPasswordPolicy: 'unsupported',
    GetAccountProperties: 'unsupported',
    GetAccountSummary: 'unsupported',
    GetContextKeysForCustomPolicy: 'unsupported',
    GetContextKeysForPrincipalPolicy: 'unsupported',
    GetCredentialReport: 'unsupported',
    GetDelegationRequest: 'unsupported',
    GetGroup: getGroup,
    GetGroupPolicy: getGroupPolicy,
    GetHumanReadableSummary: 'unsupported',
    GetInstanceProfile: getInstanceProfile,
    GetLoginProfile: 'unsupported',
    GetMFADevice: 'unsupported',
    GetOpenIDConnectProvider: 'unsupported',
    GetOrganizationsAccessReport: 'unsupported',
    GetOutboundWebIdentityFederationInfo: 'unsupported',
    GetPolicy: getPolicy,
    GetPolicyVersion: getPolicyVersion,
    GetRole: getRole,
    GetRolePolicy: getRolePolicy,
    GetRoleTemplateVersion: 'unsupported',
    GetSAMLProvider: 'unsupported',
    GetSSHPublicKey: 'unsupported',
    GetServerCertificate: 'unsupported',
    GetServiceLastAccessedDetails: 'unsupported',
    GetServiceLastAccessedDetailsWithEntities: 'unsupported',
    GetServiceLinkedRoleDeletionStatus: 'unsupported',
    GetUser: getUser,
    GetUserPolicy: getUserPolicy,
    ListAccessKeys: listAccessKeys,
    ListAccountAliases: listAccountAliases,
    ListAttachedGroupPolicies: listAttachedGroupPolicies,
    ListAttachedRolePolicies: listAttachedRolePolicies,
    ListAttachedUserPolicies: listAttachedUserPolicies,
    ListDelegationRequests: 'unsupported',
    ListEntitiesForPolicy: listEntitiesForPolicy,
    ListGroupPolicies: listGroupPolicies,
    ListGroups: listGroups,
    ListGroupsForUser: listGroupsForUser,
    ListInstanceProfileTags: listInstanceProfileTags,
    ListInstanceProfiles: listInstanceProfiles,
    ListInstanceProfilesForRole: listInstanceProfilesForRole,
    ListMFADeviceTags: 'unsupported',
    ListMFADevices: 'unsupported',
    ListOpenIDConnectProviderTags: 'unsupported',
    ListOpenIDConnectProviders: 'unsupported',
    ListOrganizationsFeatures: 'unsupported',
    ListPolicies: listPolicies,
    ListPoliciesGrantingServiceAccess: 'unsupported',
    ListPolicyTags: listPolicyTags,
    ListPolicyVersions: listPolicyVersions,
    ListRolePolicies: listRolePolicies,
    ListRoleTags: listRoleTags,
    ListRoles: listRoles,
    ListSAMLProviderTags: 'unsupported',
    ListSAMLProviders: 'unsupported',
    ListSSHPublicKeys: 'unsupported',
    ListServerCertificateTags: 'unsupported',
    ListServerCertificates: 'unsupported',
    ListServiceSpecificCredentials: 'unsupported',
    ListSigningCertificates: 'unsupported',
    ListUserPolicies: listUserPolicies,
    ListUserTags: listUserTags,
    ListUsers: listUsers,
    ListVirtualMFADevices: 'unsupported',
    PutAccountProperties: 'unsupported',
    PutGroupPolicy: putGroupPolicy,
    PutRolePermissionsBoundary: putRolePermissionsBoundary,
    PutRolePolicy: putRolePolicy,
    PutUserPermissionsBoundary: putUserPermissionsBoundary,
    PutUserPolicy: putUserPolicy,
    RejectDelegationRequest: 'unsupported',
    RemoveClientIDFromOpenIDConnectProvider: 'unsupported',
    RemoveRoleFromInstanceProfile: removeRoleFromInstanceProfile,
    RemoveUserFromGroup: removeUserFromGroup,
    ResetServiceSpecificCredential: 'unsupported',
    ResyncMFADevice: 'unsupported',
    SendDelegationToken: 'unsupported',
    SetDefaultPolicyVersion: setDefaultPolicyVersion,
    SetSecurityTokenServicePreferences: 'unsupported',
    SimulateCustomPolicy: simulateCustomPolicy,
    SimulatePrincipalPolicy: simulatePrincipalPolicy,
    TagInstanceProfile: tagInstanceProfile,
    TagMFADevice: 'unsupported',
    TagOpenIDConnectProvider: 'unsupported',
    TagPolicy: tagPolicy,
    TagRole: tagRole,
    TagSAMLProvider: 'unsupported',
    TagServerCertificate: 'unsupported',
    TagUser: tagUser,
    UntagInstanceProfile: untagInstanceProfile,
    UntagMFADevice: 'unsupported',
    UntagOpenIDConnectProvider: 'unsupported',
    UntagPolicy: untagPolicy,
    UntagRole: untagRole,
    UntagSAMLProvider: 'unsupported',
    UntagServerCertificate: 'unsupported',
    UntagUser: untagUser,
    UpdateAccessKey: updateAccessKey,
    UpdateAccountPasswordPolicy: 'unsupported',
    UpdateAssumeRolePolicy: updateAssumeRolePolicy,
    UpdateDelegationRequest: 'unsupported',
    UpdateGroup: updateGroup,
    UpdateLoginProfile: 'unsupported',
    UpdateOpenIDConnectProviderThumbprint: 'unsupported',
    UpdateRole: updateRole,
    UpdateRoleDescription: updateRoleDescription,
    UpdateSAMLProvider: 'unsupported',
    UpdateSSHPublicKey: 'unsupported',
    UpdateServerCertificate: 'unsupported',
    UpdateServiceSpecificCredential: 'unsupported',
    UpdateSigningCertificate: 'unsupported',
    UpdateUser: updateUser,
    UploadSSHPublicKey: 'unsupported',
    UploadServerCertificate: 'unsupported',
    UploadSigningCertificate: 'unsupported',
  },
});

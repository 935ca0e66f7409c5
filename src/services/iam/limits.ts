// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html

export const MAX_ACCESS_KEYS_PER_USER = 2;
export const MAX_GROUPS_PER_USER = 10;
export const MAX_POLICY_VERSIONS = 5;
export const MAX_TAGS = 50;
export const MAX_ROLES_PER_INSTANCE_PROFILE = 1;

/** Customer and AWS managed policies attached to one user, group or role. */
export const MAX_ATTACHED_POLICIES = 10;

/** Sizes in characters, white space not counted. */
export const MAX_MANAGED_POLICY_CHARACTERS = 6144;
export const MAX_TRUST_POLICY_CHARACTERS = 2048;
/** All inline policies of one entity together. */
export const MAX_INLINE_POLICY_CHARACTERS = { user: 2048, group: 5120, role: 10_240 } as const;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const DEFAULT_MAX_SESSION_SECONDS = 3600;

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export const DEFAULT_PAGE_ITEMS = 100;

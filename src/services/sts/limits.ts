/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const DEFAULT_ROLE_SESSION_SECONDS = 3600;
/** A role assumed by a role's session, whatever the role allows. */
export const MAX_CHAINED_SESSION_SECONDS = 3600;

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html */
export const DEFAULT_USER_SESSION_SECONDS = 43_200;
export const MAX_ROOT_SESSION_SECONDS = 3600;

/** Characters of an inline session policy; with tags, this is what PackedPolicySize is a percentage of. */
export const MAX_SESSION_POLICY_CHARACTERS = 2048;

/** Who is calling. `arn` is what `aws:PrincipalArn` and GetCallerIdentity say. */
export type Principal = RootPrincipal | UserPrincipal | RolePrincipal | ServicePrincipal | AnonymousPrincipal;

interface AccountPrincipal {
  readonly accountId: string;
  readonly arn: string;
  /** The key the request was signed with; absent for calls between services. */
  readonly accessKeyId?: string;
}

export interface RootPrincipal extends AccountPrincipal {
  readonly kind: 'root';
}

export interface UserPrincipal extends AccountPrincipal {
  readonly kind: 'user';
  readonly userId: string;
  readonly userName: string;
}

/** A role's session: what AssumeRole returned, or a function's execution role. */
export interface RolePrincipal extends AccountPrincipal {
  readonly kind: 'role';
  readonly roleId: string;
  readonly roleName: string;
  readonly roleArn: string;
  readonly sessionName: string;
  /** Session policies of AssumeRole, as JSON texts. */
  readonly sessionPolicies?: readonly string[];
}

/** An AWS service acting on its own behalf in an account, e.g. `lambda.amazonaws.com`. */
export interface ServicePrincipal extends AccountPrincipal {
  readonly kind: 'service';
  readonly service: string;
}

/** An unsigned request, where the API allows one. */
export interface AnonymousPrincipal {
  readonly kind: 'anonymous';
  readonly accountId: string;
  readonly arn: '*';
  readonly accessKeyId?: undefined;
}

export const rootPrincipal = (accountId: string, accessKeyId?: string): RootPrincipal => ({
  kind: 'root',
  accountId,
  arn: `arn:aws:iam::${accountId}:root`,
  ...(accessKeyId === undefined ? {} : { accessKeyId }),
});

export const anonymousPrincipal = (accountId: string): AnonymousPrincipal => ({
  kind: 'anonymous',
  accountId,
  arn: '*',
});

export const DEFAULT_ACCOUNT_ID = '000000000000';

/** Of an access key that Cirro did not issue: a 12-digit key is that account, any other means the default one. */
export const accountOfUnknownKey = (accessKeyId: string): string =>
  /^\d{12}$/.test(accessKeyId) ? accessKeyId : DEFAULT_ACCOUNT_ID;

/** A managed policy of AWS's, as `aws iam get-policy` and `get-policy-version` show it. */
export interface AwsPolicy {
  readonly policyName: string;
  /** Here as far as it is publicly known, and so is the date of creation. */
  readonly policyId?: string;
  readonly createdAt?: string;
  readonly path?: '/service-role/' | '/job-function/';
  readonly description?: string;
  /** The default version: its number, and when it was made. */
  readonly version: number;
  readonly updatedAt: string;
  readonly statements: readonly object[];
}

/** `{ Effect: 'Allow', … }`, as almost all of AWS's statements are. */
export const allow = (Action: string | readonly string[], Resource: string | readonly string[] = '*', more = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...more,
});

/** For policies that have had one version only. */
export const unchangedSince = (at: string) => ({ version: 1, createdAt: at, updatedAt: at });

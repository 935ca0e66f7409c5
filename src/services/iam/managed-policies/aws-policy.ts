/** A managed policy of AWS's, as `aws iam get-policy` and `get-policy-version` show it. */
export interface AwsPolicy {
  readonly policyName: string;
  readonly policyId: string;
  readonly path: '/' | '/service-role/' | '/job-function/';
  readonly description?: string;
  /** The default version's number. */
  readonly version: number;
  readonly createdAt: string;
  /** When the default version was made. */
  readonly updatedAt: string;
  readonly document: object;
}

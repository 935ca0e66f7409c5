import type { AwsPolicy } from './aws-policy.ts';
import { LAMBDA_POLICIES } from './lambda.ts';

export type { AwsPolicy } from './aws-policy.ts';

/** https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html */
export const AWS_POLICIES: readonly AwsPolicy[] = [...LAMBDA_POLICIES];

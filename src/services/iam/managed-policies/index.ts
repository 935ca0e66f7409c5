import { ADMINISTRATION_POLICIES } from './administration.ts';
import type { AwsPolicy } from './aws-policy.ts';
import { DYNAMODB_POLICIES } from './dynamodb.ts';
import { LAMBDA_POLICIES } from './lambda.ts';
import { MESSAGING_POLICIES } from './messaging.ts';
import { WEB_POLICIES } from './web.ts';

export type { AwsPolicy } from './aws-policy.ts';

/** https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html */
export const AWS_POLICIES: readonly AwsPolicy[] = [
  ...ADMINISTRATION_POLICIES,
  ...DYNAMODB_POLICIES,
  ...LAMBDA_POLICIES,
  ...MESSAGING_POLICIES,
  ...WEB_POLICIES,
];

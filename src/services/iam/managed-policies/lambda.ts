import type { AwsPolicy } from './aws-policy.ts';

export const LAMBDA_POLICIES: readonly AwsPolicy[] = [
  {
    policyName: 'AWSLambdaBasicExecutionRole',
    policyId: 'ANPAJNCQGXC42545SKXIK',
    path: '/service-role/',
    description: 'Provides write permissions to CloudWatch Logs.',
    version: 1,
    createdAt: '2015-04-09T15:03:43Z',
    updatedAt: '2015-04-09T15:03:43Z',
    document: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: '*',
        },
      ],
    },
  },
];

import { allow, unchangedSince, type AwsPolicy } from './aws-policy.ts';

/** Of what stands at the edge: buckets, APIs, user pools. */
export const WEB_POLICIES: readonly AwsPolicy[] = [
  {
    policyName: 'AmazonS3FullAccess',
    policyId: 'ANPAIFIR6V6BVTRAHWINE',
    version: 2,
    updatedAt: '2021-09-27T20:16:37Z',
    statements: [allow(['s3:*', 's3-object-lambda:*'])],
  },
  {
    policyName: 'AmazonS3ReadOnlyAccess',
    policyId: 'ANPAIZTJ4DXE7G6AGAE6M',
    version: 3,
    updatedAt: '2023-08-10T21:31:39Z',
    statements: [allow(['s3:Get*', 's3:List*', 's3:Describe*', 's3-object-lambda:Get*', 's3-object-lambda:List*'])],
  },
  {
    policyName: 'AmazonAPIGatewayAdministrator',
    policyId: 'ANPAJ4PT6VY5NLKTNUYSI',
    ...unchangedSince('2015-07-09T17:34:45Z'),
    statements: [allow(['apigateway:*'], 'arn:aws:apigateway:*::/*')],
  },
  {
    policyName: 'AmazonAPIGatewayInvokeFullAccess',
    policyId: 'ANPAIIWAX2NOOQJ4AIEQ6',
    version: 2,
    updatedAt: '2018-12-18T18:25:10Z',
    statements: [allow(['execute-api:Invoke', 'execute-api:ManageConnections'], 'arn:aws:execute-api:*:*:*')],
  },
  {
    policyName: 'AmazonAPIGatewayPushToCloudWatchLogs',
    policyId: 'ANPAIK4GFO7HLKYN64ASK',
    path: '/service-role/',
    ...unchangedSince('2015-11-11T23:41:46Z'),
    statements: [
      allow([
        'logs:CreateLogGroup',
        'logs:CreateLogStream',
        'logs:DescribeLogGroups',
        'logs:DescribeLogStreams',
        'logs:PutLogEvents',
        'logs:GetLogEvents',
        'logs:FilterLogEvents',
      ]),
    ],
  },
  {
    policyName: 'AmazonCognitoPowerUser',
    policyId: 'ANPAJKW5H2HNCPGCYGR6Y',
    version: 8,
    updatedAt: '2026-02-11T22:19:03Z',
    statements: [
      allow([
        'cognito-identity:*',
        'cognito-idp:*',
        'cognito-sync:*',
        'iam:ListRoles',
        'iam:ListOpenIdConnectProviders',
        'iam:GetRole',
        'iam:ListSAMLProviders',
        'iam:GetSAMLProvider',
        'kinesis:ListStreams',
        'lambda:GetPolicy',
        'lambda:ListFunctions',
        'sns:GetSMSSandboxAccountStatus',
        'sns:ListPlatformApplications',
        'ses:ListIdentities',
        'ses:GetIdentityVerificationAttributes',
        'mobiletargeting:GetApps',
        'acm:ListCertificates',
        'sms-voice:DescribeAccountAttributes',
      ]),
      allow('iam:CreateServiceLinkedRole', '*', {
        Condition: {
          StringEquals: {
            'iam:AWSServiceName': ['cognito-idp.amazonaws.com', 'email.cognito-idp.amazonaws.com'],
          },
        },
      }),
      allow(
        ['iam:DeleteServiceLinkedRole', 'iam:GetServiceLinkedRoleDeletionStatus'],
        [
          'arn:aws:iam::*:role/aws-service-role/cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdp*',
          'arn:aws:iam::*:role/aws-service-role/email.cognito-idp.amazonaws.com/AWSServiceRoleForAmazonCognitoIdpEmail*',
        ],
      ),
    ],
  },
];

import { allow, unchangedSince, type AwsPolicy } from './aws-policy.ts';

export const ADMINISTRATION_POLICIES: readonly AwsPolicy[] = [
  {
    policyName: 'AdministratorAccess',
    policyId: 'ANPAIWMBCKSKIEE64ZLYK',
    ...unchangedSince('2015-02-06T18:39:46Z'),
    statements: [allow('*')],
  },
  {
    policyName: 'PowerUserAccess',
    policyId: 'ANPAJYRXTHIB4FOVS3ZXS',
    version: 12,
    updatedAt: '2026-02-12T17:59:14Z',
    statements: [
      { Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' },
      allow([
        'account:GetAccountInformation',
        'account:GetGovCloudAccountInformation',
        'account:GetPrimaryEmail',
        'account:ListRegions',
        'iam:CreateServiceLinkedRole',
        'iam:DeleteServiceLinkedRole',
        'iam:ListRoles',
        'organizations:DescribeEffectivePolicy',
        'organizations:DescribeOrganization',
      ]),
    ],
  },
  {
    policyName: 'IAMFullAccess',
    policyId: 'ANPAI7XKCFMBPM3QQRRVQ',
    version: 2,
    updatedAt: '2019-06-21T19:40:00Z',
    statements: [
      allow([
        'iam:*',
        'organizations:DescribeAccount',
        'organizations:DescribeOrganization',
        'organizations:DescribeOrganizationalUnit',
        'organizations:DescribePolicy',
        'organizations:ListChildren',
        'organizations:ListParents',
        'organizations:ListPoliciesForTarget',
        'organizations:ListRoots',
        'organizations:ListPolicies',
        'organizations:ListTargetsForPolicy',
      ]),
    ],
  },
  {
    policyName: 'IAMReadOnlyAccess',
    policyId: 'ANPAJKSO7NDY4T57MWDSQ',
    version: 4,
    updatedAt: '2018-01-25T19:11:27Z',
    statements: [
      allow([
        'iam:GenerateCredentialReport',
        'iam:GenerateServiceLastAccessedDetails',
        'iam:Get*',
        'iam:List*',
        'iam:SimulateCustomPolicy',
        'iam:SimulatePrincipalPolicy',
      ]),
    ],
  },
  {
    policyName: 'CloudWatchFullAccess',
    policyId: 'ANPAIKEABORKUXN6DEAZU',
    version: 4,
    updatedAt: '2022-11-27T13:23:49Z',
    statements: [
      allow([
        'autoscaling:Describe*',
        'cloudwatch:*',
        'logs:*',
        'sns:*',
        'iam:GetPolicy',
        'iam:GetPolicyVersion',
        'iam:GetRole',
        'oam:ListSinks',
      ]),
      allow(
        'iam:CreateServiceLinkedRole',
        'arn:aws:iam::*:role/aws-service-role/events.amazonaws.com/AWSServiceRoleForCloudWatchEvents*',
        { Condition: { StringLike: { 'iam:AWSServiceName': 'events.amazonaws.com' } } },
      ),
      allow(['oam:ListAttachedLinks'], 'arn:aws:oam:*:*:sink/*'),
    ],
  },
  {
    policyName: 'CloudWatchLogsFullAccess',
    policyId: 'ANPAJ3ZGNWK2R5HW5BQFO',
    version: 3,
    updatedAt: '2025-05-20T17:07:06Z',
    statements: [
      {
        Sid: 'CloudWatchLogsFullAccess',
        ...allow(['logs:*', 'cloudwatch:GenerateQuery', 'cloudwatch:GenerateQueryResultsSummary']),
      },
    ],
  },
];

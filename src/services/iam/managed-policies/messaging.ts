import { allow, unchangedSince, type AwsPolicy } from './aws-policy.ts';

const passRoleTo = (service: string) =>
  allow('iam:PassRole', 'arn:aws:iam::*:role/*', { Condition: { StringLike: { 'iam:PassedToService': service } } });

const createRoleFor = (service: string, role: string) =>
  allow('iam:CreateServiceLinkedRole', `arn:aws:iam::*:role/aws-service-role/${role}`, {
    Condition: { StringEquals: { 'iam:AWSServiceName': service } },
  });

export const MESSAGING_POLICIES: readonly AwsPolicy[] = [
  {
    policyName: 'AmazonSQSFullAccess',
    policyId: 'ANPAI65L554VRJ33ECQS6',
    ...unchangedSince('2015-02-06T18:41:07Z'),
    statements: [allow(['sqs:*'])],
  },
  {
    policyName: 'AmazonSQSReadOnlyAccess',
    policyId: 'ANPAIUGSSQY362XGCM6KW',
    version: 3,
    updatedAt: '2023-06-15T15:37:35Z',
    statements: [
      allow([
        'sqs:GetQueueAttributes',
        'sqs:GetQueueUrl',
        'sqs:ListDeadLetterSourceQueues',
        'sqs:ListQueues',
        'sqs:ListMessageMoveTasks',
      ]),
    ],
  },
  {
    policyName: 'AmazonSNSFullAccess',
    policyId: 'ANPAJWEKLCXXUNT2SOLSG',
    ...unchangedSince('2015-02-06T18:41:05Z'),
    statements: [allow(['sns:*'])],
  },
  {
    policyName: 'AmazonKinesisFullAccess',
    policyId: 'ANPAIVF32HAMOXCUYRAYE',
    ...unchangedSince('2015-02-06T18:40:29Z'),
    statements: [allow('kinesis:*')],
  },
  {
    policyName: 'AmazonEventBridgeFullAccess',
    version: 4,
    updatedAt: '2022-12-01T17:00:46Z',
    statements: [
      { Sid: 'EventBridgeActions', ...allow(['events:*', 'schemas:*', 'scheduler:*', 'pipes:*']) },
      {
        Sid: 'IAMCreateServiceLinkedRoleForApiDestinations',
        ...createRoleFor('apidestinations.events.amazonaws.com', 'AmazonEventBridgeApiDestinationsServiceRolePolicy'),
      },
      {
        Sid: 'IAMCreateServiceLinkedRoleForAmazonEventBridgeSchemas',
        ...createRoleFor('schemas.amazonaws.com', 'schemas.amazonaws.com/AWSServiceRoleForSchemas'),
      },
      {
        Sid: 'SecretsManagerAccessForApiDestinations',
        ...allow(
          [
            'secretsmanager:CreateSecret',
            'secretsmanager:UpdateSecret',
            'secretsmanager:DeleteSecret',
            'secretsmanager:GetSecretValue',
            'secretsmanager:PutSecretValue',
          ],
          'arn:aws:secretsmanager:*:*:secret:events!*',
        ),
      },
      { Sid: 'IAMPassRoleAccessForEventBridge', ...passRoleTo('events.amazonaws.com') },
      { Sid: 'IAMPassRoleAccessForScheduler', ...passRoleTo('scheduler.amazonaws.com') },
      { Sid: 'IAMPassRoleAccessForPipes', ...passRoleTo('pipes.amazonaws.com') },
    ],
  },
  {
    policyName: 'AWSStepFunctionsFullAccess',
    policyId: 'ANPAJXKA6VP3UFBVHDPPA',
    ...unchangedSince('2017-01-11T21:51:32Z'),
    statements: [allow('states:*')],
  },
];

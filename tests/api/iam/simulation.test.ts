import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  CreateGroupCommand,
  CreatePolicyCommand,
  CreateUserCommand,
  IAMClient,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
} from '@aws-sdk/client-iam';
import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';

const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:orders';
const statement = (Effect: string, Action: string, more: object = {}) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect, Action, Resource: '*', ...more }] });

test('a custom policy is tried on actions and resources', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  const { EvaluationResults } = await iam.send(
    new SimulateCustomPolicyCommand({
      PolicyInputList: [statement('Allow', 'sqs:*'), statement('Deny', 'sqs:Delete*')],
      ActionNames: ['sqs:SendMessage', 'sqs:DeleteQueue', 's3:GetObject'],
      ResourceArns: [QUEUE],
    }),
  );
  expect(EvaluationResults?.map((result) => [result.EvalActionName, result.EvalDecision])).toEqual([
    ['sqs:SendMessage', 'allowed'],
    ['sqs:DeleteQueue', 'explicitDeny'],
    ['s3:GetObject', 'implicitDeny'],
  ]);
  expect(EvaluationResults?.[0]?.MatchedStatements).toMatchObject([{ SourcePolicyId: 'PolicyInputList.1' }]);
});

test('conditions are told what they need, and decide when they have it', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  const Condition = { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } };
  const ask = async (region?: string) => {
    const { EvaluationResults } = await iam.send(
      new SimulateCustomPolicyCommand({
        PolicyInputList: [statement('Allow', 'sqs:*', { Condition })],
        ActionNames: ['sqs:SendMessage'],
        ...(region === undefined
          ? {}
          : {
              ContextEntries: [
                {
                  ContextKeyName: 'aws:RequestedRegion',
                  ContextKeyValues: [region],
                  ContextKeyType: 'string' as const,
                },
              ],
            }),
      }),
    );
    return EvaluationResults?.[0];
  };
  expect(await ask()).toMatchObject({ EvalDecision: 'implicitDeny', MissingContextValues: ['aws:RequestedRegion'] });
  expect((await ask('eu-west-1'))?.EvalDecision).toBe('allowed');
  expect((await ask('us-east-1'))?.EvalDecision).toBe('implicitDeny');
});

test('a user has the policies of groups, inside of a boundary', async () => {
  await using cloud = await testCloud();
  const iam = cloud.client(IAMClient);
  const { User } = await iam.send(new CreateUserCommand({ UserName: 'alice' }));
  await iam.send(new CreateGroupCommand({ GroupName: 'senders' }));
  await iam.send(new AddUserToGroupCommand({ UserName: 'alice', GroupName: 'senders' }));
  const ask = async (action: string) => {
    const { EvaluationResults } = await iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: User?.Arn,
        ActionNames: [action],
        ResourceArns: [QUEUE],
      }),
    );
    return EvaluationResults?.[0];
  };
  expect((await ask('sqs:SendMessage'))?.EvalDecision).toBe('implicitDeny');

  const PolicyArn = 'arn:aws:iam::aws:policy/AmazonSQSFullAccess';
  await iam.send(new AttachGroupPolicyCommand({ GroupName: 'senders', PolicyArn }));
  expect(await ask('sqs:SendMessage')).toMatchObject({
    EvalDecision: 'allowed',
    MatchedStatements: [{ SourcePolicyId: 'AmazonSQSFullAccess', SourcePolicyType: 'aws-managed' }],
  });
  await iam.send(
    new PutUserPolicyCommand({ UserName: 'alice', PolicyName: 'no', PolicyDocument: statement('Deny', 'sqs:Delete*') }),
  );
  expect(await ask('sqs:DeleteQueue')).toMatchObject({
    EvalDecision: 'explicitDeny',
    MatchedStatements: [{ SourcePolicyId: 'user_alice_no', SourcePolicyType: 'user' }],
  });
  const { Policy } = await iam.send(
    new CreatePolicyCommand({ PolicyName: 'bound', PolicyDocument: statement('Allow', 'sqs:Get*') }),
  );
  await iam.send(new PutUserPermissionsBoundaryCommand({ UserName: 'alice', PermissionsBoundary: Policy?.Arn }));
  expect((await ask('sqs:SendMessage'))?.EvalDecision).toBe('implicitDeny');
  expect((await ask('sqs:GetQueueUrl'))?.EvalDecision).toBe('allowed');
});

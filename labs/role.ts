import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import { ifPresent } from './clean-up.ts';

const MANAGED = 'arn:aws:iam::aws:policy';
export const BASIC_EXECUTION = `${MANAGED}/service-role/AWSLambdaBasicExecutionRole`;
export const SQS_FULL_ACCESS = `${MANAGED}/AmazonSQSFullAccess`;
export const DYNAMODB_FULL_ACCESS = `${MANAGED}/AmazonDynamoDBFullAccess`;

/** A role for functions with these managed policies; answers its ARN. */
export async function createFunctionRole(
  iam: IAMClient,
  RoleName: string,
  policies: readonly string[],
): Promise<string> {
  const Action = 'sts:AssumeRole';
  const Statement = [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action }];
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  for (const PolicyArn of policies) await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  return Role!.Arn!;
}

export async function deleteFunctionRole(iam: IAMClient, RoleName: string, policies: readonly string[]): Promise<void> {
  for (const PolicyArn of policies) {
    await ifPresent(() => iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })));
  }
  await ifPresent(() => iam.send(new DeleteRoleCommand({ RoleName })));
}

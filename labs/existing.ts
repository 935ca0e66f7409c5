import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { isMissing } from './clean-up.ts';
import type { LabEnvironment, LabNames } from './lab.ts';

/** Those of a lab's names that somebody uses already, each with its kind: `table orders`. */
export async function findExisting({ client }: LabEnvironment, names: LabNames): Promise<readonly string[]> {
  const dynamodb = new DynamoDBClient(client);
  const sqs = new SQSClient(client);
  const lambda = new LambdaClient(client);
  const iam = new IAMClient(client);
  const questions: readonly (readonly [string, () => Promise<unknown>])[] = [
    ...(names.tables ?? []).map(
      (TableName) => [`table ${TableName}`, () => dynamodb.send(new DescribeTableCommand({ TableName }))] as const,
    ),
    ...(names.queues ?? []).map(
      (QueueName) => [`queue ${QueueName}`, () => sqs.send(new GetQueueUrlCommand({ QueueName }))] as const,
    ),
    ...(names.functions ?? []).map(
      (FunctionName) =>
        [`function ${FunctionName}`, () => lambda.send(new GetFunctionConfigurationCommand({ FunctionName }))] as const,
    ),
    ...(names.roles ?? []).map(
      (RoleName) => [`role ${RoleName}`, () => iam.send(new GetRoleCommand({ RoleName }))] as const,
    ),
  ];
  const existing: string[] = [];
  for (const [name, ask] of questions) if (await isThere(ask)) existing.push(name);
  return existing;
}

async function isThere(ask: () => Promise<unknown>): Promise<boolean> {
  try {
    await ask();
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  type FunctionConfiguration,
  InvokeCommand,
  type InvokeCommandInput,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { zipSync } from 'fflate';
import type { TestCloud } from '../../support/cloud.ts';

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

/** The ARN of a role that Lambda may assume. */
export async function createRole(cloud: TestCloud, RoleName = 'function-role'): Promise<string> {
  const iam = cloud.client(IAMClient);
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: TRUST }));
  return Role!.Arn!;
}

/** A package with one file. */
export const packageOf = (code: string, file = 'index.mjs'): Uint8Array =>
  zipSync({ [file]: new TextEncoder().encode(code) });

export const ECHO = 'export const handler = async (event) => event;';

export async function createFunction(
  cloud: TestCloud,
  code: string,
  input: Partial<CreateFunctionCommandInput> = {},
): Promise<FunctionConfiguration> {
  const lambda = cloud.client(LambdaClient);
  return lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'f',
      Runtime: 'nodejs20.x',
      Handler: 'index.handler',
      Role: input.Role ?? (await createRole(cloud)),
      Code: { ZipFile: packageOf(code) },
      ...input,
    }),
  );
}

export async function invoke(cloud: TestCloud, payload: unknown, input: Partial<InvokeCommandInput> = {}) {
  const lambda = cloud.client(LambdaClient);
  const answer = await lambda.send(
    new InvokeCommand({ FunctionName: 'f', Payload: JSON.stringify(payload), ...input }),
  );
  const text = answer.Payload?.transformToString() ?? '';
  return { ...answer, result: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

export interface TestQueue {
  readonly url: string;
  readonly arn: string;
}

export async function createQueue(
  cloud: TestCloud,
  QueueName: string,
  Attributes: Record<string, string> = {},
): Promise<TestQueue> {
  const sqs = cloud.client(SQSClient);
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  const described = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  return { url: QueueUrl!, arn: described.Attributes!['QueueArn']! };
}

export async function createMapping(cloud: TestCloud, queue: TestQueue, input: object = {}): Promise<string> {
  const lambda = cloud.client(LambdaClient);
  const { UUID } = await lambda.send(
    new CreateEventSourceMappingCommand({ FunctionName: 'f', EventSourceArn: queue.arn, ...input }),
  );
  return UUID!;
}

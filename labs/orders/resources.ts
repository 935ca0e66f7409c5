import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DetachRolePolicyCommand,
  IAMClient,
} from '@aws-sdk/client-iam';
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  DeleteEventSourceMappingCommand,
  DeleteFunctionCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { CloudWatchLogsClient, DeleteLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { zipSync } from 'fflate';
import { packageRoot } from '../../src/lib/package-root.ts';
import type { LabEnvironment } from '../lab.ts';

export const QUEUE = 'orders-queue';
export const DEAD_LETTER_QUEUE = 'orders-dl-queue';
export const TABLE = 'orders';
export const SIMULATOR = 'lab-order-simulator';
export const PROCESSOR = 'lab-order-processor';
const MAX_RECEIVES = 3;
const BASIC = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
const SQS_FULL = 'arn:aws:iam::aws:policy/AmazonSQSFullAccess';
const DYNAMODB_FULL = 'arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess';

/** The roles as the lab attaches their policies. */
const ROLES: Readonly<Record<string, readonly string[]>> = {
  'lab-lambda-sqs-order-simulator': [BASIC, SQS_FULL],
  'lab-lambda-sqs-order-processor': [BASIC, SQS_FULL, DYNAMODB_FULL],
};

export const createClients = ({ client }: LabEnvironment) => ({
  dynamodb: new DynamoDBClient(client),
  iam: new IAMClient(client),
  lambda: new LambdaClient(client),
  logs: new CloudWatchLogsClient(client),
  sqs: new SQSClient(client),
});
export type Clients = ReturnType<typeof createClients>;

/** Builds the whole backend of the lab and answers the two queue URLs. */
export async function createBackend(clients: Clients): Promise<{ queueUrl: string; deadLetterQueueUrl: string }> {
  const queues = await createQueues(clients.sqs);
  await createTable(clients.dynamodb);
  const simulatorRole = await createRole(clients.iam, 'lab-lambda-sqs-order-simulator');
  const processorRole = await createRole(clients.iam, 'lab-lambda-sqs-order-processor');
  await createFunction(clients.lambda, SIMULATOR, simulatorRole, { ORDERS_QUEUE_URL: queues.queueUrl });
  await createFunction(clients.lambda, PROCESSOR, processorRole, { DYNAMODB_ORDERS_TABLE: TABLE });
  await clients.lambda.send(
    new CreateEventSourceMappingCommand({
      FunctionName: PROCESSOR,
      EventSourceArn: await toArn(clients.sqs, queues.queueUrl),
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 0,
      Enabled: true,
    }),
  );
  return queues;
}

async function createQueues(sqs: SQSClient): Promise<{ queueUrl: string; deadLetterQueueUrl: string }> {
  const deadLetter = await sqs.send(new CreateQueueCommand({ QueueName: DEAD_LETTER_QUEUE }));
  const RedrivePolicy = JSON.stringify({
    deadLetterTargetArn: await toArn(sqs, deadLetter.QueueUrl!),
    maxReceiveCount: MAX_RECEIVES,
  });
  const orders = await sqs.send(new CreateQueueCommand({ QueueName: QUEUE, Attributes: { RedrivePolicy } }));
  return { queueUrl: orders.QueueUrl!, deadLetterQueueUrl: deadLetter.QueueUrl! };
}

async function toArn(sqs: SQSClient, QueueUrl: string): Promise<string> {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  return Attributes!['QueueArn']!;
}

async function createTable(dynamodb: DynamoDBClient): Promise<void> {
  await dynamodb.send(
    new CreateTableCommand({
      TableName: TABLE,
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'N' }],
      ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
    }),
  );
  await waitUntilTableExists({ client: dynamodb, maxWaitTime: 30, minDelay: 0.1 }, { TableName: TABLE });
}

async function createRole(iam: IAMClient, RoleName: string): Promise<string> {
  const Action = 'sts:AssumeRole';
  const Statement = [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action }];
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  for (const PolicyArn of ROLES[RoleName]!) await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
  return Role!.Arn!;
}

async function createFunction(
  lambda: LambdaClient,
  FunctionName: string,
  Role: string,
  Variables: Record<string, string>,
): Promise<void> {
  const source = readFileSync(join(packageRoot, 'labs/orders/functions', FunctionName, 'lambda_function.py'));
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role,
      Runtime: 'python3.9',
      Handler: 'lambda_function.lambda_handler',
      Code: { ZipFile: zipSync({ 'lambda_function.py': source }) },
      Environment: { Variables },
      Timeout: 15,
    }),
  );
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 30, minDelay: 0.1 }, { FunctionName });
}

/** Deletes everything `createBackend` and the functions made; what is already gone is skipped. */
export async function deleteBackend({ dynamodb, iam, lambda, logs, sqs }: Clients): Promise<void> {
  await ifPresent(async () => {
    const { EventSourceMappings } = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName: PROCESSOR }));
    for (const { UUID } of EventSourceMappings ?? []) await lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
  });
  for (const FunctionName of [SIMULATOR, PROCESSOR]) {
    await ifPresent(() => lambda.send(new DeleteFunctionCommand({ FunctionName })));
    await ifPresent(() => logs.send(new DeleteLogGroupCommand({ logGroupName: `/aws/lambda/${FunctionName}` })));
  }
  for (const [RoleName, policies] of Object.entries(ROLES)) {
    for (const PolicyArn of policies) {
      await ifPresent(() => iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn })));
    }
    await ifPresent(() => iam.send(new DeleteRoleCommand({ RoleName })));
  }
  for (const QueueName of [QUEUE, DEAD_LETTER_QUEUE]) {
    await ifPresent(async () => {
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    });
  }
  await ifPresent(() => dynamodb.send(new DeleteTableCommand({ TableName: TABLE })));
}

const MISSING = new Set(['ResourceNotFoundException', 'NoSuchEntityException', 'NoSuchEntity', 'QueueDoesNotExist']);

async function ifPresent(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!(error instanceof Error) || !MISSING.has(error.name)) throw error;
  }
}

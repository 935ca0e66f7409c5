import { CreateTableCommand, DeleteTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { ifPresent } from '../clean-up.ts';
import { createFunction, deleteFunction } from '../function.ts';
import type { LabEnvironment, LabNames } from '../lab.ts';
import {
  BASIC_EXECUTION,
  createFunctionRole,
  deleteFunctionRole,
  DYNAMODB_FULL_ACCESS,
  SQS_FULL_ACCESS,
} from '../role.ts';

export const QUEUE = 'orders-queue';
export const DEAD_LETTER_QUEUE = 'orders-dl-queue';
export const TABLE = 'orders';
export const SIMULATOR = 'lab-order-simulator';
export const PROCESSOR = 'lab-order-processor';
const MAX_RECEIVES = 3;

/** The roles as the lab attaches their policies. */
const ROLES: Readonly<Record<string, readonly string[]>> = {
  'lab-lambda-sqs-order-simulator': [BASIC_EXECUTION, SQS_FULL_ACCESS],
  'lab-lambda-sqs-order-processor': [BASIC_EXECUTION, SQS_FULL_ACCESS, DYNAMODB_FULL_ACCESS],
};

export const NAMES: LabNames = {
  tables: [TABLE],
  queues: [QUEUE, DEAD_LETTER_QUEUE],
  functions: [SIMULATOR, PROCESSOR],
  roles: Object.keys(ROLES),
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
  await createPythonFunction(clients, SIMULATOR, 'lab-lambda-sqs-order-simulator', {
    ORDERS_QUEUE_URL: queues.queueUrl,
  });
  await createPythonFunction(clients, PROCESSOR, 'lab-lambda-sqs-order-processor', { DYNAMODB_ORDERS_TABLE: TABLE });
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

async function createPythonFunction(
  { iam, lambda }: Clients,
  name: string,
  roleName: string,
  variables: Record<string, string>,
): Promise<void> {
  await createFunction(lambda, {
    name,
    lab: 'orders',
    file: 'lambda_function.py',
    runtime: 'python3.9',
    handler: 'lambda_function.lambda_handler',
    role: await createFunctionRole(iam, roleName, ROLES[roleName]!),
    variables,
  });
}

/** Deletes everything `createBackend` and the functions made; what is already gone is skipped. */
export async function deleteBackend({ dynamodb, iam, lambda, logs, sqs }: Clients): Promise<void> {
  await ifPresent(async () => {
    const { EventSourceMappings } = await lambda.send(new ListEventSourceMappingsCommand({ FunctionName: PROCESSOR }));
    for (const { UUID } of EventSourceMappings ?? []) await lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
  });
  for (const name of [SIMULATOR, PROCESSOR]) await deleteFunction({ lambda, logs }, name);
  for (const [roleName, policies] of Object.entries(ROLES)) await deleteFunctionRole(iam, roleName, policies);
  for (const QueueName of [QUEUE, DEAD_LETTER_QUEUE]) {
    await ifPresent(async () => {
      const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
      await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    });
  }
  await ifPresent(() => dynamodb.send(new DeleteTableCommand({ TableName: TABLE })));
}

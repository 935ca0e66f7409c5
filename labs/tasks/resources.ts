import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  UpdateTableCommand,
  waitUntilTableExists,
  type GlobalSecondaryIndexDescription,
} from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient, UpdateFunctionConfigurationCommand, waitUntilFunctionUpdatedV2 } from '@aws-sdk/client-lambda';
import { ifPresent } from '../clean-up.ts';
import { createFunction, deleteFunction } from '../function.ts';
import type { LabEnvironment, LabNames } from '../lab.ts';
import { BASIC_EXECUTION, createFunctionRole, deleteFunctionRole, DYNAMODB_FULL_ACCESS } from '../role.ts';

export const TABLE = 'Tasks';
export const INDEX = 'byUser';
export const GET_TASKS = 'getTasks';
const FUNCTIONS = ['createTask', GET_TASKS, 'deleteTask'];
const ROLE = 'lab-tasks-functions';
const POLICIES = [BASIC_EXECUTION, DYNAMODB_FULL_ACCESS];
const WAIT = { maxWaitTime: 30, minDelay: 0.1 };

export const NAMES: LabNames = { tables: [TABLE], functions: FUNCTIONS, roles: [ROLE] };

export const createClients = ({ client }: LabEnvironment) => ({
  dynamodb: new DynamoDBClient(client),
  iam: new IAMClient(client),
  lambda: new LambdaClient(client),
  logs: new CloudWatchLogsClient(client),
});
export type Clients = ReturnType<typeof createClients>;

export async function createTable({ dynamodb }: Clients): Promise<void> {
  await dynamodb.send(
    new CreateTableCommand({
      TableName: TABLE,
      KeySchema: [
        { AttributeName: 'taskId', KeyType: 'HASH' },
        { AttributeName: 'userId', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'taskId', AttributeType: 'S' },
        { AttributeName: 'userId', AttributeType: 'S' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await waitUntilTableExists({ client: dynamodb, ...WAIT }, { TableName: TABLE });
}

export async function createFunctions({ iam, lambda }: Clients): Promise<void> {
  const role = await createFunctionRole(iam, ROLE, POLICIES);
  for (const name of FUNCTIONS) {
    await createFunction(lambda, {
      name,
      lab: 'tasks',
      file: 'index.js',
      runtime: 'nodejs14.x',
      handler: 'index.handler',
      role,
      variables: { TASKS_TABLE: TABLE },
    });
  }
}

/** An index by user on the items that are there; in it, the tasks of a user lie in the order of their creation. */
export async function createIndex({ dynamodb }: Clients): Promise<void> {
  const Create = {
    IndexName: INDEX,
    KeySchema: [
      { AttributeName: 'userId', KeyType: 'HASH' as const },
      { AttributeName: 'createdAt', KeyType: 'RANGE' as const },
    ],
    Projection: { ProjectionType: 'ALL' as const },
  };
  await dynamodb.send(
    new UpdateTableCommand({
      TableName: TABLE,
      AttributeDefinitions: [
        { AttributeName: 'userId', AttributeType: 'S' },
        { AttributeName: 'createdAt', AttributeType: 'S' },
      ],
      GlobalSecondaryIndexUpdates: [{ Create }],
    }),
  );
}

export async function describeIndex({ dynamodb }: Clients): Promise<GlobalSecondaryIndexDescription> {
  const { Table } = await dynamodb.send(new DescribeTableCommand({ TableName: TABLE }));
  return Table!.GlobalSecondaryIndexes![0]!;
}

/** From now on getTasks asks the index. */
export async function useIndex({ lambda }: Clients): Promise<void> {
  await lambda.send(
    new UpdateFunctionConfigurationCommand({
      FunctionName: GET_TASKS,
      Environment: { Variables: { TASKS_TABLE: TABLE, TASKS_INDEX: INDEX } },
    }),
  );
  await waitUntilFunctionUpdatedV2({ client: lambda, ...WAIT }, { FunctionName: GET_TASKS });
}

/** Deletes everything the lab made; what is already gone is skipped. */
export async function deleteBackend({ dynamodb, iam, lambda, logs }: Clients): Promise<void> {
  for (const name of FUNCTIONS) await deleteFunction({ lambda, logs }, name);
  await deleteFunctionRole(iam, ROLE, POLICIES);
  await ifPresent(() => dynamodb.send(new DeleteTableCommand({ TableName: TABLE })));
}

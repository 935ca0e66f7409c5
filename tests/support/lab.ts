import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { LabEnvironment } from '../../labs/lab.ts';
import type { TestCloud } from './cloud.ts';

/** Runs a lab in a test, on its virtual clock. */
export const labEnvironment = (cloud: TestCloud): LabEnvironment => ({
  client: {
    endpoint: cloud.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  },
  pass: (milliseconds) => cloud.clock.advance({ milliseconds }),
  progress: () => undefined,
});

/** The names of whatever is left in a cloud. */
export async function remains({ endpoint }: { readonly endpoint: string }): Promise<string[]> {
  const settings = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const [queues, tables, functions, roles, groups] = await Promise.all([
    new SQSClient(settings).send(new ListQueuesCommand({})),
    new DynamoDBClient(settings).send(new ListTablesCommand({})),
    new LambdaClient(settings).send(new ListFunctionsCommand({})),
    new IAMClient(settings).send(new ListRolesCommand({})),
    new CloudWatchLogsClient(settings).send(new DescribeLogGroupsCommand({})),
  ]);
  return [
    ...(queues.QueueUrls ?? []),
    ...(tables.TableNames ?? []),
    ...(functions.Functions ?? []).map((one) => one.FunctionName!),
    ...(roles.Roles ?? []).map((one) => one.RoleName!),
    ...(groups.logGroups ?? []).map((one) => one.logGroupName!),
  ];
}

import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as scaling from '@aws-sdk/client-application-auto-scaling';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as streams from '@aws-sdk/client-dynamodb-streams';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as sqs from '@aws-sdk/client-sqs';
import * as sts from '@aws-sdk/client-sts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ServiceName } from '../../../src/kernel/clients.ts';
import { loadModel } from '../../../src/model/service-model.ts';
import { registry } from '../../../src/services/registry.ts';
import { testCloud, type TestCloud } from '../../support/cloud.ts';
import { createFunction, createRole, ECHO } from '../lambda/support.ts';
import { hostile } from './hostile.ts';

interface SdkClient {
  send(command: unknown): Promise<unknown>;
}
type Sdk = Record<string, new (input: object) => SdkClient>;

const SERVICES: readonly (readonly [ServiceName, object, string])[] = [
  ['sqs', sqs, 'SQSClient'],
  ['dynamodb', dynamodb, 'DynamoDBClient'],
  ['dynamodbstreams', streams, 'DynamoDBStreamsClient'],
  ['lambda', lambda, 'LambdaClient'],
  ['logs', logs, 'CloudWatchLogsClient'],
  ['iam', iam, 'IAMClient'],
  ['sts', sts, 'STSClient'],
  ['application-autoscaling', scaling, 'ApplicationAutoScalingClient'],
];

/** For each service, shared by its operations. More, and others, on demand. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 500);
const SEED = Number(process.env['FUZZ_SEED'] ?? 1);

/** One thing of each kind, so that some inputs name what exists. */
async function furnish(cloud: TestCloud): Promise<readonly string[]> {
  const queue = await cloud.client(sqs.SQSClient).send(new sqs.CreateQueueCommand({ QueueName: 'q' }));
  const { TableDescription } = await cloud.client(dynamodb.DynamoDBClient).send(
    new dynamodb.CreateTableCommand({
      TableName: 'ttt',
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
    }),
  );
  const Role = await createRole(cloud, 'r');
  const { FunctionArn } = await createFunction(cloud, ECHO, { Role });
  const client = cloud.client(logs.CloudWatchLogsClient);
  await client.send(new logs.CreateLogGroupCommand({ logGroupName: 'g' }));
  await client.send(new logs.CreateLogStreamCommand({ logGroupName: 'g', logStreamName: 's' }));
  await cloud.client(iam.IAMClient).send(new iam.CreateUserCommand({ UserName: 'u' }));
  return [
    ...'q ttt r f g s u id S HASH'.split(' '),
    Role,
    FunctionArn!,
    queue.QueueUrl!,
    TableDescription!.LatestStreamArn!,
    'arn:aws:sqs:us-east-1:000000000000:q',
    'arn:aws:dynamodb:us-east-1:000000000000:table/ttt',
    'arn:aws:logs:us-east-1:000000000000:log-group:g',
    JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } }),
  ];
}

/** A virtual clock moves only when it is told, so a long poll would wait for ever. */
const withoutWaiting = (input: Record<string, unknown>) =>
  'WaitTimeSeconds' in input ? { ...input, WaitTimeSeconds: 0 } : input;

test.each(SERVICES)('nothing that has the types of an input makes %s fail', async (name, sdk, clientName) => {
  const { service } = await registry[name].load();
  const model = loadModel(name, sdk, service.constraints as never);
  const implemented = Object.entries(service.operations as Record<string, unknown>)
    .filter(([, operation]) => operation !== 'unsupported')
    .map(([operation]) => operation);
  const failures: string[] = [];
  let successes = 0;
  for (const operation of implemented) {
    await using cloud = await testCloud();
    const names = await furnish(cloud);
    const client = cloud.client((sdk as Sdk)[clientName]!);
    const Command = (sdk as Sdk)[`${operation}Command`]!;
    const inputs = fc.sample(hostile(model.operation(operation)!.input, names), {
      numRuns: Math.ceil(RUNS / implemented.length),
      seed: SEED,
    });
    for (const input of inputs.map(withoutWaiting)) {
      const failure = await outcome(client.send(new Command(input)));
      if (failure === 'none') successes++;
      else if (failure) failures.push(`${operation} ${JSON.stringify(input)}: ${failure}`);
    }
  }
  expect(failures.join('\n')).toBe('');
  // Otherwise the inputs were too bad to reach anything; a scalable target needs three right words at once.
  if (name !== 'application-autoscaling') expect(successes).toBeGreaterThan(0);
});

/** What is wrong with an answer, 'none' for a yes; a no of AWS's is right. */
async function outcome(call: Promise<unknown>): Promise<string | undefined> {
  try {
    await call;
    return 'none';
  } catch (error) {
    const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
    // Without a status, the SDK itself refused to send it.
    return status === undefined || status < 500 || status === 501 ? undefined : String(error);
  }
}

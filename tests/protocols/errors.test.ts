import { AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as s3 from '@aws-sdk/client-s3';
import * as sqs from '@aws-sdk/client-sqs';
import * as sts from '@aws-sdk/client-sts';
import { HttpResponse } from '@smithy/core/transport';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { AwsError } from '../../src/kernel/aws-error.ts';
import { loadModel, type ServiceModel } from '../../src/model/service-model.ts';
import { loadProtocol } from '../../src/protocols/load.ts';
import type { WireProtocolName } from '../../src/protocols/wire.ts';
import { lowerCase, sdkClient, toWire } from './round-trip.ts';
import { s3Model } from './s3-model.ts';

type ClientClass = Parameters<typeof sdkClient>[0];
type Schemas = Readonly<Record<string, unknown>>;

interface Api {
  readonly model: ServiceModel;
  readonly protocol: WireProtocolName;
  readonly schemas: Schemas;
  readonly Client: ClientClass;
  readonly command: object;
  readonly config?: Record<string, unknown>;
}

const putLogEvents = new logs.PutLogEventsCommand({ logGroupName: 'g', logStreamName: 's', logEvents: [] });
const apis: Readonly<Record<string, Api>> = {
  DynamoDB: {
    model: loadModel('dynamodb', dynamodb),
    protocol: 'awsJson1_0',
    schemas: dynamodb,
    Client: dynamodb.DynamoDBClient,
    command: new dynamodb.ListTablesCommand({}),
  },
  SQS: {
    model: loadModel('sqs', sqs),
    protocol: 'awsJson1_0',
    schemas: sqs,
    Client: sqs.SQSClient,
    command: new sqs.ListQueuesCommand({}),
  },
  'CloudWatch Logs': {
    model: loadModel('logs', logs),
    protocol: 'awsJson1_1',
    schemas: logs,
    Client: logs.CloudWatchLogsClient,
    command: putLogEvents,
  },
  'CloudWatch Logs in CBOR': {
    model: loadModel('logs', logs),
    protocol: 'rpcV2Cbor',
    schemas: logs,
    Client: logs.CloudWatchLogsClient,
    command: putLogEvents,
    config: { protocol: AwsSmithyRpcV2CborProtocol },
  },
  IAM: {
    model: loadModel('iam', iam),
    protocol: 'awsQuery',
    schemas: iam,
    Client: iam.IAMClient,
    command: new iam.ListUsersCommand({}),
  },
  STS: {
    model: loadModel('sts', sts),
    protocol: 'awsQuery',
    schemas: sts,
    Client: sts.STSClient,
    command: new sts.GetCallerIdentityCommand({}),
  },
  Lambda: {
    model: loadModel('lambda', lambda),
    protocol: 'restJson1',
    schemas: lambda,
    Client: lambda.LambdaClient,
    command: new lambda.ListFunctionsCommand({}),
  },
  S3: {
    model: s3Model(),
    protocol: 'restXml',
    schemas: s3,
    Client: s3.S3Client,
    command: new s3.ListBucketsCommand({}),
  },
};

/** The errors that an API models, but for the client's base class. */
const errorNames = (schemas: Schemas) =>
  Object.entries(schemas).flatMap(([key, schema]) =>
    key.endsWith('$') && Array.isArray(schema) && schema[0] === -3 && schema[3] !== 0 ? [schema[2] as string] : [],
  );

describe.each(Object.entries(apis))('%s: the SDK client throws the error that we answer', (_name, api) => {
  test.each(errorNames(api.schemas))('%s', async (name) => {
    const thrown = await ask(api, new AwsError(name, 'What went wrong: <&>"é'));

    const status = api.model.error(name)!;
    expect(thrown.name).toBe(name);
    expect(thrown.message).toBe('What went wrong: <&>"é');
    expect(thrown).toBeInstanceOf(api.schemas[name] as new () => unknown);
    expect(thrown.$metadata).toMatchObject({
      httpStatusCode: api.protocol === 'awsQuery' ? (status.queryStatus ?? status.status) : status.status,
      requestId: 'request-1',
    });
  });

  test('an error that the API does not model keeps its code', async () => {
    const thrown = await ask(api, new AwsError('ThrottledByCirro', 'Slow down.'));
    expect(thrown.name).toBe('ThrottledByCirro');
    expect(thrown.message).toBe('Slow down.');
  });
});

async function ask({ model, protocol: name, Client, command, config = {} }: Api, error: AwsError) {
  const protocol = await loadProtocol(name);
  const client = sdkClient(
    Client,
    async (request) => {
      const answer = { requestId: 'request-1', request: await toWire(request) };
      const { status, headers, body } = protocol.serializeError(model, undefined, error, answer);
      return {
        response: new HttpResponse({ statusCode: status, headers: lowerCase(headers), body: Readable.from([body]) }),
      };
    },
    config,
  );
  return client.send(command).then(
    () => Promise.reject(new Error('It did not throw.')),
    (thrown: unknown) => thrown as Error & { readonly $metadata: object },
  );
}

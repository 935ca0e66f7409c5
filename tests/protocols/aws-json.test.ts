import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as sqs from '@aws-sdk/client-sqs';
import { describe, test } from 'vitest';
import { loadModel } from '../../src/model/service-model.ts';
import { awsJson1_0, awsJson1_1 } from '../../src/protocols/aws-json.ts';
import { constraints as dynamodbConstraints } from '../../src/services/dynamodb/constraints.ts';
import { constraints as logsConstraints } from '../../src/services/logs/constraints.ts';
import { constraints as sqsConstraints } from '../../src/services/sqs/constraints.ts';
import { anyText } from './arbitrary.ts';
import { checkOperation } from './round-trip.ts';

/** Their answers are streams of events, which have a test of their own. */
const STREAMING: ReadonlySet<string> = new Set(['StartLiveTail', 'GetLogObject']);

const output = { text: anyText };

describe('DynamoDB in AWS JSON 1.0, as its SDK client writes and reads it', () => {
  const model = loadModel('dynamodb', dynamodb, dynamodbConstraints);
  const input = { text: anyText, constraints: dynamodbConstraints };
  const options = { model, protocol: awsJson1_0, schemas: dynamodb, Client: dynamodb.DynamoDBClient, input, output };
  test.each(model.operationNames)('%s', (name) => checkOperation(options, name));
});

describe('SQS in AWS JSON 1.0', () => {
  const model = loadModel('sqs', sqs, sqsConstraints);
  const input = { text: anyText, constraints: sqsConstraints };
  const config = { md5: false };
  const options = { model, protocol: awsJson1_0, schemas: sqs, Client: sqs.SQSClient, input, output, config };
  test.each(model.operationNames)('%s', (name) => checkOperation(options, name));
});

describe('CloudWatch Logs in AWS JSON 1.1', () => {
  const model = loadModel('logs', logs, logsConstraints);
  const input = { text: anyText, constraints: logsConstraints };
  const options = { model, protocol: awsJson1_1, schemas: logs, Client: logs.CloudWatchLogsClient, input, output };
  const names = model.operationNames.filter((name) => !STREAMING.has(name));
  test.each(names)('%s', (name) => checkOperation(options, name));
});

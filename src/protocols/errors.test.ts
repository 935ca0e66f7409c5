import * as logsSchemas from '@aws-sdk/client-cloudwatch-logs';
import * as dynamodbSchemas from '@aws-sdk/client-dynamodb';
import * as iamSchemas from '@aws-sdk/client-iam';
import * as lambdaSchemas from '@aws-sdk/client-lambda';
import * as sqsSchemas from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { AwsError } from '../kernel/aws-error.ts';
import { loadModel, type ServiceModel } from '../model/service-model.ts';
import { awsJson1_0, awsJson1_1 } from './aws-json.ts';
import { awsQuery } from './aws-query.ts';
import { restJson1 } from './rest-json.ts';
import type { Protocol, WireRequest } from './wire.ts';

const sqs = loadModel('sqs', sqsSchemas);
const dynamodb = loadModel('dynamodb', dynamodbSchemas);
const lambda = loadModel('lambda', lambdaSchemas);
const iam = loadModel('iam', iamSchemas);

const request = (partial: Partial<WireRequest> = {}): WireRequest => ({
  method: 'POST',
  path: '/',
  query: '',
  headers: {},
  body: new Uint8Array(),
  ...partial,
});

function answer(protocol: Protocol, model: ServiceModel, error: AwsError) {
  const { status, headers, body } = protocol.serializeError(model, undefined, error, {
    requestId: 'r',
    request: request(),
  });
  return { status, headers, body: Buffer.from(body as Uint8Array).toString() };
}

/** What a route that leads nowhere answers. */
function nowhere(protocol: Protocol, model: ServiceModel, wire: WireRequest) {
  try {
    protocol.route(model, wire);
  } catch (error) {
    if (error instanceof AwsError) return answer(protocol, model, error);
    throw error;
  }
  throw new Error('It leads somewhere.');
}

describe('AWS JSON', () => {
  test('an error of the service has its namespace', () => {
    const { status, body } = answer(awsJson1_0, dynamodb, new AwsError('ResourceNotFoundException', 'gone'));
    expect(status).toBe(400);
    expect(body).toBe('{"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException","message":"gone"}');
  });

  test('an error of the framework has the framework’s', () => {
    const validation = answer(awsJson1_0, dynamodb, new AwsError('ValidationException', 'bad'));
    expect(validation.body).toBe('{"__type":"com.amazon.coral.validate#ValidationException","message":"bad"}');
    const token = answer(awsJson1_0, dynamodb, new AwsError('UnrecognizedClientException', 'bad'));
    expect(token.body).toBe('{"__type":"com.amazon.coral.service#UnrecognizedClientException","message":"bad"}');
  });

  test('an error carries its own members, in the wire’s form', () => {
    const fields = { Item: { id: { B: Buffer.from([1]) } } };
    const error = new AwsError('ConditionalCheckFailedException', 'The conditional request failed', { fields });
    expect(answer(awsJson1_0, dynamodb, error).body).toBe(
      '{"__type":"com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException","message":"The conditional request failed","Item":{"id":{"B":"AQ=="}}}',
    );
  });

  test('version 1.1 says the name alone', () => {
    const logs = loadModel('logs', logsSchemas);
    const { body, headers } = answer(awsJson1_1, logs, new AwsError('ResourceNotFoundException', 'gone'));
    expect(body).toBe('{"__type":"ResourceNotFoundException","message":"gone"}');
    expect(headers['Content-Type']).toBe('application/x-amz-json-1.1');
  });

  test('SQS also tells the code of old, by either name', () => {
    const known = answer(awsJson1_0, sqs, new AwsError('QueueDoesNotExist', 'no'));
    expect(known.headers['x-amzn-query-error']).toBe('AWS.SimpleQueueService.NonExistentQueue;Sender');
    expect(known.body).toBe('{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"no"}');
    const unlisted = answer(awsJson1_0, sqs, new AwsError('InvalidParameterValue', 'no'));
    expect(unlisted.headers['x-amzn-query-error']).toBe('InvalidParameterValue;Sender');
    expect(unlisted.body).toBe('{"__type":"com.amazon.coral.service#InvalidParameterValueException","message":"no"}');
  });

  test('an unknown operation has no message; what is not JSON at all is answered in XML', () => {
    const json = { 'content-type': 'application/x-amz-json-1.0' };
    const unknown = nowhere(
      awsJson1_0,
      dynamodb,
      request({ headers: { ...json, 'x-amz-target': 'DynamoDB_20120810.Do' } }),
    );
    expect(unknown.body).toBe('{"__type":"com.amazon.coral.service#UnknownOperationException"}');
    const form = request({ headers: { 'content-type': 'text/plain', 'x-amz-target': 'DynamoDB_20120810.GetItem' } });
    expect(nowhere(awsJson1_0, dynamodb, form)).toMatchObject({ status: 404, body: '<UnknownOperationException/>\n' });
  });
});

describe('AWS Query', () => {
  test('an error in the envelope, with the code of Query and its status', () => {
    const { status, body } = answer(awsQuery, sqs, new AwsError('PurgeQueueInProgress', 'a < b'));
    expect(status).toBe(403);
    expect(body).toBe(
      '<ErrorResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><Error><Type>Sender</Type><Code>AWS.SimpleQueueService.PurgeQueueInProgress</Code><Message>a &lt; b</Message><Detail/></Error><RequestId>r</RequestId></ErrorResponse>',
    );
    expect(answer(awsQuery, iam, new AwsError('NoSuchEntityException', 'no'))).toMatchObject({ status: 404 });
    expect(answer(awsQuery, iam, new AwsError('NoSuchEntityException', 'no')).body).toContain(
      '<Code>NoSuchEntity</Code>',
    );
  });

  test('unknown actions and versions', () => {
    const action = (query: string) => request({ query });
    expect(nowhere(awsQuery, iam, action('Action=Fly&Version=2010-05-08')).body).toContain(
      '<Code>InvalidAction</Code><Message>Could not find operation Fly for version 2010-05-08</Message>',
    );
    expect(nowhere(awsQuery, iam, action('Action=GetUser')).body).toContain('GetUser for version NO_VERSION_SPECIFIED');
    expect(nowhere(awsQuery, sqs, action('Action=Fly')).body).toContain(
      'The action Fly is not valid for this endpoint.',
    );
    expect(nowhere(awsQuery, sqs, action('Version=2012-11-05'))).toMatchObject({ status: 404 });
  });
});

describe('REST JSON', () => {
  test('the header names the error, and the body says whose fault it is', () => {
    const { status, headers, body } = answer(restJson1, lambda, new AwsError('ResourceNotFoundException', 'gone'));
    expect(status).toBe(404);
    expect(headers['x-amzn-ErrorType']).toBe('ResourceNotFoundException');
    expect(JSON.parse(body)).toEqual({ Type: 'User', Message: 'gone' });
  });

  test('an error’s header members are headers', () => {
    const error = new AwsError('TooManyRequestsException', 'slow down', {
      fields: { retryAfterSeconds: '3', Reason: 'CallerRateLimitExceeded' },
    });
    const { status, headers, body } = answer(restJson1, lambda, error);
    expect(status).toBe(429);
    expect(headers['Retry-After']).toBe('3');
    expect(JSON.parse(body)).toEqual({ Type: 'User', message: 'slow down', Reason: 'CallerRateLimitExceeded' });
  });

  test('a path that is nobody’s', () => {
    expect(nowhere(restJson1, lambda, request({ path: '/2015-03-31/nothing' }))).toMatchObject({
      status: 403,
      body: '{"Message":"Unable to determine service/operation name to be authorized"}',
    });
  });
});

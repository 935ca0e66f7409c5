import * as logsSchemas from '@aws-sdk/client-cloudwatch-logs';
import * as dynamodbSchemas from '@aws-sdk/client-dynamodb';
import * as sqsSchemas from '@aws-sdk/client-sqs';
import { describe, expect, test } from 'vitest';
import { AwsError } from '../kernel/aws-error.ts';
import type { ServiceName } from '../kernel/clients.ts';
import { loadModel, type ServiceModel } from '../model/service-model.ts';
import { constraints as dynamodbConstraints } from '../services/dynamodb/constraints.ts';
import { constraints as logsConstraints } from '../services/logs/constraints.ts';
import { constraints as sqsConstraints } from '../services/sqs/constraints.ts';
import { awsJson1_0 } from './aws-json.ts';

const models: Partial<Record<ServiceName, ServiceModel>> = {
  dynamodb: loadModel('dynamodb', dynamodbSchemas, dynamodbConstraints),
  sqs: loadModel('sqs', sqsSchemas, sqsConstraints),
  logs: loadModel('logs', logsSchemas, logsConstraints),
};

function parse(service: ServiceName, operation: string, body: string | Uint8Array): unknown {
  const model = models[service]!;
  const headers = { 'content-type': 'application/json', 'x-amz-target': `${model.facts.targetPrefix}.${operation}` };
  const request = { method: 'POST', path: '/', query: '', headers, body: Buffer.from(body) };
  return awsJson1_0.parse(model, awsJson1_0.route(model, request), request);
}

function refusal(service: ServiceName, operation: string, body: string | Uint8Array): string {
  try {
    parse(service, operation, body);
  } catch (error) {
    if (error instanceof AwsError && error.code === 'SerializationException') return error.message;
    throw error;
  }
  return 'accepted';
}

describe('DynamoDB says what it cannot read in its own words', () => {
  test.each([
    ['{"TableName":1}', 'NUMBER_VALUE cannot be converted to String'],
    ['{"TableName":1.5}', 'DECIMAL_VALUE cannot be converted to String'],
    ['{"TableName":true}', 'TRUE_VALUE cannot be converted to String'],
    ['{"TableName":[]}', 'Unrecognized collection type class java.lang.String'],
    ['{"TableName":{}}', 'Start of structure or map found where not expected'],
    ['{"Item":"a"}', 'Unexpected field type'],
    ['{"Item":{"a":1}}', 'Unexpected value type in payload'],
    ['{"Item":{"a":{"S":1}}}', 'NUMBER_VALUE cannot be converted to String'],
    ['{"Item":{"a":{"BOOL":"maybe"}}}', 'Unexpected token received from parser'],
    ['{"Item":{"a":{"B":1}}}', 'only base-64-encoded strings are convertible to bytes'],
    ['{"Item":{"a":{"B":"abc"}}}', 'Base64 encoded length is expected a multiple of 4 bytes but found: 3'],
    ['{"Item":{"a":{"B":"ab=="}}}', 'Invalid last non-pad Base64 character dectected'],
    ['{"Item":{"a":{"SS":"x"}}}', 'Unexpected field type'],
    ['{"Item":{"a":{"SS":[1]}}}', 'NUMBER_VALUE cannot be converted to String'],
    [
      '{"ExpressionAttributeNames":[]}',
      'Unrecognized collection type java.util.Map<java.lang.String, java.lang.String>',
    ],
  ])('%s', (body, message) => expect(refusal('dynamodb', 'PutItem', body)).toBe(message));

  test('a list inside a map fails in a cast', () => {
    expect(refusal('dynamodb', 'BatchWriteItem', '{"RequestItems":{"t":1}}')).toMatch(/^class sun\.reflect\.generics/);
  });

  test('booleans may be written as words', () => {
    expect(parse('dynamodb', 'GetItem', '{"ConsistentRead":"yes"}')).toEqual({ ConsistentRead: true });
  });
});

describe('the other services share theirs', () => {
  test.each([
    ['{"QueueUrl":1}', 'NUMBER_VALUE can not be converted to a String'],
    ['{"QueueUrl":true}', 'TRUE_VALUE can not be converted to a String'],
    ['{"DelaySeconds":"1"}', 'STRING_VALUE can not be converted to an Integer'],
    ['{"DelaySeconds":[1]}', 'Start of list found where not expected'],
    ['{"DelaySeconds":{}}', 'Start of structure or map found where not expected.'],
    ['{"MessageAttributes":"x"}', 'Expected map or null'],
    ['{"MessageAttributes":{"a":"x"}}', 'Expected null'],
  ])('%s', (body, message) => expect(refusal('sqs', 'SendMessage', body)).toBe(message));

  test('lists and longs', () => {
    expect(refusal('sqs', 'GetQueueAttributes', '{"AttributeNames":"All"}')).toBe('Expected list or null');
    expect(refusal('logs', 'GetLogEvents', '{"startTime":"now"}')).toBe('STRING_VALUE can not be converted to a Long');
  });
});

describe('a body that is no JSON object has no message', () => {
  test.each(['{', '', 'null', '"x"', '1', '{"QueueUrl":"a",}', '\u0000'])('%j', (body) => {
    expect(refusal('sqs', 'SendMessage', body)).toBe('');
  });

  test('nor have bytes that are no UTF-8', () => {
    expect(refusal('sqs', 'SendMessage', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]))).toBe('');
  });

  test('but a list has', () =>
    expect(refusal('sqs', 'SendMessage', '[]')).toBe('Start of list found where not expected'));
});

test('nulls and unknown members are as if they were not there', () => {
  expect(parse('sqs', 'SendMessage', '{"QueueUrl":null,"MessageBody":"b","Colour":"red"}')).toEqual({
    MessageBody: 'b',
  });
});

test('of a member written twice, the last counts', () => {
  expect(parse('sqs', 'SendMessage', '{"MessageBody":"a","MessageBody":"b"}')).toEqual({ MessageBody: 'b' });
});

test('fractions of whole numbers are cut off', () => {
  expect(parse('sqs', 'SendMessage', '{"DelaySeconds":5.9}')).toEqual({ DelaySeconds: 5 });
});

test('__proto__ is a key like any other', () => {
  const input = parse('dynamodb', 'PutItem', '{"Item":{"__proto__":{"B":"AA=="}},"__proto__":{"x":1}}') as {
    Item: object;
  };
  expect(Object.getPrototypeOf(input)).toBe(Object.prototype);
  expect(Object.getPrototypeOf(input.Item)).toBe(Object.prototype);
  expect(Object.entries(input.Item)).toEqual([['__proto__', { B: Buffer.from([0]) }]]);
});

test('nesting that no input needs is refused before it can exhaust the stack', () => {
  const deep = `{"Item":${'{"a":{"M":'.repeat(50_000)}{}${'}}'.repeat(50_000)}}`;
  expect(refusal('dynamodb', 'PutItem', deep)).toBe('');
});

import * as autoScalingSchemas from '@aws-sdk/client-application-auto-scaling';
import * as dynamodbSchemas from '@aws-sdk/client-dynamodb';
import * as lambdaSchemas from '@aws-sdk/client-lambda';
import * as logsSchemas from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from 'vitest';
import { constraints as autoScalingConstraints } from '../services/application-autoscaling/constraints.ts';
import { constraints as dynamodbConstraints } from '../services/dynamodb/constraints.ts';
import { constraints as lambdaConstraints } from '../services/lambda/constraints.ts';
import { constraints as logsConstraints } from '../services/logs/constraints.ts';
import { loadModel } from './service-model.ts';
import { renderViolations, validate } from './validate.ts';

const autoScaling = loadModel('application-autoscaling', autoScalingSchemas, autoScalingConstraints);
const dynamodb = loadModel('dynamodb', dynamodbSchemas, dynamodbConstraints);
const lambda = loadModel('lambda', lambdaSchemas, lambdaConstraints);
const logs = loadModel('logs', logsSchemas, logsConstraints);

test('a valid input has no violations', () => {
  expect(validate(dynamodb, 'GetItem', { TableName: 'orders', Key: { id: { S: '1' } } })).toEqual([]);
});

test('what only Java calls a class of characters is one here too', () => {
  const violations = (PolicyName: string) =>
    validate(autoScaling, 'PutScalingPolicy', {
      PolicyName,
      ServiceNamespace: 'dynamodb',
      ResourceId: 'table/Tasks',
      ScalableDimension: 'dynamodb:table:ReadCapacityUnits',
    });
  expect(violations('read policy')).toEqual([]);
  expect(violations('read\npolicy')).toHaveLength(1);
});

test('a required member that is missing must not be null', () => {
  expect(validate(dynamodb, 'GetItem', { TableName: 'orders' })).toEqual([
    "Value null at 'key' failed to satisfy constraint: Member must not be null",
  ]);
});

test('a string that is too short is quoted with its path in small letters', () => {
  expect(renderViolations(validate(dynamodb, 'DescribeTable', { TableName: '' }))).toBe(
    "1 validation error detected: Value '' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 1",
  );
});

test('the pattern is named before the length, and errors are counted', () => {
  // Recorded of AWS: fluent-plugins-nursery/fluent-plugin-cloudwatch-logs issue 223.
  expect(renderViolations(validate(logs, 'DescribeLogGroups', { logGroupNamePrefix: '' }))).toBe(
    "2 validation errors detected: Value '' at 'logGroupNamePrefix' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+; Value '' at 'logGroupNamePrefix' failed to satisfy constraint: Member must have length greater than or equal to 1",
  );
});

test('numbers have values, not lengths', () => {
  expect(validate(dynamodb, 'ListTables', { Limit: 101 })).toEqual([
    "Value '101' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 100",
  ]);
});

test('members of list elements are named by position, capacity units for writing first', () => {
  const input = {
    TableName: 'orders',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'X' }],
    ProvisionedThroughput: {},
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  };
  expect(validate(dynamodb, 'CreateTable', input)).toEqual([
    "Value 'X' at 'attributeDefinitions.1.member.attributeType' failed to satisfy constraint: Member must satisfy enum value set: [B, N, S]",
    "Value null at 'provisionedThroughput.writeCapacityUnits' failed to satisfy constraint: Member must not be null",
    "Value null at 'provisionedThroughput.readCapacityUnits' failed to satisfy constraint: Member must not be null",
  ]);
});

test('a list of strings is spoken of as a whole', () => {
  // Recorded of AWS: CreateFunctionUrlConfig with OPTIONS.
  const input = { FunctionName: 'f', AuthType: 'NONE', Cors: { AllowMethods: ['GET', 'OPTIONS'] } };
  expect(validate(lambda, 'CreateFunctionUrlConfig', input)).toEqual([
    "Value '[GET, OPTIONS]' at 'cors.allowMethods' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 6, Member must have length greater than or equal to 0, Member must satisfy regular expression pattern: .*, Member must not be null]",
  ]);
});

test('map keys and values are spoken of as a whole', () => {
  const requests = [{ PutRequest: { Item: { id: { S: '1' } } } }];
  const many = Array.from({ length: 26 }, () => requests[0]);
  expect(validate(dynamodb, 'BatchWriteItem', { RequestItems: { orders: many } })[0]).toMatch(
    /at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: \[Member must have length less than or equal to 25, Member must have length greater than or equal to 1\]$/,
  );
});

test('ten violations are enough', () => {
  const definitions = Array.from({ length: 12 }, () => ({}));
  expect(validate(dynamodb, 'CreateTable', { AttributeDefinitions: definitions })).toHaveLength(10);
});

test('enums are named in the order of AWS: Java hash order', () => {
  const input = { FunctionName: 'f', Role: 'arn:aws:iam::000000000000:role/r', Code: {}, Architectures: ['foo'] };
  expect(validate(lambda, 'CreateFunction', input)).toEqual([
    "Value '[foo]' at 'architectures' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]",
  ]);
});

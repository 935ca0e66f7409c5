import * as iamSchemas from '@aws-sdk/client-iam';
import * as sqsSchemas from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import type { AwsError } from '../kernel/aws-error.ts';
import { loadModel, type ServiceModel } from '../model/service-model.ts';
import { awsQuery } from './aws-query.ts';

const sqs = loadModel('sqs', sqsSchemas);
const iam = loadModel('iam', iamSchemas);

function parse(model: ServiceModel, form: string, path = '/') {
  const request = { method: 'POST', path, query: '', headers: { host: 'localhost:4566' }, body: Buffer.from(form) };
  return awsQuery.parse(model, awsQuery.route(model, request), request);
}

test('a queue may be the address instead of a parameter', () => {
  expect(parse(sqs, 'Action=PurgeQueue', '/000000000000/orders')).toEqual({
    QueueUrl: 'http://localhost:4566/000000000000/orders',
  });
  const both = parse(sqs, 'Action=PurgeQueue&QueueUrl=http%3A%2F%2Fq', '/000000000000/orders');
  expect(both).toEqual({ QueueUrl: 'http://q' });
});

test('lists and maps come by number, whatever their order and gaps', () => {
  const form =
    'Action=SendMessage&QueueUrl=q&MessageBody=a+b%2B&MessageAttribute.2.Name=two&MessageAttribute.2.Value.DataType=Binary' +
    '&MessageAttribute.2.Value.BinaryValue=AQI%3D&MessageAttribute.10.Name=ten&MessageAttribute.10.Value.DataType=String';
  expect(parse(sqs, form)).toEqual({
    QueueUrl: 'q',
    MessageBody: 'a b+',
    MessageAttributes: { two: { DataType: 'Binary', BinaryValue: Buffer.from([1, 2]) }, ten: { DataType: 'String' } },
  });
  const tags =
    'Action=TagRole&Version=2010-05-08&RoleName=r&Tags.member.2.Key=b&Tags.member.1.Key=a&Tags.member.1.Value=';
  expect(parse(iam, tags)).toEqual({ RoleName: 'r', Tags: [{ Key: 'a', Value: '' }, { Key: 'b' }] });
});

test('the two attribute lists of ReceiveMessage are told apart', () => {
  const form = 'Action=ReceiveMessage&QueueUrl=q&AttributeName.1=All&MessageSystemAttributeName.1=SenderId';
  expect(parse(sqs, form)).toEqual({
    QueueUrl: 'q',
    AttributeNames: ['All'],
    MessageSystemAttributeNames: ['SenderId'],
  });
  expect(parse(sqs, 'Action=ReceiveMessage&MessageSystemAttributeName.1=All')).toEqual({
    MessageSystemAttributeNames: ['All'],
  });
});

test.each([
  ['Action=CreateRole&Version=2010-05-08&MaxSessionDuration=long', 'MalformedInput'],
  ['Action=DeleteVirtualMFADevice', 'InvalidAction'],
  ['Version=2010-05-08', 'MissingAction'],
])('%s is %s', (form, code) => {
  expect(() => parse(iam, form)).toThrow(expect.objectContaining({ code }) as AwsError);
});

test('a name of ten thousand dots is ignored like any other that nobody has', () => {
  expect(parse(sqs, `Action=ListQueues&${'a.'.repeat(10_000)}=1`)).toEqual({});
});

import { expect, test } from 'vitest';
import { identify } from './identify.ts';
import type { WireRequest } from './wire.ts';

const request = (partial: Partial<WireRequest>): WireRequest => ({
  method: 'POST',
  path: '/',
  query: '',
  headers: {},
  body: new Uint8Array(),
  ...partial,
});
const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };

test('JSON requests name their API themselves', () => {
  const headers = { 'x-amz-target': 'DynamoDB_20120810.GetItem' };
  expect(identify(request({ headers }), undefined)).toEqual({ service: 'dynamodb', protocol: 'awsJson1_0' });
  const logs = request({ headers: { 'x-amz-target': 'Logs_20140328.PutLogEvents' } });
  expect(identify(logs, undefined)).toEqual({ service: 'logs', protocol: 'awsJson1_1' });
});

test('two APIs that are signed for one name are told apart by their targets', () => {
  const headers = { 'x-amz-target': 'DynamoDBStreams_20120810.GetRecords' };
  expect(identify(request({ headers }), 'dynamodb')).toEqual({ service: 'dynamodbstreams', protocol: 'awsJson1_0' });
});

test('Query requests are for the service they are signed for, in the body or in the query string', () => {
  expect(identify(request({ headers: form }), 'sqs')).toEqual({ service: 'sqs', protocol: 'awsQuery' });
  const get = request({ method: 'GET', query: 'Action=GetCallerIdentity&Version=2011-06-15' });
  expect(identify(get, 'sts')).toEqual({ service: 'sts', protocol: 'awsQuery' });
});

test('an unsigned Query request is known by its version', () => {
  const body = Buffer.from('Action=AssumeRoleWithWebIdentity&Version=2011-06-15');
  expect(identify(request({ headers: form, body }), undefined)).toEqual({ service: 'sts', protocol: 'awsQuery' });
});

test('REST requests are for the service they are signed for, or for whose paths they have', () => {
  const invoke = request({ path: '/2015-03-31/functions/f/invocations' });
  expect(identify(invoke, 'lambda')).toEqual({ service: 'lambda', protocol: 'restJson1' });
  expect(identify(invoke, undefined)).toEqual({ service: 'lambda', protocol: 'restJson1' });
});

test('RPC v2 names the API in the path', () => {
  const path = '/service/Logs_20140328/operation/PutLogEvents';
  const headers = { 'smithy-protocol': 'rpc-v2-cbor' };
  expect(identify(request({ path, headers }), undefined)).toEqual({ service: 'logs', protocol: 'rpcV2Cbor' });
});

test('what names nothing of ours is nobody’s', () => {
  expect(identify(request({ headers: { 'x-amz-target': 'Nope.Do' } }), undefined)).toBeUndefined();
  expect(identify(request({ method: 'GET' }), undefined)).toBeUndefined();
  expect(identify(request({ method: 'GET' }), 'ec2')).toBeUndefined();
});

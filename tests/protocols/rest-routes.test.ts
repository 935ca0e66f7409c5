import * as lambdaSchemas from '@aws-sdk/client-lambda';
import { expect, test } from 'vitest';
import { loadModel } from '../../src/model/service-model.ts';
import { matchRoute } from '../../src/protocols/rest-routes.ts';
import { s3Model } from './s3-model.ts';

const lambda = loadModel('lambda', lambdaSchemas);
const s3 = s3Model();

function route(model: typeof lambda, method: string, target: string, headers: Record<string, string> = {}) {
  const [path, query = ''] = target.split('?') as [string, string?];
  const match = matchRoute(model, { method, path, query, headers });
  return match && [match.operation.name, match.labels];
}

test('labels are decoded, and a slash at the end is forgiven', () => {
  const arn = 'arn:aws:lambda:us-east-1:000000000000:function:f';
  const path = `/2015-03-31/functions/${encodeURIComponent(arn)}/invocations`;
  expect(route(lambda, 'POST', path)).toEqual(['Invoke', { FunctionName: arn }]);
  expect(route(lambda, 'GET', '/2015-03-31/functions/')).toEqual(['ListFunctions', {}]);
  expect(route(lambda, 'GET', '/2015-03-31/functions/f')).toEqual(['GetFunction', { FunctionName: 'f' }]);
});

test('a path or method that nobody has is nobody’s', () => {
  expect(route(lambda, 'PATCH', '/2015-03-31/functions/f')).toBeUndefined();
  expect(route(lambda, 'GET', '/nothing')).toBeUndefined();
});

test('S3 keys keep their slashes, dots and escapes', () => {
  expect(route(s3, 'GET', '/b/a/../b//c%2Fd%20%25')).toEqual(['GetObject', { Bucket: 'b', Key: 'a/../b//c/d %' }]);
  expect(route(s3, 'GET', '/b/k/')).toEqual(['GetObject', { Bucket: 'b', Key: 'k/' }]);
});

test('S3 operations differ by query, header and whether there is a bucket or a key', () => {
  expect(route(s3, 'GET', '/')).toEqual(['ListBuckets', {}]);
  expect(route(s3, 'GET', '/b')?.[0]).toBe('ListObjects');
  expect(route(s3, 'GET', '/b/')?.[0]).toBe('ListObjects');
  expect(route(s3, 'GET', '/b?list-type=2&prefix=x')?.[0]).toBe('ListObjectsV2');
  expect(route(s3, 'GET', '/b?acl')?.[0]).toBe('GetBucketAcl');
  expect(route(s3, 'PUT', '/b/k')?.[0]).toBe('PutObject');
  expect(route(s3, 'PUT', '/b/k', { 'x-amz-copy-source': '/b/other' })?.[0]).toBe('CopyObject');
  expect(route(s3, 'PUT', '/b/k?partNumber=1&uploadId=u')?.[0]).toBe('UploadPart');
  expect(route(s3, 'PUT', '/b/k?partNumber=1&uploadId=u', { 'x-amz-copy-source': '/b/o' })?.[0]).toBe('UploadPartCopy');
  expect(route(s3, 'GET', '/b/k?uploadId=u')?.[0]).toBe('ListParts');
  expect(route(s3, 'POST', '/b/k?uploads')?.[0]).toBe('CreateMultipartUpload');
  expect(route(s3, 'POST', '/b?delete')?.[0]).toBe('DeleteObjects');
  expect(route(s3, 'DELETE', '/b/k?tagging')?.[0]).toBe('DeleteObjectTagging');
  expect(route(s3, 'HEAD', '/b')?.[0]).toBe('HeadBucket');
  expect(route(s3, 'HEAD', '/b/k')?.[0]).toBe('HeadObject');
});

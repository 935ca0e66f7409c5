import { expect, test } from 'vitest';
import { isOwnHost, isOwnOrigin } from './hosts.ts';

test.each([
  'localhost',
  'localhost:4566',
  'LOCALHOST:4566',
  'localhost.',
  '127.0.0.1:4566',
  '[::1]:4566',
  '192.168.1.7:4566',
  'bucket.s3.localhost:4566',
  'bucket.s3.localhost.localstack.cloud:4566',
  'sqs.eu-west-1.amazonaws.com',
])('%s is ours', (host) => {
  expect(isOwnHost(host)).toBe(true);
});

test.each([
  'evil.example',
  'localhost.evil.example:4566',
  'notlocalhost',
  'evilamazonaws.com',
  '127.0.0.1.evil.example',
  '[evil.example]:80',
  '',
])('%s is not ours', (host) => {
  expect(isOwnHost(host)).toBe(false);
});

test('a request without a host is nobody’s, and a configured host is ours with what is below it', () => {
  expect(isOwnHost(undefined)).toBe(false);
  expect(isOwnHost('cirro.test:4566', ['cirro.test'])).toBe(true);
  expect(isOwnHost('bucket.cirro.test', ['cirro.test'])).toBe(true);
});

test('a page of our own may call, one from elsewhere may not', () => {
  const host = 'localhost:4566';
  expect(isOwnOrigin({ host, origin: 'http://localhost:4566' })).toBe(true);
  expect(isOwnOrigin({ host, origin: 'http://localhost:3000' })).toBe(false);
  expect(isOwnOrigin({ host, origin: 'https://evil.example' })).toBe(false);
  expect(isOwnOrigin({ host, origin: 'null' })).toBe(false);
  expect(isOwnOrigin({ host, origin: 'http://localhost:5173' }, ['http://localhost:5173'])).toBe(true);
});

test('a program needs no origin, but an image on another page gives itself away', () => {
  expect(isOwnOrigin({ host: 'localhost:4566' })).toBe(true);
  expect(isOwnOrigin({ host: 'localhost:4566', 'sec-fetch-site': 'none' })).toBe(true);
  expect(isOwnOrigin({ host: 'localhost:4566', 'sec-fetch-site': 'cross-site' })).toBe(false);
  expect(isOwnOrigin({ host: 'localhost:4566', 'sec-fetch-site': 'same-site' })).toBe(false);
});

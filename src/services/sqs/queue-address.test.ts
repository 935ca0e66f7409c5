import { expect, test } from 'vitest';
import { parseOwnQueueUrl, parseQueueArn, parseQueueUrl } from './queue-address.ts';

const place = { accountId: '000000000000', region: 'us-east-1' };

test.each([
  ['http://localhost:4566/111111111111/orders', '111111111111'],
  ['http://localhost:4566/111111111111/orders/', '111111111111'],
  ['https://sqs.eu-west-1.amazonaws.com/111111111111/orders', '111111111111'],
  ['http://localhost:4566/queue/eu-west-1/111111111111/orders', '111111111111'],
  ['/111111111111/orders', '111111111111'],
  ['orders', '000000000000'],
])('%s names the queue by account and name', (url, accountId) => {
  expect(parseQueueUrl(url, place)).toEqual({ accountId, region: 'us-east-1', name: 'orders' });
});

test.each(['http://localhost:4566/', 'http://localhost:4566/12/orders', 'with space', 'a/b'])(
  '%s is no address of a queue',
  (url) => {
    expect(() => parseQueueUrl(url, place)).toThrow(`The address ${url} is not valid for this endpoint.`);
  },
);

test('a queue URL must be there', () => {
  expect(() => parseQueueUrl(undefined, place)).toThrow('The request must contain the parameter QueueUrl.');
});

test("another account's queue is not one's own", () => {
  const url = 'http://localhost:4566/111111111111/orders';
  expect(() => parseOwnQueueUrl(url, place)).toThrow(`Access to the resource ${url} is denied.`);
});

test('an ARN says the same as a URL, and the region', () => {
  expect(parseQueueArn('arn:aws:sqs:eu-west-1:111111111111:orders')).toEqual({
    accountId: '111111111111',
    region: 'eu-west-1',
    name: 'orders',
  });
  expect(parseQueueArn('arn:aws:sns:eu-west-1:111111111111:orders')).toBeUndefined();
});

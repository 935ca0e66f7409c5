import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { post, query, refuses } from './refusals.ts';

const VERSION = { sqs: '2012-11-05', iam: '2010-05-08', sts: '2011-06-15' };
const refusal = (namespace: string, code: string, message: string, detail = '') =>
  new RegExp(
    `^<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>${code}</Code>${message}${detail}</Error>` +
      '<RequestId>[0-9a-f-]{36}</RequestId></ErrorResponse>$',
  );
const SQS = 'http://queue.amazonaws.com/doc/2012-11-05/';
const IAM = 'https://iam.amazonaws.com/doc/2010-05-08/';
const STS = 'https://sts.amazonaws.com/doc/2011-06-15/';

test('an action that is not there, another version, and none at all', () =>
  refuses([
    [
      'SQS',
      query('sqs', `Action=No%3Cpe&Version=${VERSION.sqs}`),
      400,
      refusal(
        SQS,
        'InvalidAction',
        '<Message>The action No&lt;pe is not valid for this endpoint.</Message>',
        '<Detail/>',
      ),
    ],
    [
      'IAM',
      query('iam', `Action=Nope&Version=${VERSION.iam}`),
      400,
      refusal(IAM, 'InvalidAction', '<Message>Could not find operation Nope for version 2010-05-08</Message>'),
    ],
    [
      'STS of another day',
      query('sts', 'Action=GetCallerIdentity&Version=1999-01-01'),
      400,
      refusal(
        STS,
        'InvalidAction',
        '<Message>Could not find operation GetCallerIdentity for version 1999-01-01</Message>',
      ),
    ],
    ['no version', query('iam', 'Action=ListUsers'), 400, /for version NO_VERSION_SPECIFIED/],
    [
      'no action',
      query('iam', `Version=${VERSION.iam}`),
      400,
      refusal(IAM, 'MissingAction', '<Message>The request is missing an action or a required parameter.</Message>'),
    ],
    ['no action of SQS', query('sqs', `Version=${VERSION.sqs}`), 404, '<UnknownOperationException/>\n'],
  ]));

test('values that cannot be read', () =>
  refuses([
    [
      'text for a number',
      query(
        'sqs',
        `Action=ReceiveMessage&Version=${VERSION.sqs}&QueueUrl=http://x/000000000000/orders&MaxNumberOfMessages=many`,
      ),
      400,
      refusal(SQS, 'MalformedInput', '', '<Detail/>'),
    ],
    [
      'a number beyond all',
      query(
        'sqs',
        `Action=ReceiveMessage&QueueUrl=http://x/000000000000/orders&MaxNumberOfMessages=${'9'.repeat(400)}`,
      ),
      400,
      /<Code>(MalformedInput|InvalidParameterValue)</,
    ],
    [
      'nothing',
      query('iam', `Action=CreateUser&Version=${VERSION.iam}`),
      400,
      /<Code>ValidationError<\/Code><Message>1 validation error detected: Value null at 'userName'/,
    ],
    [
      'stray percent signs',
      query('iam', `Action=CreateUser&Version=${VERSION.iam}&UserName=%zz%`),
      400,
      /<Code>ValidationError</,
    ],
    [
      'a key of a thousand parts',
      query('iam', `Action=CreateUser&Version=${VERSION.iam}&${'Tags.member.'.repeat(1000)}1=x`),
      400,
      /Value null at 'userName'/,
    ],
  ]));

test('parameters that nobody knows are ignored', async () => {
  await using cloud = await testCloud();
  const { status, text } = await post(
    cloud,
    query('sts', `Action=GetCallerIdentity&Version=${VERSION.sts}&Nope.1.__proto__=x`),
  );
  expect([status, text]).toEqual([200, expect.stringContaining('<Account>000000000000</Account>')]);
});

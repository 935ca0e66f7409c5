import * as logs from '@aws-sdk/client-cloudwatch-logs';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as sqs from '@aws-sdk/client-sqs';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsError } from '../../src/kernel/aws-error.ts';
import { loadModel, type ServiceModel } from '../../src/model/service-model.ts';
import { validate } from '../../src/model/validate.ts';
import { identify } from '../../src/protocols/identify.ts';
import { loadProtocol } from '../../src/protocols/load.ts';
import type { WireProtocolName, WireRequest } from '../../src/protocols/wire.ts';
import { constraints as dynamodbConstraints } from '../../src/services/dynamodb/constraints.ts';
import { constraints as lambdaConstraints } from '../../src/services/lambda/constraints.ts';
import { s3Model } from './s3-model.ts';

const targets: readonly (readonly [WireProtocolName, ServiceModel, string])[] = [
  ['awsJson1_0', loadModel('dynamodb', dynamodb, dynamodbConstraints), 'PutItem'],
  ['awsJson1_1', loadModel('logs', logs), 'PutLogEvents'],
  ['awsQuery', loadModel('sqs', sqs), 'SendMessageBatch'],
  ['awsQuery', loadModel('iam', iam), 'CreateRole'],
  ['restJson1', loadModel('lambda', lambda, lambdaConstraints), 'CreateFunction'],
  ['restXml', s3Model(), 'PutBucketLifecycleConfiguration'],
  ['rpcV2Cbor', loadModel('logs', logs), 'PutLogEvents'],
];

const PIECES: readonly string[] = [
  '{ } [ ] " : , null true -1 1e999 "Item":{ {"S": "logEvents":[{"timestamp": "Environment":{"Variables":',
  '& = .1 .member.1 % %zz + Action=SendMessage SendMessageBatchRequestEntry.1.Id= Tags.member.1.Key=',
  '<LifecycleConfiguration> <Rule> </Rule> <Days> <![CDATA[ ]]> <!-- &amp; &#x <?xml?>',
].flatMap((line) => line.split(' '));

/** Pieces of every format, so that chance gets past the first byte. */
const piece = fc.oneof(fc.string({ unit: 'binary', maxLength: 8 }), fc.constantFrom(...PIECES));
const text = fc.array(piece, { maxLength: 20 }).map((pieces) => Buffer.from(pieces.join('')));
const bytes = fc.oneof(
  { weight: 8, arbitrary: text },
  { weight: 4, arbitrary: fc.uint8Array({ maxLength: 64 }) },
  fc.constantFrom('{}', '{"Item":{"a":{"L":[]}}}', '<a/>', 'a=b').map((body) => Buffer.from(body)),
);

const header = fc.string({ unit: 'grapheme-ascii', maxLength: 30 });

function request(protocol: WireProtocolName, model: ServiceModel, operation: string) {
  const http = model.operation(operation)!.http;
  const [uri, fixedQuery = ''] = (http?.[1] ?? '/').split('?') as [string, string?];
  const path =
    protocol === 'rpcV2Cbor' ? `/service/x/operation/${operation}` : protocol === 'restXml' ? '/bucket' : uri;
  const query = protocol === 'awsQuery' ? `Action=${operation}&Version=${model.facts.version}` : fixedQuery;
  return fc.record<WireRequest>({
    method: fc.constantFrom(http?.[0] ?? 'POST', 'POST', 'GET', ''),
    path: fc.oneof({ weight: 4, arbitrary: fc.constant(path) }, fc.string({ maxLength: 30 })),
    query: fc.oneof({ weight: 4, arbitrary: fc.constant(query) }, fc.string({ maxLength: 30 })),
    headers: fc.record({
      'x-amz-target': fc.oneof(
        { weight: 4, arbitrary: fc.constant(`${model.facts.targetPrefix}.${operation}`) },
        header,
      ),
      'content-type': fc.oneof(
        header,
        fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/xml'),
      ),
      'smithy-protocol': fc.constantFrom('rpc-v2-cbor', ''),
      'x-amz-expected-bucket-owner': header,
    }),
    body: bytes,
  });
}

test.each(targets)('%s: any bytes get an answer of AWS, never a crash or a hang', async (name, model, operation) => {
  const protocol = await loadProtocol(name);
  let understood = 0;
  fc.assert(
    fc.property(request(name, model, operation), header, (wire, signedFor) => {
      identify(wire, signedFor);
      const answer = { requestId: 'request-1', request: wire };
      try {
        const routed = protocol.route(model, wire);
        const input = protocol.parse(model, routed, wire);
        validate(model, routed.operation.name, input);
        understood++;
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        const response = protocol.serializeError(model, undefined, error, answer);
        expect(response.status).toBeGreaterThanOrEqual(400);
        expect(response.status).toBeLessThan(500);
      }
    }),
    { numRuns: 2000, seed: 20_261_121 },
  );
  expect(understood).toBeGreaterThan(0);
});

test.each(targets)('%s: any error is written in a form that names it', async (name, model) => {
  const protocol = await loadProtocol(name);
  const head = { method: 'POST', path: '/', query: '', headers: {} };
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('ValidationException', 'QueueDoesNotExist', 'NoSuchBucket', 'ResourceNotFoundException'),
      (message, code) => {
        const answer = { requestId: 'request-1', request: head };
        const response = protocol.serializeError(model, undefined, new AwsError(code, message), answer);
        expect(Buffer.from(response.body as Uint8Array).length).toBeGreaterThan(0);
        expect(Object.values(response.headers).every((value) => !/[\r\n]/.test(value))).toBe(true);
      },
    ),
    { numRuns: 200, seed: 20_261_121 },
  );
});

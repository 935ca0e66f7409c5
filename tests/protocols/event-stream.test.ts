import * as lambda from '@aws-sdk/client-lambda';
import * as s3 from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import { HttpResponse } from '@smithy/core/transport';
import { expect, test } from 'vitest';
import { AwsError } from '../../src/kernel/aws-error.ts';
import { loadModel } from '../../src/model/service-model.ts';
import { restJson1 } from '../../src/protocols/rest-json.ts';
import { restXml } from '../../src/protocols/rest-xml.ts';
import type { Protocol } from '../../src/protocols/wire.ts';
import type { ServiceModel } from '../../src/model/service-model.ts';
import { sdkClient, toWire } from './round-trip.ts';
import { s3Model } from './s3-model.ts';

test('a streamed invocation reaches the SDK chunk by chunk, with its end', async () => {
  async function* events() {
    yield { PayloadChunk: { Payload: Buffer.from('one ') } };
    yield { PayloadChunk: { Payload: Buffer.from('two') } };
    yield { InvokeComplete: { ErrorCode: 'Oops', LogResult: 'bG9n' } };
  }
  const output = { StatusCode: 200, ExecutedVersion: '$LATEST', EventStream: events() };
  const client = answering(lambda.LambdaClient, loadModel('lambda', lambda), restJson1, output);

  const answer = await client.send(new lambda.InvokeWithResponseStreamCommand({ FunctionName: 'f' }));

  expect(answer['ExecutedVersion']).toBe('$LATEST');
  const received = await collect(answer['EventStream']);
  expect(received.map((event) => Object.keys(event as object)[0])).toEqual([
    'PayloadChunk',
    'PayloadChunk',
    'InvokeComplete',
  ]);
  expect(
    Buffer.from(
      (received[1] as lambda.InvokeWithResponseStreamResponseEvent.PayloadChunkMember).PayloadChunk.Payload!,
    ).toString(),
  ).toBe('two');
  expect(received[2]).toEqual({ InvokeComplete: { ErrorCode: 'Oops', LogResult: 'bG9n' } });
});

test('S3 Select sends its statistics as XML in an event', async () => {
  async function* events() {
    yield { Records: { Payload: Buffer.from('a,b\n') } };
    yield { Stats: { Details: { BytesScanned: 10, BytesReturned: 4 } } };
    yield { End: {} };
  }
  const client = answering(s3.S3Client, s3Model(), restXml, { Payload: events() }, { forcePathStyle: true });
  const input = {
    Bucket: 'bucket-1',
    Key: 'k',
    Expression: 'select',
    ExpressionType: 'SQL',
    InputSerialization: {},
    OutputSerialization: {},
  } as const;

  const answer = await client.send(new s3.SelectObjectContentCommand(input));

  const received = await collect(answer['Payload']);
  expect(received[1]).toEqual({ Stats: { Details: { BytesScanned: 10, BytesReturned: 4 } } });
  expect(received[2]).toEqual({ End: {} });
});

test('an error ends the stream as an error of the operation', async () => {
  async function* events() {
    yield { PayloadChunk: { Payload: Buffer.from('one') } };
    throw new AwsError('InternalError', 'broken');
  }
  const client = answering(lambda.LambdaClient, loadModel('lambda', lambda), restJson1, { EventStream: events() });

  const answer = await client.send(new lambda.InvokeWithResponseStreamCommand({ FunctionName: 'f' }));

  await expect(collect(answer['EventStream'])).rejects.toThrow('broken');
});

type ClientClass = Parameters<typeof sdkClient>[0];

function answering(Client: ClientClass, model: ServiceModel, protocol: Protocol, output: object, config = {}) {
  return sdkClient(
    Client,
    async (request) => {
      const wire = await toWire(request);
      const { operation } = protocol.route(model, wire);
      const response = protocol.serialize(model, operation, output, { requestId: 'r', request: wire });
      const body = Readable.from(response.body as AsyncIterable<Uint8Array>);
      return { response: new HttpResponse({ statusCode: response.status, headers: response.headers, body }) };
    },
    config,
  );
}

async function collect(events: unknown): Promise<unknown[]> {
  const received: unknown[] = [];
  for await (const event of events as AsyncIterable<unknown>) received.push(event);
  return received;
}

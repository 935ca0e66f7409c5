import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import * as sqs from '@aws-sdk/client-sqs';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AwsError } from '../../src/kernel/aws-error.ts';
import { loadModel } from '../../src/model/service-model.ts';
import { awsQuery } from '../../src/protocols/aws-query.ts';
import type { WireRequest, WireResponse } from '../../src/protocols/wire.ts';
import { anyText, valueOf, xmlText } from './arbitrary.ts';
import { comparable } from './round-trip.ts';

type Members = Readonly<Record<'input' | 'output', readonly string[]>>;

const SCRIPT = join(import.meta.dirname, 'botocore_query.py');
/** An old botocore may be the system's although another Python comes first in the path. */
const python = ['python3', '/usr/bin/python3'].find(
  (candidate) => spawnSync(candidate, [SCRIPT], { input: '{"action":"operations"}\n' }).status === 0,
);

describe.skipIf(python === undefined)('SQS in AWS Query, as botocore before 2023-11 writes and reads it', () => {
  const model = loadModel('sqs', sqs);
  let botocore: Botocore;
  let operations: Readonly<Record<string, Members>>;
  beforeAll(async () => {
    botocore = new Botocore(python!);
    operations = (await botocore.ask({ action: 'operations' })) as typeof operations;
  });
  afterAll(() => botocore.close());

  test('every operation there and back', async () => {
    for (const [name, members] of Object.entries(operations)) {
      const { input, output } = model.operation(name)!;
      await fc.assert(
        fc.asyncProperty(
          valueOf(input, { text: anyText, smallest: 1 }),
          valueOf(output, { text: xmlText, smallest: 1 }),
          async (anyInput, anyOutput) => {
            const [given, answered] = [pick(anyInput, members.input), pick(anyOutput, members.output)];
            const request = toRequest(
              (await botocore.ask({ action: 'serialize', operation: name, input: toJson(given) })) as Record<
                string,
                unknown
              >,
            );
            const routed = awsQuery.route(model, request);
            expect(routed.operation.name).toBe(name);
            expect(await comparable(awsQuery.parse(model, routed, request))).toEqual(await comparable(given));

            const response = awsQuery.serialize(model, routed.operation, answered, { requestId: 'request-1', request });
            const { ResponseMetadata, ...parsed } = fromJson(await botocore.parse(name, response)) as Record<
              string,
              unknown
            >;
            expect(await comparable(parsed)).toEqual(await comparable(answered));
            expect((ResponseMetadata as Record<string, unknown>)['RequestId']).toBe('request-1');
          },
        ),
        { numRuns: 5, seed: 20_261_121 },
      );
    }
  });

  test('an error has the code that Query clients know', async () => {
    const request = toRequest({ Action: 'GetQueueUrl' });
    const error = new AwsError('QueueDoesNotExist', 'The specified queue does not exist for this wsdl version.');
    const response = awsQuery.serializeError(model, undefined, error, { requestId: 'request-1', request });

    expect(response.status).toBe(400);
    expect(await botocore.parse('GetQueueUrl', response)).toMatchObject({
      Error: {
        Code: 'AWS.SimpleQueueService.NonExistentQueue',
        Message: 'The specified queue does not exist for this wsdl version.',
        Type: 'Sender',
      },
      ResponseMetadata: { RequestId: 'request-1' },
    });
  });
});

class Botocore {
  readonly #process: ChildProcess;
  readonly #answers: AsyncIterator<string>;

  constructor(command: string) {
    this.#process = spawn(command, [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#answers = createInterface({ input: this.#process.stdout! })[Symbol.asyncIterator]();
  }

  async ask(command: object): Promise<unknown> {
    this.#process.stdin!.write(`${JSON.stringify(command)}\n`);
    const { value } = (await this.#answers.next()) as { value: string };
    return JSON.parse(value);
  }

  parse(operation: string, { status, headers, body }: WireResponse): Promise<unknown> {
    const text = Buffer.from(body as Uint8Array).toString('base64');
    return this.ask({ action: 'parse', operation, status, headers, body: text });
  }

  close(): void {
    this.#process.kill();
  }
}

const pick = (value: Record<string, unknown>, members: readonly string[]) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => members.includes(name)));

function toRequest(form: Record<string, unknown>): WireRequest {
  const body = new URLSearchParams(
    Object.entries(form).map(([name, value]) => [name, value as string] as [string, string]),
  );
  const headers = { host: 'localhost:4566', 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
  return { method: 'POST', path: '/', query: '', headers, body: Buffer.from(body.toString()) };
}

function toJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toJson(inner)]));
}

function fromJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromJson);
  if (typeof value !== 'object' || value === null) return value;
  if ('$bytes' in value) return Buffer.from(value.$bytes as string, 'base64');
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fromJson(inner)]));
}

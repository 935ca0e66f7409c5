import { Readable } from 'node:stream';
import { HttpResponse, type HttpRequest } from '@smithy/core/transport';
import * as fc from 'fast-check';
import { expect } from 'vitest';
import type { ServiceModel } from '../../src/model/service-model.ts';
import type { Protocol, WireRequest } from '../../src/protocols/wire.ts';
import { valueOf, type Medium } from './arbitrary.ts';

type Handle = (request: HttpRequest) => Promise<{ response: HttpResponse }>;
interface SdkClient {
  send(command: unknown): Promise<Record<string, unknown>>;
}
type ClientClass = new (config: Record<string, unknown>) => SdkClient;
type Schemas = Record<string, unknown>;

const CONFIG = {
  region: 'us-east-1',
  endpoint: 'http://127.0.0.1:4566',
  credentials: { accessKeyId: '000000000000', secretAccessKey: 'secret' },
  maxAttempts: 1,
};

/** A real SDK client whose requests end in `handle` instead of a socket. */
export const sdkClient = (Client: ClientClass, handle: Handle, config: Record<string, unknown> = {}): SdkClient =>
  new Client({ ...CONFIG, requestHandler: { handle }, ...config });

/**
 * Every operation of an API there and back: what the SDK client writes, our parser reads as the same input; what our
 * serializer writes, the SDK client reads as the same output.
 */
export async function checkOperation(
  options: {
    readonly model: ServiceModel;
    readonly protocol: Protocol;
    readonly schemas: Schemas;
    readonly Client: ClientClass;
    readonly input: Medium;
    readonly output: Medium;
    readonly config?: Record<string, unknown>;
    readonly runs?: number;
  },
  name: string,
): Promise<void> {
  const { model, protocol, schemas, Client, config, runs = 4 } = options;
  const operation = model.operation(name)!;
  const Command = schemas[`${name}Command`] as new (input: unknown) => object;
  await fc.assert(
    fc.asyncProperty(
      valueOf(operation.input, options.input),
      valueOf(operation.output, options.output),
      async (input, output) => {
        let parsed: unknown;
        const handle: Handle = async (request) => {
          const wire = await toWire(request);
          const routed = protocol.route(model, wire);
          expect(routed.operation.name).toBe(name);
          parsed = protocol.parse(model, routed, wire);
          const response = protocol.serialize(model, operation, output, { requestId: 'request-1', request: wire });
          const chunks = response.body instanceof Uint8Array ? [response.body] : response.body;
          return {
            response: new HttpResponse({
              statusCode: response.status,
              headers: lowerCase(response.headers),
              body: Readable.from(chunks),
            }),
          };
        };
        const { $metadata, ...answer } = await sdkClient(Client, handle, config).send(new Command(input));
        expect(await comparable(without(parsed, options.input))).toEqual(
          await comparable(without(input, options.input)),
        );
        expect(await comparable(without(answer, options.output))).toEqual(
          await comparable(without(output, options.output)),
        );
        expect(($metadata as { requestId?: string }).requestId).toBe('request-1');
      },
    ),
    { numRuns: runs, seed: 20_261_121, interruptAfterTimeLimit: 60_000 },
  );
}

const without = (value: unknown, medium: Medium): unknown =>
  Object.fromEntries(Object.entries(value as object).filter(([name]) => !medium.without?.includes(name)));

export async function toWire(request: HttpRequest): Promise<WireRequest> {
  const pairs = Object.entries(request.query).flatMap(([key, value]) =>
    (Array.isArray(value) ? value : [value]).map(
      (item) => `${encodeURIComponent(key)}${item === null ? '' : `=${encodeURIComponent(item ?? '')}`}`,
    ),
  );
  return {
    method: request.method,
    path: request.path,
    query: pairs.join('&'),
    headers: lowerCase(request.headers),
    body: await toBytes(request.body),
  };
}

export const lowerCase = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

async function toBytes(body: unknown): Promise<Uint8Array> {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Without what protocols cannot tell apart: nothing, null and emptiness; buffers and other bytes; streams and their bytes. */
export async function comparable(value: unknown): Promise<unknown> {
  if (value === null || value === undefined) return undefined;
  if (value instanceof Uint8Array)
    return value.length === 0 ? undefined : `bytes:${Buffer.from(value).toString('hex')}`;
  if (value instanceof Date) return `date:${value.getTime()}`;
  if (isStream(value)) return comparable(await toBytes(value));
  if (Array.isArray(value)) {
    const items = await Promise.all(value.map(comparable));
    return items.length === 0 ? undefined : items;
  }
  if (typeof value !== 'object') return value === '' ? undefined : value;
  const entries = await Promise.all(
    Object.entries(value).map(async ([key, inner]) => [`.${key}`, await comparable(inner)] as const),
  );
  const present = entries.filter(([, inner]) => inner !== undefined);
  return present.length === 0 ? undefined : Object.fromEntries(present);
}

const isStream = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;

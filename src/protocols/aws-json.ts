import { isUtf8 } from 'node:buffer';
import { AwsError } from '../kernel/aws-error.ts';
import { toBuffer } from '../lib/to-buffer.ts';
import { rememberPlain } from '../model/plain-input.ts';
import { RawJson } from '../model/raw-json.ts';
import { RepeatedOutput } from '../model/repeated-output.ts';
import type { ErrorModel, ServiceModel } from '../model/service-model.ts';
import { UNIT, type Shape, type StructureShape } from '../model/shape.ts';
import { JsonReader, serializationException } from './json-reader.ts';
import { JsonWriter } from './json-writer.ts';
import { queryErrorHeader, jsonErrorName } from './query-compatible.ts';
import { commonWords, dynamodbWords } from './serialization-words.ts';
import { isNotOfThisProtocol, notOfThisProtocol, serializeNotOfThisProtocol } from './unknown-operation.ts';
import { bodyBytes, header, type Protocol, type WireResponse } from './wire.ts';

/** AWS JSON 1.0 and 1.1: https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html */
export const awsJson1_0 = awsJson('awsJson1_0', 'application/x-amz-json-1.0');
export const awsJson1_1 = awsJson('awsJson1_1', 'application/x-amz-json-1.1');

/** What most writes answer. An answer is an object, and no other is as short. */
const NO_MEMBERS = new RawJson(Buffer.from('{}'));

const JSON_TYPE = /^\s*application\/(json|x-amz-json-1\.[01])\s*(;|$)/i;

function awsJson(name: 'awsJson1_0' | 'awsJson1_1', contentType: string): Protocol {
  const writer = new JsonWriter({ usesJsonName: false });

  const respond = (model: ServiceModel, status: number, requestId: string, text: RawJson): WireResponse => {
    const body = text.bytes;
    const headers: Record<string, string> = {
      'x-amzn-RequestId': requestId,
      'Content-Type': contentType,
      'Content-Length': String(body.byteLength),
    };
    // Its clients verify it: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html
    if (model.name === 'dynamodb') headers['x-amz-crc32'] = String(text.crc32);
    return { status, headers, body };
  };

  const toAnswer = (shape: Shape, output: unknown): RawJson => {
    // Operations without an output answer nothing at all.
    if (shape === UNIT) return new RawJson(new Uint8Array());
    if (!(output instanceof RepeatedOutput)) {
      const bytes = writer.write(shape, output ?? {});
      return bytes.byteLength === NO_MEMBERS.byteLength ? NO_MEMBERS : new RawJson(bytes);
    }
    output.body ??= toAnswer(shape, output.output);
    // All that is needed of it is in the text.
    output.output = undefined;
    return output.body;
  };

  return {
    name,

    route(model, request) {
      const type = header(request, 'content-type') ?? '';
      const isJson = type === contentType || JSON_TYPE.test(type);
      if (request.method !== 'POST' || !isJson) throw notOfThisProtocol();
      const target = header(request, 'x-amz-target') ?? '';
      const operation = model.operation(target.slice(target.lastIndexOf('.') + 1));
      if (!operation || !target.startsWith(`${model.facts.targetPrefix}.`)) throw unknownOperation();
      return { operation };
    },

    parse(model, { operation }, request) {
      const bytes = bodyBytes(request);
      const json = toText(bytes);
      const input = readerFor(model).read(operation.input, parseText(json));
      // Of what is not ASCII, some character has more bytes than one.
      rememberPlain(input, json, json.length === bytes.byteLength);
      return input;
    },

    serialize(model, operation, output, { requestId }) {
      return respond(model, 200, requestId, toAnswer(operation.output, output));
    },

    serializeError(model, _operation, error, { requestId }) {
      if (isNotOfThisProtocol(error)) return serializeNotOfThisProtocol(requestId);
      const known = model.error(error.code);
      const prefix = name === 'awsJson1_0' ? `${errorNamespace(model, error.code, known)}#` : '';
      const type = `"__type":${JSON.stringify(prefix + jsonErrorName(model, error.code, known))}`;
      const members = writeErrorMembers(writer, error, known?.shape);
      const body = Buffer.concat([Buffer.from(`{${type}`), members]);
      const response = respond(model, error.status ?? known?.status ?? 400, requestId, new RawJson(body));
      if (!model.facts.isQueryCompatible) return response;
      return { ...response, headers: { ...response.headers, 'x-amzn-query-error': queryErrorHeader(error, known) } };
    },
  };
}

/** The bytes as JSON. AWS's parser gives up without a message, except that a list is a type error. */
export const parseDocument = (bytes: Uint8Array): object => parseText(toText(bytes));

function toText(bytes: Uint8Array): string {
  if (!isUtf8(bytes)) throw serializationException();
  return toBuffer(bytes).toString();
}

function parseText(json: string): object {
  let document: unknown;
  try {
    document = JSON.parse(json);
  } catch {
    throw serializationException();
  }
  if (typeof document !== 'object' || document === null) throw serializationException();
  return document;
}

const readers = new WeakMap<ServiceModel, JsonReader>();

function readerFor(model: ServiceModel): JsonReader {
  const known = readers.get(model);
  if (known) return known;
  const words = model.name === 'dynamodb' ? dynamodbWords : commonWords;
  const reader = new JsonReader(words, model.constraints, { usesJsonName: false });
  readers.set(model, reader);
  return reader;
}

/** What follows `__type`: the message, and the error's own members where it has any. Begins with a comma, ends with `}`. */
export function writeErrorMembers(writer: JsonWriter, error: AwsError, shape: StructureShape | undefined): Uint8Array {
  const key = shape?.members.find(({ name }) => name.toLowerCase() === 'message')?.name ?? messageKey(error);
  const message = error.message === '' ? '' : `,${JSON.stringify(key)}:${JSON.stringify(error.message)}`;
  if (!shape || !shape.members.some(({ name }) => name !== key && error.fields[name] !== undefined)) {
    return Buffer.from(`${message}}`);
  }
  const rest = writer.write(shape, { ...error.fields, [key]: undefined });
  return Buffer.concat([Buffer.from(`${message},`), rest.subarray(1)]);
}

/** Of the framework's own errors, these say `Message`. */
const CAPITALIZED: ReadonlySet<string> = new Set(['SerializationException', 'AccessDeniedException']);
const messageKey = (error: AwsError) => (CAPITALIZED.has(error.code) ? 'Message' : 'message');

/** Which of AWS's components speaks: the service, or the framework in front of it. */
function errorNamespace(model: ServiceModel, code: string, known: ErrorModel | undefined): string {
  if (known) return model.facts.errorNamespace ?? model.namespace;
  if (code === 'ValidationException') return 'com.amazon.coral.validate';
  if (code === 'ThrottlingException') return 'com.amazon.coral.availability';
  return 'com.amazon.coral.service';
}

const unknownOperation = () => new AwsError('UnknownOperationException', '', { status: 400 });

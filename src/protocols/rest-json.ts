import { AwsError } from '../kernel/aws-error.ts';
import type { ServiceModel } from '../model/service-model.ts';
import { parseDocument, writeErrorMembers } from './aws-json.ts';
import { eventStreamMember, serializeEventStream } from './event-stream.ts';
import { bindingsOf, writeHeaders, type BodyCodec } from './http-bindings.ts';
import { JsonReader } from './json-reader.ts';
import { JsonWriter } from './json-writer.ts';
import { matchRoute } from './rest-routes.ts';
import { parseRest, serializeRest } from './rest.ts';
import { commonWords } from './serialization-words.ts';
import type { Protocol, WireResponse } from './wire.ts';

const writer = new JsonWriter({ usesJsonName: true });

const codec: BodyCodec = {
  contentType: 'application/json',
  read: (model, shape, bytes) => readerFor(model).read(shape, parseDocument(bytes)),
  write: (_model, shape, value) => writer.write(shape, value),
};

/** AWS REST JSON: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export const restJson1: Protocol = {
  name: 'restJson1',

  route(model, request) {
    return matchRoute(model, request) ?? refuse();
  },

  parse: (model, routed, request) => parseRest(model, routed, request, codec),

  serialize(model, operation, output, { requestId }) {
    const events = eventStreamMember(operation.output);
    const answer = events
      ? serializeEventStream(model, operation, events, output, codec)
      : serializeRest(model, operation, output, codec);
    return withLength({ ...answer, headers: { 'x-amzn-RequestId': requestId, ...answer.headers } });
  },

  serializeError(model, _operation, error, { requestId }) {
    const known = model.error(error.code);
    // Lambda's errors say whose fault they are.
    const type = known?.shape.byName.has('Type') ? { Type: known.fault === 'client' ? 'User' : 'Service' } : {};
    const fields = new AwsError(error.code, error.message, { fields: { ...type, ...error.fields } });
    const members = writeErrorMembers(writer, fields, known && bindingsOf(known.shape).body);
    const body = Buffer.concat([Buffer.from('{'), members[0] === COMMA ? members.subarray(1) : members]);
    const headers = {
      ...(known ? writeHeaders(known.shape, error.fields) : {}),
      'x-amzn-RequestId': requestId,
      'x-amzn-ErrorType': known?.name ?? error.code,
      'Content-Type': codec.contentType,
      'Content-Length': String(body.byteLength),
    };
    return { status: error.status ?? known?.status ?? 400, headers, body };
  },
};

const COMMA = ','.charCodeAt(0);

export function withLength(response: WireResponse): WireResponse {
  if (!(response.body instanceof Uint8Array)) return response;
  const hasNone = response.status === 204 || response.status === 304;
  return hasNone
    ? response
    : { ...response, headers: { ...response.headers, 'Content-Length': String(response.body.byteLength) } };
}

const readers = new WeakMap<ServiceModel, JsonReader>();

function readerFor(model: ServiceModel): JsonReader {
  let reader = readers.get(model);
  if (!reader) readers.set(model, (reader = new JsonReader(commonWords, model.constraints, { usesJsonName: true })));
  return reader;
}

const refuse = (): never => {
  throw new AwsError('AccessDeniedException', 'Unable to determine service/operation name to be authorized', {
    status: 403,
  });
};

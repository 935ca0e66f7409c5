import type { OperationModel, ServiceModel } from '../model/service-model.ts';
import type { Member } from '../model/shape.ts';
import { bindingsOf, readHead, writeHeaders, type BodyCodec } from './http-bindings.ts';
import { bodyBytes, type Routed, type WireRequest, type WireResponse } from './wire.ts';

/** What restJson1 and restXml share: head and body by HTTP bindings, the body's format by `codec`. */
export function parseRest(model: ServiceModel, routed: Routed, request: WireRequest, codec: BodyCodec): unknown {
  const { input: shape } = routed.operation;
  const { payload, body } = bindingsOf(shape);
  const input = readHead(shape, routed, request);
  if (payload) {
    const value = readPayload(model, payload, request, codec);
    if (value !== undefined) input[payload.name] = value;
    return input;
  }
  if (body.members.length === 0) return input;
  const bytes = bodyBytes(request);
  return bytes.byteLength === 0 ? input : Object.assign(codec.read(model, body, bytes) as object, input);
}

function readPayload(model: ServiceModel, member: Member, request: WireRequest, codec: BodyCodec): unknown {
  if (member.traits.streaming !== undefined) return request.body;
  const bytes = bodyBytes(request);
  if (bytes.byteLength === 0) return undefined;
  if (member.shape.type === 'blob') return bytes;
  if (member.shape.type === 'string') return Buffer.from(bytes).toString();
  return codec.read(model, member.shape, bytes);
}

export interface RestAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: WireResponse['body'];
}

/** The answer without the protocol's own headers. `contentType` is absent where there is no body. */
export function serializeRest(
  model: ServiceModel,
  operation: OperationModel,
  output: unknown,
  codec: BodyCodec,
): RestAnswer {
  const shape = operation.output;
  const values = (output ?? {}) as Record<string, unknown>;
  const { payload, body, responseCode } = bindingsOf(shape);
  const headers = writeHeaders(shape, values);
  const status = (responseCode && (values[responseCode.name] as number | undefined)) ?? operation.http?.[2] ?? 200;
  if (payload) return { status, headers, ...writePayload(model, payload, values[payload.name], codec, headers) };
  if (body.members.length === 0) return { status, headers, body: NOTHING };
  headers['Content-Type'] ??= codec.contentType;
  const name = shape.traits.xmlName ?? shape.name;
  return { status, headers, body: codec.write(model, body, values, name) };
}

const NOTHING = new Uint8Array();

function writePayload(
  model: ServiceModel,
  { shape, traits }: Member,
  value: unknown,
  codec: BodyCodec,
  headers: Record<string, string>,
): { body: WireResponse['body'] } {
  if (value === undefined || value === null) return { body: NOTHING };
  if (shape.type === 'blob' || shape.type === 'string') {
    headers['Content-Type'] ??=
      traits.mediaType ??
      (shape.type === 'string' ? 'text/plain' : (model.facts.blobType ?? 'application/octet-stream'));
    return { body: typeof value === 'string' ? Buffer.from(value) : (value as WireResponse['body']) };
  }
  headers['Content-Type'] ??= codec.contentType;
  const shapeName = shape.type === 'structure' ? (shape.traits.xmlName ?? shape.name) : '';
  return { body: codec.write(model, shape, value, traits.xmlName ?? shapeName) };
}

import { AwsError } from '../kernel/aws-error.ts';
import type { ServiceModel } from '../model/service-model.ts';
import { UNIT } from '../model/shape.ts';
import { encodeCbor, decodeCbor } from './cbor.ts';
import { readCbor, writeCbor } from './cbor-values.ts';
import { serializationException } from './json-reader.ts';
import { jsonErrorName, queryErrorHeader } from './query-compatible.ts';
import { bodyBytes, type Protocol, type WireResponse } from './wire.ts';

const PATH = /^\/service\/([^/]+)\/operation\/([^/]+)$/;

/** Smithy RPC v2 CBOR: https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html */
export const rpcV2Cbor: Protocol = {
  name: 'rpcV2Cbor',

  route(model, request) {
    const [, , name] = request.method === 'POST' ? (PATH.exec(request.path) ?? []) : [];
    const operation = name === undefined ? undefined : model.operation(name);
    if (!operation) throw new AwsError('UnknownOperationException', '', { status: 404 });
    return { operation };
  },

  parse(_model, { operation }, request) {
    const bytes = bodyBytes(request);
    if (bytes.byteLength === 0) return {};
    return readCbor(operation.input, decode(bytes)) ?? {};
  },

  serialize(_model, operation, output, { requestId }) {
    const body = operation.output === UNIT ? new Uint8Array() : writeCbor(operation.output, output ?? {});
    return respond(200, requestId, body);
  },

  serializeError(model, _operation, error, { requestId }) {
    const known = model.error(error.code);
    const name = `${model.namespace}#${jsonErrorName(model, error.code, known)}`;
    const members = new Map<string, unknown>([
      ['__type', name],
      ['message', error.message],
    ]);
    for (const [key, value] of errorFields(model, error)) members.set(key, value);
    const response = respond(error.status ?? known?.status ?? 400, requestId, encodeCbor(members));
    if (!model.facts.isQueryCompatible) return response;
    return { ...response, headers: { ...response.headers, 'x-amzn-query-error': queryErrorHeader(error, known) } };
  },
};

function errorFields(model: ServiceModel, error: AwsError): Iterable<[string, unknown]> {
  const shape = model.error(error.code)?.shape;
  if (!shape) return [];
  return decodeCbor(writeCbor(shape, { ...error.fields, message: error.message })) as Map<string, unknown>;
}

function decode(bytes: Uint8Array): unknown {
  try {
    return decodeCbor(bytes);
  } catch {
    throw serializationException();
  }
}

const respond = (status: number, requestId: string, body: Uint8Array): WireResponse => ({
  status,
  headers: {
    'x-amzn-RequestId': requestId,
    'smithy-protocol': 'rpc-v2-cbor',
    'Content-Type': 'application/cbor',
    'Content-Length': String(body.byteLength),
  },
  body,
});

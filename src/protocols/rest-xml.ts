import { isUtf8 } from 'node:buffer';
import { AwsError } from '../kernel/aws-error.ts';
import { eventStreamMember, serializeEventStream } from './event-stream.ts';
import type { BodyCodec } from './http-bindings.ts';
import { withLength } from './rest-json.ts';
import { matchRoute } from './rest-routes.ts';
import { parseRest, serializeRest } from './rest.ts';
import type { Protocol } from './wire.ts';
import { parseXml } from './xml-parser.ts';
import { malformedXml, readXml } from './xml-reader.ts';
import { escapeXml, writeElement } from './xml-writer.ts';

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

const codec: BodyCodec = {
  contentType: 'application/xml',
  read(_model, shape, bytes) {
    const root = isUtf8(bytes) ? parseXml(Buffer.from(bytes).toString()) : undefined;
    if (!root) throw malformedXml();
    return readXml(shape, root);
  },
  write(model, shape, value, name) {
    const { xmlNamespace } = model.facts;
    const traits = xmlNamespace === undefined ? {} : { xmlNamespace: ['', xmlNamespace] as const };
    return Buffer.from(DECLARATION + writeElement(name, shape, value, traits));
  },
};

/** AWS REST XML, in the form S3 speaks it: https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html */
export const restXml: Protocol = {
  name: 'restXml',

  route(model, request) {
    return matchRoute(model, request) ?? refuse(request.method);
  },

  parse: (model, routed, request) => parseRest(model, routed, request, codec),

  serialize(model, operation, output, { requestId, request }) {
    const events = eventStreamMember(operation.output);
    const answer = events
      ? serializeEventStream(model, operation, events, output, codec)
      : serializeRest(model, operation, output, codec);
    const response = { ...answer, headers: { 'x-amz-request-id': requestId, ...answer.headers } };
    // The answer to HEAD tells the length of the object, not of itself.
    return request.method === 'HEAD' ? response : withLength(response);
  },

  serializeError(model, _operation, error, { requestId, request }) {
    const known = model.error(error.code);
    const status = error.status ?? known?.status ?? 400;
    const headers = { 'x-amz-request-id': requestId };
    if (request.method === 'HEAD' || status === 304) return { status, headers, body: new Uint8Array() };
    const fields = Object.entries(error.fields)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `<${name}>${escapeXml(String(value as number))}</${name}>`);
    const message = error.message === '' ? '' : `<Message>${escapeXml(error.message)}</Message>`;
    const xml =
      `${DECLARATION}<Error><Code>${escapeXml(known?.name ?? error.code)}</Code>${message}${fields.join('')}` +
      `<RequestId>${requestId}</RequestId></Error>`;
    return withLength({ status, headers: { ...headers, 'Content-Type': codec.contentType }, body: Buffer.from(xml) });
  },
};

function refuse(method: string): never {
  throw new AwsError('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
    status: 405,
    fields: { Method: method },
  });
}

import { toBuffer } from '../lib/to-buffer.ts';
import { AwsError } from '../kernel/aws-error.ts';
import type { ServiceModel } from '../model/service-model.ts';
import { UNIT } from '../model/shape.ts';
import { queryErrorCode } from './query-compatible.ts';
import { readQuery } from './query-reader.ts';
import { isNotOfThisProtocol, notOfThisProtocol, serializeNotOfThisProtocol } from './unknown-operation.ts';
import { bodyBytes, header, type Protocol, type RequestHead, type WireRequest, type WireResponse } from './wire.ts';
import { escapeXml, writeMembers } from './xml-writer.ts';

/** AWS Query: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
export const awsQuery: Protocol = {
  name: 'awsQuery',

  route(model, request) {
    const parameters = parametersOf(request);
    const action = parameters.get('Action');
    if (!action) throw model.facts.isQueryCompatible ? notOfThisProtocol() : missingAction();
    const version = parameters.get('Version');
    // SQS takes every version it ever had, and none.
    const isKnownVersion = model.facts.isQueryCompatible || version === model.facts.version;
    const operation = isKnownVersion ? model.operation(action) : undefined;
    if (!operation) throw invalidAction(model, action, version);
    return { operation };
  },

  parse(_model, { operation }, request) {
    const input = readQuery(operation.input, parametersOf(request));
    // A queue's URL may be the address of the request instead of a parameter.
    if (operation.input.byName.has('QueueUrl') && request.path !== '/') input['QueueUrl'] ??= urlOf(request);
    return input;
  },

  serialize(model, operation, output, { requestId }) {
    const { name } = operation;
    const result =
      operation.output === UNIT ? '' : `<${name}Result>${writeMembers(operation.output, output ?? {})}</${name}Result>`;
    const metadata = `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`;
    const xml = `<${name}Response xmlns="${model.facts.xmlNamespace}">${result}${metadata}</${name}Response>`;
    return respond(200, requestId, xml);
  },

  serializeError(model, _operation, error, { requestId }) {
    if (isNotOfThisProtocol(error)) return serializeNotOfThisProtocol(requestId);
    const known = model.error(error.code);
    const status = error.status ?? known?.queryStatus ?? known?.status ?? 400;
    const type = status < 500 ? 'Sender' : 'Receiver';
    const code = queryErrorCode(error.code, known);
    const message = error.message === '' ? '' : `<Message>${escapeXml(error.message)}</Message>`;
    const detail = model.facts.isQueryCompatible ? '<Detail/>' : '';
    const xml =
      `<ErrorResponse xmlns="${model.facts.xmlNamespace}"><Error><Type>${type}</Type><Code>${escapeXml(code)}</Code>` +
      `${message}${detail}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
    return respond(status, requestId, xml);
  },
};

/** Whether a request speaks Query, as far as its head tells. */
export const looksLikeQuery = (head: RequestHead): boolean =>
  (header(head, 'content-type') ?? '').startsWith('application/x-www-form-urlencoded') ||
  /(^|&)Action=/.test(head.query);

/** The `Version` parameter: it names the API where nothing else does, as in unsigned requests to STS. */
export const queryVersion = (request: WireRequest): string | undefined =>
  parametersOf(request).get('Version') ?? undefined;

const parsed = new WeakMap<WireRequest, URLSearchParams>();

/** Of the query string and the body, together: AWS takes parameters in either. */
function parametersOf(request: WireRequest): URLSearchParams {
  const known = parsed.get(request);
  if (known) return known;
  const body = bodyBytes(request);
  const text = toBuffer(body).toString();
  const parameters = new URLSearchParams(request.query && text ? `${request.query}&${text}` : request.query || text);
  parsed.set(request, parameters);
  return parameters;
}

const urlOf = (request: WireRequest) => `http://${header(request, 'host') ?? 'localhost'}${request.path}`;

function respond(status: number, requestId: string, xml: string): WireResponse {
  const body = Buffer.from(xml);
  return {
    status,
    headers: {
      'x-amzn-RequestId': requestId,
      'Content-Type': 'text/xml',
      'Content-Length': String(body.byteLength),
    },
    body,
  };
}

const missingAction = () =>
  new AwsError('MissingAction', 'The request is missing an action or a required parameter.', { status: 400 });

const invalidAction = (model: ServiceModel, action: string, version: string | null | undefined) =>
  new AwsError(
    'InvalidAction',
    model.facts.isQueryCompatible
      ? `The action ${action} is not valid for this endpoint.`
      : `Could not find operation ${action} for version ${version ?? 'NO_VERSION_SPECIFIED'}`,
    { status: 400 },
  );

import type { AwsError } from '../kernel/aws-error.ts';
import type { ProtocolName } from '../kernel/context.ts';
import type { OperationModel, ServiceModel } from '../model/service-model.ts';

export type WireProtocolName = Exclude<ProtocolName, 'inProcess'>;

/** Names in lower case, as `node:http` gives them. */
type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface RequestHead {
  readonly method: string;
  /** As sent, nothing decoded or normalized: S3 keys such as `a/../b//c%2Fd` live here. */
  readonly path: string;
  /** As sent, without the question mark. */
  readonly query: string;
  readonly headers: RequestHeaders;
}

export interface WireRequest extends RequestHead {
  /** Bytes; a stream only for operations whose payload is one, which hand it on unread. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
}

/** What an answer needs beyond its output. */
interface Answer {
  readonly requestId: string;
  /** The head of the request: content types are answered in kind. */
  readonly request: RequestHead;
}

export interface Routed {
  readonly operation: OperationModel;
  /** Values of the URI template's labels, decoded. REST protocols only. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Bytes to input, output to bytes. Every throw is an `AwsError` in AWS's words. */
export interface Protocol {
  readonly name: WireProtocolName;
  /** Which operation is asked for; throws AWS's answer to one that does not exist. */
  route(model: ServiceModel, request: WireRequest): Routed;
  parse(model: ServiceModel, routed: Routed, request: WireRequest): unknown;
  serialize(model: ServiceModel, operation: OperationModel, output: unknown, answer: Answer): WireResponse;
  serializeError(
    model: ServiceModel,
    operation: OperationModel | undefined,
    error: AwsError,
    answer: Answer,
  ): WireResponse;
}

export const header = (head: RequestHead, name: string): string | undefined => {
  const value = head.headers[name];
  return typeof value === 'string' || value === undefined ? value : value.join(', ');
};

/** Bytes of a request whose operation takes no stream; the gateway has read them all. */
export function bodyBytes(request: WireRequest): Uint8Array {
  if (request.body instanceof Uint8Array) return request.body;
  throw new TypeError('This operation takes no stream: read the body before parsing it.');
}

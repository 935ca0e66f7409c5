import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from '../kernel/aws-error.ts';
import { fallbackAnswer } from './identify.ts';
import type { WireRequest, WireResponse } from '../protocols/wire.ts';
import { readBody } from './body.ts';
import { chain } from './chain.ts';
import type { Core } from './core.ts';
import { Exchange } from './exchange.ts';

/** Takes one AWS request through the chain; what a step throws becomes AWS's error in the caller's protocol. */
export async function answerAws(
  core: Core,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<WireResponse> {
  const request = toWireRequest(incoming);
  const exchange = new Exchange(core, incoming, response, request);
  try {
    request.body = await readBody(incoming);
    for (const step of chain) {
      const running = step(exchange);
      if (running) await running;
    }
    return exchange.response!;
  } catch (error) {
    if (error instanceof AwsError) return serializeError(exchange, error);
    throw error;
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Its body follows: an answer to one that is too large needs the head as well. */
function toWireRequest(incoming: IncomingMessage): Mutable<WireRequest> {
  const target = incoming.url!;
  const mark = target.indexOf('?');
  return {
    method: incoming.method!,
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers: incoming.headers,
    body: NO_BODY,
  };
}

const NO_BODY = new Uint8Array();

function serializeError(exchange: Exchange, error: AwsError): WireResponse {
  const { requestId, request, service } = exchange;
  const protocol = exchange.protocol;
  if (!service || !protocol) return fallbackAnswer(request, error, requestId);
  return protocol.serializeError(service.model, exchange.routed?.operation, error, { requestId, request });
}

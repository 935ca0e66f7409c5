import { AwsError } from '../kernel/aws-error.ts';
import { toFailure } from '../kernel/failure.ts';
import type { WireRequest, WireResponse } from '../protocols/wire.ts';
import { wholeBody } from './body.ts';
import { chain, identifyService } from './chain.ts';
import type { Core } from './core.ts';
import { Exchange } from './exchange.ts';
import { fallbackAnswer } from './fallback.ts';
import { greet, isVisit } from './greeting.ts';
import { ClientGone, type Incoming } from './incoming.ts';

/** Takes one AWS request through the chain; what a step throws becomes AWS's error in the caller's protocol. */
export async function answerAws(core: Core, incoming: Incoming): Promise<WireResponse> {
  const request = toWireRequest(incoming);
  if (isVisit(request)) return greet(request);
  const exchange = new Exchange(core, incoming, request);
  try {
    const body = wholeBody(incoming);
    request.body = body instanceof Promise ? await body : body;
    for (const step of chain) {
      const running = step(exchange);
      if (running) await running;
    }
    return exchange.response!;
  } catch (error) {
    if (error instanceof AwsError) return serializeError(exchange, error);
    if (error instanceof ClientGone) throw error;
    core.onFailure(error);
    return serializeError(exchange, toFailure(error));
  }
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Its body follows: an answer to one that is too large needs the head as well. */
function toWireRequest({ method, target, headers }: Incoming): Mutable<WireRequest> {
  const mark = target.indexOf('?');
  return {
    method,
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers,
    body: NO_BODY,
  };
}

const NO_BODY = new Uint8Array();

async function serializeError(exchange: Exchange, error: AwsError): Promise<WireResponse> {
  // A body that is too large is refused before anybody asked whose it is; the head tells.
  if (exchange.request.body === NO_BODY) {
    try {
      await identifyService(exchange);
    } catch {
      // Then it is for nobody.
    }
  }
  const { requestId, request, service, protocol } = exchange;
  if (!service || !protocol) return fallbackAnswer(request, error, requestId);
  return protocol.serializeError(service.model, exchange.routed?.operation, error, { requestId, request });
}

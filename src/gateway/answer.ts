import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from '../kernel/aws-error.ts';
import { fallbackAnswer } from './identify.ts';
import type { WireRequest, WireResponse } from '../protocols/wire.ts';
import { readBody } from './body.ts';
import { chain } from './chain.ts';
import type { Core } from './core.ts';
import type { Exchange } from './exchange.ts';

/** Takes one AWS request through the chain; what a step throws becomes AWS's error in the caller's protocol. */
export async function answerAws(
  core: Core,
  incoming: IncomingMessage,
  response: ServerResponse,
): Promise<WireResponse> {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const exchange: Exchange = {
    core,
    incoming,
    requestId: core.host.random.uuid(),
    signal: gone.signal,
    request: await toWireRequest(incoming),
  };
  try {
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

async function toWireRequest(incoming: IncomingMessage): Promise<WireRequest> {
  const target = incoming.url!;
  const mark = target.indexOf('?');
  return {
    method: incoming.method!,
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers: incoming.headers,
    body: await readBody(incoming),
  };
}

function serializeError(exchange: Exchange, error: AwsError): WireResponse {
  const { requestId, request, service } = exchange;
  const protocol = exchange.protocol;
  if (!service || !protocol) return fallbackAnswer(request, error, requestId);
  return protocol.serializeError(service.model, exchange.routed?.operation, error, { requestId, request });
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Authentication } from '../auth/authenticator.ts';
import type { Protocol, Routed, WireRequest, WireResponse } from '../protocols/wire.ts';
import type { Service } from '../services/loader.ts';
import type { Core } from './core.ts';

/** One request on its way through the chain. Each step fills in what it finds; `response` ends the chain. */
export class Exchange {
  readonly core: Core;
  readonly incoming: IncomingMessage;
  readonly request: WireRequest;
  readonly requestId: string;
  service?: Service;
  protocol?: Protocol;
  routed?: Routed;
  caller?: Authentication;
  input?: unknown;
  output?: unknown;
  response?: WireResponse;
  readonly #answer: ServerResponse;
  #signal: AbortSignal | undefined;

  constructor(core: Core, incoming: IncomingMessage, answer: ServerResponse, request: WireRequest) {
    this.core = core;
    this.incoming = incoming;
    this.request = request;
    this.requestId = core.host.random.uuid();
    this.#answer = answer;
  }

  /** Aborted when the caller has gone. Made when first asked for: few operations wait, and it costs microseconds. */
  get signal(): AbortSignal {
    this.#signal ??= signalOfLoss(this.#answer);
    return this.#signal;
  }
}

function signalOfLoss(answer: ServerResponse): AbortSignal {
  const gone = new AbortController();
  if (answer.destroyed) gone.abort();
  answer.once('close', () => {
    if (!answer.writableFinished) gone.abort();
  });
  return gone.signal;
}

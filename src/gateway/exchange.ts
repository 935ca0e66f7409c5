import type { Authentication } from '../auth/authenticator.ts';
import type { Protocol, Routed, WireRequest, WireResponse } from '../protocols/wire.ts';
import type { Service } from '../services/loader.ts';
import type { Core } from './core.ts';
import type { Incoming } from './incoming.ts';

/** One request on its way through the chain. Each step fills in what it finds; `response` ends the chain. */
export class Exchange {
  readonly core: Core;
  readonly incoming: Incoming;
  readonly request: WireRequest;
  readonly requestId: string;
  service?: Service;
  protocol?: Protocol;
  routed?: Routed;
  caller?: Authentication;
  input?: unknown;
  output?: unknown;
  response?: WireResponse;
  #signal: AbortSignal | undefined;

  constructor(core: Core, incoming: Incoming, request: WireRequest) {
    this.core = core;
    this.incoming = incoming;
    this.request = request;
    this.requestId = core.host.random.uuid();
  }

  /** Aborted when the caller has gone. Made when first asked for: few operations wait, and it costs microseconds. */
  get signal(): AbortSignal {
    this.#signal ??= signalOfLoss(this.incoming);
    return this.#signal;
  }
}

function signalOfLoss(incoming: Incoming): AbortSignal {
  const gone = new AbortController();
  incoming.onLoss(() => gone.abort());
  return gone.signal;
}

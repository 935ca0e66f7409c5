import type { IncomingMessage } from 'node:http';
import type { Authentication } from '../auth/authenticator.ts';
import type { Protocol, Routed, WireRequest, WireResponse } from '../protocols/wire.ts';
import type { Service } from '../services/loader.ts';
import type { Core } from './core.ts';

/** One request on its way through the chain. Each step fills in what it finds; `response` ends the chain. */
export interface Exchange {
  readonly core: Core;
  readonly incoming: IncomingMessage;
  readonly requestId: string;
  /** Aborted when the caller has gone. */
  readonly signal: AbortSignal;
  readonly request: WireRequest;
  service?: Service;
  protocol?: Protocol;
  routed?: Routed;
  caller?: Authentication;
  input?: unknown;
  output?: unknown;
  response?: WireResponse;
}

import type { Principal } from '../auth/principal.ts';
import type { ServiceName } from '../kernel/clients.ts';
import type { ProtocolName } from '../kernel/context.ts';
import type { Call } from '../kernel/invoke.ts';
import { parseTraceHeader, type TraceParent } from '../kernel/trace.ts';
import { header } from '../protocols/wire.ts';
import type { Exchange } from './exchange.ts';

/** What an exchange asks for once its caller and its input are known. A class, so that `signal` costs only who wants it. */
export class WireCall implements Call {
  readonly service: ServiceName;
  readonly operation: string;
  readonly input: unknown;
  readonly accountId: string;
  readonly region: string;
  readonly principal: Principal;
  readonly requestId: string;
  readonly protocol: ProtocolName;
  readonly endpoint: string;
  readonly trace: TraceParent | undefined;
  readonly #exchange: Exchange;

  constructor(exchange: Exchange) {
    const { caller, request } = exchange;
    this.service = exchange.service!.definition.name;
    this.operation = exchange.routed!.operation.name;
    this.input = exchange.input;
    this.accountId = caller!.accountId;
    this.region = caller!.region;
    this.principal = caller!.principal;
    this.requestId = exchange.requestId;
    this.protocol = exchange.protocol!.name;
    this.endpoint = `http://${header(request, 'host') ?? '127.0.0.1'}`;
    this.trace = parseTraceHeader(header(request, 'x-amzn-trace-id'));
    this.#exchange = exchange;
  }

  get signal(): AbortSignal {
    return this.#exchange.signal;
  }
}

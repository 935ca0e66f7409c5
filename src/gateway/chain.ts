import { loadProtocol } from '../protocols/load.ts';
import type { Protocol } from '../protocols/wire.ts';
import type { Service } from '../services/loader.ts';
import { registry } from '../services/registry.ts';
import type { Exchange } from './exchange.ts';
import { identify } from './identify.ts';
import { WireCall } from './wire-call.ts';

export type Step = (exchange: Exchange) => void | Promise<void>;

/** The path of one AWS request, in order. A step that throws an `AwsError` ends it; the server answers in the protocol found so far. */
export const chain: readonly Step[] = [
  identifyService,
  routeOperation,
  authenticateCaller,
  parseInput,
  invokeOperation,
  serializeOutput,
];

/** Waits only for what is not in memory yet. */
export function identifyService(exchange: Exchange): void | Promise<void> {
  const identified = identify(exchange.request);
  const service = exchange.core.services.load(identified.service);
  const protocol = loadProtocol(identified.protocol);
  if (service instanceof Promise || protocol instanceof Promise) return awaitLoading(exchange, service, protocol);
  exchange.service = service;
  exchange.protocol = protocol;
}

async function awaitLoading(
  exchange: Exchange,
  service: Service | Promise<Service>,
  protocol: Protocol | Promise<Protocol>,
): Promise<void> {
  exchange.service = await service;
  exchange.protocol = await protocol;
}

function routeOperation(exchange: Exchange): void {
  exchange.routed = exchange.protocol!.route(exchange.service!.model, exchange.request);
}

function authenticateCaller(exchange: Exchange): void | Promise<void> {
  const { request, service, protocol, routed } = exchange;
  const { name, anonymous } = service!.definition;
  const caller = exchange.core.authenticator.authenticate({
    protocol: protocol!.name,
    method: request.method,
    target: exchange.incoming.target,
    headers: request.headers,
    ...(request.body instanceof Uint8Array ? { body: request.body } : {}),
    signingName: registry[name].signingName,
    allowAnonymous: anonymous?.includes(routed!.operation.name) ?? false,
  });
  if (caller instanceof Promise) return caller.then((found) => void (exchange.caller = found));
  exchange.caller = caller;
}

function parseInput(exchange: Exchange): void {
  exchange.input = exchange.protocol!.parse(exchange.service!.model, exchange.routed!, exchange.request);
}

async function invokeOperation(exchange: Exchange): Promise<void> {
  exchange.output = await exchange.core.invoker.invoke(new WireCall(exchange));
}

function serializeOutput(exchange: Exchange): void {
  const { protocol, service, routed, output, requestId, request } = exchange;
  exchange.response = protocol!.serialize(service!.model, routed!.operation, output, { requestId, request });
}

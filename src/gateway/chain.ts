import { parseTraceHeader } from '../kernel/trace.ts';
import { loadProtocol } from '../protocols/load.ts';
import { header } from '../protocols/wire.ts';
import { registry } from '../services/registry.ts';
import type { Exchange } from './exchange.ts';
import { identify } from './identify.ts';

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

async function identifyService(exchange: Exchange): Promise<void> {
  const { service, protocol } = identify(exchange.request);
  exchange.service = await exchange.core.services.load(service);
  exchange.protocol = await loadProtocol(protocol);
}

function routeOperation(exchange: Exchange): void {
  exchange.routed = exchange.protocol!.route(exchange.service!.model, exchange.request);
}

async function authenticateCaller(exchange: Exchange): Promise<void> {
  const { request, service, protocol, routed } = exchange;
  exchange.caller = await exchange.core.authenticator.authenticate({
    protocol: protocol!.name,
    method: request.method,
    target: exchange.incoming.url!,
    headers: request.headers,
    ...(request.body instanceof Uint8Array ? { body: request.body } : {}),
    signingName: registry[service!.definition.name].signingName,
    allowAnonymous: service!.definition.anonymous?.includes(routed!.operation.name) ?? false,
  });
}

function parseInput(exchange: Exchange): void {
  exchange.input = exchange.protocol!.parse(exchange.service!.model, exchange.routed!, exchange.request);
}

async function invokeOperation(exchange: Exchange): Promise<void> {
  const { core, request, caller } = exchange;
  const trace = parseTraceHeader(header(request, 'x-amzn-trace-id'));
  exchange.output = await core.invoker.invoke({
    service: exchange.service!.definition.name,
    operation: exchange.routed!.operation.name,
    input: exchange.input,
    accountId: caller!.accountId,
    region: caller!.region,
    principal: caller!.principal,
    requestId: exchange.requestId,
    protocol: exchange.protocol!.name,
    endpoint: `http://${header(request, 'host') ?? '127.0.0.1'}`,
    get signal() {
      return exchange.signal;
    },
    trace,
  });
}

function serializeOutput(exchange: Exchange): void {
  const { protocol, service, routed, output, requestId, request } = exchange;
  exchange.response = protocol!.serialize(service!.model, routed!.operation, output, { requestId, request });
}

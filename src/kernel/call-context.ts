import { rootPrincipal, type Principal } from '../auth/principal.ts';
import type { Key, Lane, MaybePromise, Snapshot, Transaction } from '../storage/storage.ts';
import type { CallOptions, Clients, ServiceName } from './clients.ts';
import type { Context, Host } from './context.ts';
import type { CallScope, Invoker } from './invoke.ts';
import type { TraceParent } from './trace.ts';

/** The same in fields alone, which a spread keeps. */
type PlainScope = Pick<CallScope, keyof CallScope>;

export class CallContext implements Context {
  readonly accountId: string;
  readonly region: string;
  readonly host: Host;
  readonly state: unknown;
  /** This call's own span: what it calls becomes its child. */
  readonly trace: TraceParent;
  readonly #call: CallScope;
  readonly #invoker: Invoker;
  #aws: Clients | undefined;
  /** The storage's version before the last look: a signal since then ends a wait at once instead of being lost. */
  #lookedAt: number | undefined;

  constructor(call: CallScope, trace: TraceParent, host: Host, state: unknown, invoker: Invoker) {
    this.#call = call;
    this.accountId = call.accountId;
    this.region = call.region;
    this.trace = trace;
    this.host = host;
    this.state = state;
    this.#invoker = invoker;
  }

  get service() {
    return this.#call.service;
  }
  get operation() {
    return this.#call.operation;
  }
  get principal() {
    return this.#call.principal;
  }
  get requestId() {
    return this.#call.requestId;
  }
  get protocol() {
    return this.#call.protocol;
  }
  get endpoint() {
    return this.#call.endpoint;
  }
  get traceHeader() {
    return this.#call.trace?.header;
  }
  get signal() {
    return this.#call.signal;
  }
  get clock() {
    return this.host.clock;
  }
  get random() {
    return this.host.random;
  }

  get aws(): Clients {
    this.#aws ??= createClients(this.#invoker, this.host, { ...this.#scope(), trace: this.trace });
    return this.#aws;
  }

  as(principal: Principal | `${string}.amazonaws.com`): Context {
    const caller = typeof principal === 'string' ? servicePrincipal(principal, this.accountId) : principal;
    return new CallContext({ ...this.#scope(), principal: caller }, this.trace, this.host, this.state, this.#invoker);
  }

  #scope(): PlainScope {
    const { service, operation, accountId, region, principal, requestId, protocol, endpoint, trace, signal } =
      this.#call;
    return { service, operation, accountId, region, principal, requestId, protocol, endpoint, trace, signal };
  }

  transact<T>(lane: Lane, body: (tx: Transaction) => MaybePromise<T>): Promise<T> {
    this.#lookedAt = this.host.storage.version;
    return this.host.storage.transact(lane, body);
  }

  read<T>(body: (snapshot: Snapshot) => MaybePromise<T>): Promise<T> {
    this.#lookedAt = this.host.storage.version;
    return this.host.storage.read(body);
  }

  wait(topic: Key, until: number): Promise<void> {
    return this.host.work.park(this.host.storage.wait(topic, until, this.signal, this.#lookedAt));
  }
}

/** An AWS service acting on its own behalf in an account. */
export const servicePrincipal = (service: string, accountId: string): Principal => ({
  kind: 'service',
  service,
  accountId,
  arn: rootPrincipal(accountId).arn,
});

type AnyCall = (input: unknown, options?: CallOptions) => Promise<unknown>;

/** `aws.sqs.sendMessage(input)` becomes one call through the invoker; nothing is loaded before that. */
function createClients(invoker: Invoker, host: Host, scope: PlainScope): Clients {
  const client = (service: ServiceName) =>
    new Proxy<Record<string, AnyCall>>(
      {},
      {
        get: (methods, method: string) => {
          methods[method] ??= (input, options) =>
            invoker.invoke({
              ...scope,
              service,
              operation: method[0]!.toUpperCase() + method.slice(1),
              input,
              requestId: host.random.uuid(),
              protocol: 'inProcess',
              trace: options?.trace ?? scope.trace,
              signal: options?.signal ?? scope.signal,
            });
          return methods[method];
        },
      },
    );
  const clients: Partial<Record<string, object>> = {};
  return new Proxy(clients, {
    get: (known, service: string) => (known[service] ??= client(service as ServiceName)),
  }) as unknown as Clients;
}

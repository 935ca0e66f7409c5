import type { Principal } from '../auth/principal.ts';
import { AwsError } from './aws-error.ts';
import { CallContext } from './call-context.ts';
import type { ServiceName } from './clients.ts';
import type { Context, Host, ProtocolName, Scope } from './context.ts';
import { toFailure } from './failure.ts';
import type { Authorization, AuthorizationQuestion } from './operation.ts';
import type { ServiceDefinition } from './service.ts';
import { newSpanId, newTraceId, type TraceParent } from './trace.ts';

/** A service whose code and schemas are in memory, bound to one cloud. */
export interface LoadedService {
  readonly definition: ServiceDefinition<object, unknown>;
  readonly state: unknown;
  /** Constraint violations of an input, as the service's own error. */
  readonly validate: (operation: string, input: unknown) => AwsError | undefined;
}

/** A call without its input: what stays the same for everything done on its behalf. A class as `Context` is, for its signal. */
export declare abstract class CallScope implements Scope {
  readonly service: ServiceName;
  readonly operation: string;
  readonly accountId: string;
  readonly region: string;
  readonly principal: Principal;
  readonly requestId: string;
  readonly protocol: ProtocolName;
  readonly endpoint: string;
  readonly trace?: TraceParent | undefined;
  abstract get signal(): AbortSignal;
}

/** One API call, from the wire or from another service. */
export declare abstract class Call extends CallScope {
  readonly input: unknown;
}

/** Throws AWS's AccessDenied where the caller may not; `resources` are ARNs. */
export type Authorize = (
  ctx: Context,
  action: string,
  resources: readonly string[],
  input: unknown,
  conditionKeys?: AuthorizationQuestion['conditionKeys'],
) => Promise<void>;

export interface InvokerOptions {
  readonly host: Host;
  readonly load: (service: ServiceName) => LoadedService | Promise<LoadedService>;
  readonly authorize?: Authorize;
  /** Told about errors that are ours, with their stack. */
  readonly onFailure?: (call: Call, error: unknown) => void;
}

/** The call's own span, as its children see it: `parentId` is the id of this one. */
export type Span = Required<Pick<TraceParent, 'traceId' | 'parentId'>>;

/** What a call turns out to be about, for its record. */
interface About {
  resources: readonly string[];
}

const NONE: readonly string[] = [];

type AnyOperation = (ctx: Context, input: unknown) => unknown;

/** The one way into a service: authorize → validate → handle → record, for the wire and in-process calls alike. */
export class Invoker {
  readonly #options: InvokerOptions;

  constructor(options: InvokerOptions) {
    this.#options = options;
  }

  async invoke(call: Call): Promise<unknown> {
    const { host } = this.#options;
    const startedAt = host.clock.now();
    const span = { traceId: call.trace?.traceId ?? newTraceId(host), parentId: newSpanId(host) };
    const about: About = { resources: NONE };
    host.work.begin();
    try {
      const output = await this.#run(call, span, about);
      this.#record(call, span, about, startedAt, undefined);
      return output;
    } catch (cause) {
      const error = this.#toAwsError(call, cause);
      this.#record(call, span, about, startedAt, error.code);
      throw error;
    } finally {
      host.work.end();
    }
  }

  /** One object of one shape: this runs for every call there is. */
  #record(call: Call, span: Span, { resources }: About, startedAt: number, error: string | undefined): void {
    const { host } = this.#options;
    host.trace.record({
      traceId: span.traceId,
      spanId: span.parentId,
      parentId: call.trace?.parentId,
      requestId: call.requestId,
      service: call.service,
      operation: call.operation,
      accountId: call.accountId,
      region: call.region,
      principalArn: call.principal.arn,
      resources,
      startedAt,
      durationMs: host.clock.now() - startedAt,
      error,
    });
  }

  #run(call: Call, span: Span, about: About): unknown {
    const service = this.#options.load(call.service);
    if (service instanceof Promise) return service.then((loaded) => this.#handle(loaded, call, span, about));
    return this.#handle(service, call, span, about);
  }

  #handle(service: LoadedService, call: Call, span: Span, about: About): unknown {
    const { definition } = service;
    const handler = (definition.operations as Record<string, AnyOperation | 'unsupported' | undefined>)[call.operation];
    if (handler === undefined || handler === 'unsupported') throw notImplemented(call);
    const ctx = new CallContext(call, span, this.#options.host, service.state, this);
    // AWS validates what it needs to name the resource, then authorizes, then validates the rest; one pass comes close.
    const violation = service.validate(call.operation, call.input);
    if (violation) throw violation;
    const authorization = (definition.authorization as Record<string, Authorization | undefined>)[call.operation];
    if (!authorization) return handler(ctx, call.input);
    const resources = authorization.resources(call.input as never, ctx);
    about.resources = resources;
    const { authorize } = this.#options;
    if (!authorize) return handler(ctx, call.input);
    return this.#authorize(authorize, ctx, authorization, resources, call.input).then(() => handler(ctx, call.input));
  }

  async #authorize(
    authorize: Authorize,
    ctx: Context,
    { action, questions }: Authorization,
    resources: readonly string[],
    input: unknown,
  ): Promise<void> {
    const asked: readonly AuthorizationQuestion[] = questions?.(input as never, ctx) ?? [{ action, resources }];
    for (const question of asked) {
      await authorize(ctx, question.action, question.resources, input, question.conditionKeys);
    }
  }

  #toAwsError(call: Call, cause: unknown): AwsError {
    if (cause instanceof AwsError) return cause;
    if (!call.signal.aborted) this.#options.onFailure?.(call, cause);
    return toFailure(cause);
  }
}

const notImplemented = (call: Call) =>
  new AwsError(
    'NotImplemented',
    `Cirro does not implement ${call.operation} of ${call.service} yet; docs/coverage.md lists what it does.`,
    { status: 501 },
  );

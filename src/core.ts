import { join } from 'node:path';
import { Authenticator } from './auth/authenticator.ts';
import { StoredCredentials } from './auth/credentials.ts';
import { DEFAULT_ACCOUNT_ID } from './auth/principal.ts';
import type { Core } from './gateway/core.ts';
import { CallContext, servicePrincipal } from './kernel/call-context.ts';
import type { ServiceName } from './kernel/clients.ts';
import type { Clock } from './kernel/clock.ts';
import { ConsumedCapacity } from './kernel/consumed-capacity.ts';
import type { Host, Scope } from './kernel/context.ts';
import { userMessageOf } from './kernel/failure.ts';
import { Invoker } from './kernel/invoke.ts';
import type { Random } from './kernel/random.ts';
import { newTraceId, type Trace } from './kernel/trace.ts';
import type { Work } from './kernel/work.ts';
import { packageRoot } from './lib/package-root.ts';
import { openState } from './open-state.ts';
import { findOrCreateRootKey, type RootKey } from './root-key.ts';
import { inheritScratch } from './scratch.ts';
import { ServiceLoader } from './services/loader.ts';
import { StorageClosed } from './storage/storage-error.ts';
import { TaskRunner } from './storage/task-runner.ts';

export interface CoreOptions {
  readonly data: string | undefined;
  /** Deletes what the folder holds first. */
  readonly isReset: boolean;
  readonly clock: Clock;
  /** The callers' time, which signatures are made with. */
  readonly signingClock: Clock;
  readonly random: Random;
  readonly work: Work;
  readonly trace: Trace;
  readonly mode: 'lenient' | 'strict';
  readonly endpoint: () => string;
  readonly scratch: string;
}

/** Everything of a cloud behind its server; the one place where the parts are put together. */
export interface OpenCore extends Core {
  readonly rootKey: RootKey | undefined;
  /** Begins with the work that is due; once the endpoint is known, because functions call back. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export async function openCore(options: CoreOptions): Promise<OpenCore> {
  const { clock, random, work, trace } = options;
  const { storage, blobs } = await openState(options);
  if (options.data !== undefined) await inheritScratch(options.data, options.scratch);
  const credentials = new StoredCredentials(storage);
  const shutdown = new AbortController();

  const host: Host = {
    clock,
    random,
    work,
    storage,
    blobs,
    trace,
    consumedCapacity: new ConsumedCapacity(clock.now()),
    credentials,
    config: {
      endpoint: () => Promise.resolve(options.endpoint()),
      scratch: options.scratch,
      runtimes: join(packageRoot, 'runtimes'),
    },
    contextFor: (service, scope) => contextFor(service, scope, 'background'),
  };
  const services = new ServiceLoader(host);
  const onFailure = failureLog();
  const invoker = new Invoker({
    host,
    load: (name) => services.load(name),
    onFailure: (_call, error) => onFailure(error),
  });
  const rootKey = options.mode === 'strict' ? await findOrCreateRootKey(storage, random) : undefined;
  const authenticator = new Authenticator({
    clock,
    signingClock: options.signingClock,
    findCredential: (accessKeyId) => credentials.find(accessKeyId),
    mode: options.mode,
    ...(rootKey ? { rootKey: { ...rootKey, accountId: DEFAULT_ACCOUNT_ID } } : {}),
  });

  function contextFor(service: ServiceName, scope: Scope, operation: string): CallContext {
    const { accountId, region, principal, trace } = scope;
    const call = {
      accountId,
      region,
      principal,
      trace,
      service,
      operation,
      requestId: random.uuid(),
      protocol: 'inProcess' as const,
      endpoint: options.endpoint(),
      signal: shutdown.signal,
    };
    return new CallContext(call, trace ?? { traceId: newTraceId(host) }, host, services.stateOf(service), invoker);
  }

  /** A task's type names its service; its payload says in whose account and region it runs. */
  const runTask = (type: string) => async (payload: unknown) => {
    const name = type.slice(0, type.indexOf('.')) as ServiceName;
    const { definition } = await services.load(name);
    const handler = definition.tasks?.[type];
    if (!handler) throw new Error(`No service handles the task '${type}'.`);
    const { accountId, region } = payload as { accountId: string; region: string };
    const principal = servicePrincipal(`${name}.amazonaws.com`, accountId);
    await handler(contextFor(name, { accountId, region, principal }, type), payload as never);
  };

  const runner = new TaskRunner({ storage, clock, work, handler: runTask, onError: onFailure });
  return {
    host,
    invoker,
    authenticator,
    services,
    onFailure,
    rootKey,
    start: () => runner.start(),
    async close() {
      shutdown.abort();
      await runner.close();
      await services.close();
      await storage.close();
      await blobs.close();
    },
  };
}

/** Errors that are ours go to the log with their stack; what its reader can mend is a sentence, said once in a row. */
function failureLog(): (error: unknown) => void {
  let said: string | undefined;
  return (error) => {
    // Who waits for something when the cloud ends hears of it in an answer.
    if (error instanceof StorageClosed) return;
    const sentence = userMessageOf(error);
    if (sentence !== undefined && sentence === said) return;
    said = sentence;
    process.stderr.write(`cirro: ${sentence ?? describe(error)}\n`);
  };
}

const describe = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

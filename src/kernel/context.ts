import type { Principal } from '../auth/principal.ts';
import type { BlobStore } from '../storage/blobs.ts';
import type { Key, Lane, MaybePromise, Snapshot, Storage, Transaction } from '../storage/storage.ts';
import type { Clients, ServiceName } from './clients.ts';
import type { Clock } from './clock.ts';
import type { ConsumedCapacity } from './consumed-capacity.ts';
import type { Credentials } from './credentials.ts';
import type { Random } from './random.ts';
import type { Trace, TraceParent } from './trace.ts';
import type { Work } from './work.ts';

export type ProtocolName =
  | 'awsJson1_0'
  | 'awsJson1_1'
  | 'awsQuery'
  | 'restJson1'
  | 'restXml'
  | 'rpcV2Cbor'
  | 'inProcess';

/** What one cloud is made of; built once, in `cloud.ts`. */
export interface Host {
  readonly clock: Clock;
  readonly random: Random;
  readonly work: Work;
  readonly storage: Storage;
  readonly blobs: BlobStore;
  readonly trace: Trace;
  readonly consumedCapacity: ConsumedCapacity;
  /** The keys that this cloud issued (`auth/credentials.ts`). */
  readonly credentials: Credentials;
  readonly config: HostConfig;
  /** A context outside any request: for tasks and service state. */
  contextFor(service: ServiceName, scope: Scope): Context;
}

export interface HostConfig {
  /** Where clients of this cloud reach it, with the IP address: `http://127.0.0.1:4566`. Known once it listens. */
  endpoint(): Promise<string>;
  /** A folder for this process's scratch files (function code, sockets); removed at close. */
  readonly scratch: string;
  /** Where `runtimes/` lies, in the repository or in the package. */
  readonly runtimes: string;
}

export interface Scope {
  readonly accountId: string;
  readonly region: string;
  readonly principal: Principal;
  readonly trace?: TraceParent | undefined;
}

/**
 * What an operation or a task may use. One for each call. A declared class, so that the compiler knows what a spread leaves
 * out: only fields survive one, so `{ ...ctx }` has `accountId` and `region`, and is no context.
 */
export declare abstract class Context<State = unknown> implements Scope {
  readonly accountId: string;
  readonly region: string;
  readonly trace: TraceParent;
  readonly host: Host;
  /** What the service keeps in memory for this cloud (`state` in its manifest). */
  readonly state: State;
  abstract get service(): ServiceName;
  /** The API operation's name, or the task's type. */
  abstract get operation(): string;
  abstract get principal(): Principal;
  abstract get requestId(): string;
  abstract get protocol(): ProtocolName;
  /** The base URL as the caller wrote it, e.g. `http://localhost:4566`: queue URLs are made of it. */
  abstract get endpoint(): string;
  abstract get clock(): Clock;
  abstract get random(): Random;
  /** The `X-Amzn-Trace-Id` that the caller sent: a trace of the caller's own, to be carried on. */
  abstract get traceHeader(): string | undefined;
  /** Aborted when the caller has gone or the cloud closes. */
  abstract get signal(): AbortSignal;
  abstract get aws(): Clients;
  /** The same call as another principal: `ctx.as('lambda.amazonaws.com')` or a role's session. */
  as(principal: Principal | `${string}.amazonaws.com`): Context<State>;
  transact<T>(lane: Lane, body: (tx: Transaction) => MaybePromise<T>): Promise<T>;
  read<T>(body: (snapshot: Snapshot) => MaybePromise<T>): Promise<T>;
  /** Waits for a signal as `Storage.wait` does; counts as idle meanwhile, and ends with `signal`. */
  wait(topic: Key, until: number): Promise<void>;
}

import type { AwsError } from './aws-error.ts';
import type { ServiceName } from './clients.ts';
import type { Context, Host } from './context.ts';
import type { Api, Authorizations, Operations } from './operation.ts';

/** Length, range, pattern and enum facts of the inputs: see `model/constraints.ts`. */
export type Constraints = Readonly<Record<string, unknown>>;

/** Runs at least once; a throw retries it with back-off. The payload names its `accountId` and `region`. */
export type TaskHandler<State> = (ctx: Context<State>, payload: never) => Promise<void>;

/** What a service answers over HTTP beside its API: downloads, function URLs, websites. Under `/_cirro/<service>/`. */
export interface HttpRoute<State> {
  readonly method: string;
  readonly path: RegExp;
  /** `parameters` are the path's named groups; undefined is a 404. */
  readonly answer: (state: State, parameters: Readonly<Record<string, string>>) => HttpAnswer | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
}

/** A service, whole. Each `services/<service>/index.ts` exports one as `service`. */
export interface ServiceDefinition<S extends Api = Api, State = undefined> {
  readonly name: ServiceName;
  /** The SDK client's runtime schemas: `() => import('@aws-sdk/client-sqs')`. */
  readonly schemas: () => Promise<object>;
  readonly operations: Operations<S, State>;
  readonly authorization: Authorizations<S>;
  readonly constraints: Constraints;
  /** Makes the service's error for constraint violations; absent where AWS does not validate that way. */
  readonly validationError?: (violations: readonly string[]) => AwsError;
  /** Operations that take unsigned requests. */
  readonly anonymous?: readonly string[];
  /** Durable tasks by type: `{ 'lambda.invokeAsync': … }`. */
  readonly tasks?: Readonly<Record<string, TaskHandler<State>>>;
  readonly routes?: readonly HttpRoute<State>[];
  /** What the service keeps in memory for one cloud, e.g. a process pool. */
  readonly state?: (host: Host) => State;
  readonly close?: (state: State) => Promise<void>;
}

export const defineService = <S extends Api, State = undefined>(
  definition: ServiceDefinition<S, State>,
): ServiceDefinition<S, State> => definition;

import type { AwsError } from './aws-error.ts';
import type { ServiceName } from './clients.ts';
import type { Context, Host } from './context.ts';
import type { Api, Authorizations, Operations } from './operation.ts';

/** Length, range, pattern and enum facts of the inputs: see `model/constraints.ts`. */
export type Constraints = Readonly<Record<string, unknown>>;

/** Runs at least once; a throw retries it with back-off. */
export type TaskHandler<State> = (ctx: Context<State>, payload: never) => Promise<void>;

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
  /** What the service keeps in memory for one cloud, e.g. a process pool. */
  readonly state?: (host: Host) => State;
  readonly close?: (state: State) => Promise<void>;
}

export const defineService = <S extends Api, State = undefined>(
  definition: ServiceDefinition<S, State>,
): ServiceDefinition<S, State> => definition;

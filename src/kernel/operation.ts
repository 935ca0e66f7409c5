import type { MaybePromise } from '../storage/storage.ts';
import type { Context } from './context.ts';

/** A service's API as its SDK client declares it: `typeof import('@aws-sdk/client-sqs')`. */
export type Api = object;

/** Every operation of the API, from the names of the client's commands. */
export type OperationName<S extends Api> = {
  [K in keyof S]: K extends `${infer Name}Command` ? (Name extends '' | '$' ? never : Name) : never;
}[keyof S] &
  string;

type CommandOf<S extends Api, N extends string> = S[`${N}Command` & keyof S] extends new (...args: never[]) => infer C
  ? C
  : never;

/** The typed input of an operation, as the SDK's caller writes it. */
export type Input<S extends Api, N extends string> = CommandOf<S, N> extends { readonly input: infer I } ? I : never;

/** The typed output, without the SDK's own `$metadata`. */
export type Output<S extends Api, N extends string> =
  CommandOf<S, N> extends { resolveMiddleware(...args: never[]): (...args: never[]) => Promise<{ output: infer O }> }
    ? Omit<O, '$metadata'>
    : never;

/** One API operation. Throws `AwsError` for what the caller did wrong; anything else is our bug. */
export type Operation<S extends Api, N extends OperationName<S>, State = undefined> = (
  ctx: Context<State>,
  input: Input<S, N>,
) => MaybePromise<Output<S, N>>;

/** Every operation of the API exactly once: a new one in the SDK breaks the build until somebody decides. */
export type Operations<S extends Api, State = undefined> = {
  readonly [N in OperationName<S>]: Operation<S, N, State> | 'unsupported';
};

/** The IAM question an operation asks. `resources` are ARNs, or `['*']` where the action takes none. */
export interface Authorization<I = never> {
  readonly action: string;
  readonly resources: (input: I, ctx: Pick<Context, 'accountId' | 'region'>) => readonly string[];
  /** In the place of one question about `action`, where what is asked depends on the input. All must be allowed. */
  readonly questions?: (input: I, ctx: Pick<Context, 'accountId' | 'region'>) => readonly AuthorizationQuestion[];
}

/** Values of a service's own condition keys: `{ 'dynamodb:Select': 'COUNT' }`. */
export type ConditionKeys = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface AuthorizationQuestion {
  readonly action: string;
  readonly resources: readonly string[];
  /** May read the resource: call it only where a policy speaks of a key of the service. */
  readonly conditionKeys?: (ctx: Context) => MaybePromise<ConditionKeys>;
}

/** One for each implemented operation; the architecture test sees to it. */
export type Authorizations<S extends Api> = {
  readonly [N in OperationName<S>]?: Authorization<Input<S, N>>;
};

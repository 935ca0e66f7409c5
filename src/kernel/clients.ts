import type { Api, Input, OperationName, Output } from './operation.ts';
import type { TraceParent } from './trace.ts';

/** The APIs that services call on each other; `import type` only, so nothing is loaded for it. */
export interface Apis {
  sqs: typeof import('@aws-sdk/client-sqs');
  dynamodb: typeof import('@aws-sdk/client-dynamodb');
  dynamodbstreams: typeof import('@aws-sdk/client-dynamodb-streams');
  lambda: typeof import('@aws-sdk/client-lambda');
  logs: typeof import('@aws-sdk/client-cloudwatch-logs');
  iam: typeof import('@aws-sdk/client-iam');
  sts: typeof import('@aws-sdk/client-sts');
  'application-autoscaling': typeof import('@aws-sdk/client-application-auto-scaling');
}
export type ServiceName = keyof Apis;

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** The call belongs to this trace instead of that of `ctx`. */
  readonly trace?: TraceParent | undefined;
}

/** `ctx.aws.sqs.sendMessage({…})`: in process, but authorized, validated and traced as on the wire. */
export type Client<S extends Api> = {
  readonly [N in OperationName<S> as Uncapitalize<N>]: (
    input: Input<S, N>,
    options?: CallOptions,
  ) => Promise<Output<S, N>>;
};
export type Clients = { readonly [Name in ServiceName]: Client<Apis[Name]> };

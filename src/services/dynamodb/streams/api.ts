import type { Context as KernelContext } from '../../../kernel/context.ts';
import type { Input as InputOf, Operation as OperationOf, OperationName } from '../../../kernel/operation.ts';

export type DynamoDbStreams = typeof import('@aws-sdk/client-dynamodb-streams');

export type Context = KernelContext<undefined>;
export type Operation<N extends OperationName<DynamoDbStreams>> = OperationOf<DynamoDbStreams, N>;
export type Input<N extends OperationName<DynamoDbStreams>> = InputOf<DynamoDbStreams, N>;

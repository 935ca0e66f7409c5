import type { Context as KernelContext } from '../../kernel/context.ts';
import type {
  Input as InputOf,
  Operation as OperationOf,
  OperationName,
  Output as OutputOf,
} from '../../kernel/operation.ts';
import type { State } from './state.ts';

export type DynamoDb = typeof import('@aws-sdk/client-dynamodb');
export type { AttributeValue } from '@aws-sdk/client-dynamodb';

export type Context = KernelContext<State>;
export type Operation<N extends OperationName<DynamoDb>> = OperationOf<DynamoDb, N, State>;
export type Input<N extends OperationName<DynamoDb>> = InputOf<DynamoDb, N>;
export type Output<N extends OperationName<DynamoDb>> = OutputOf<DynamoDb, N>;

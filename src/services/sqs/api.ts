import type { Operation as OperationOf, OperationName } from '../../kernel/operation.ts';
import type { SqsState } from './state.ts';

export type Sqs = typeof import('@aws-sdk/client-sqs');
export type Operation<N extends OperationName<Sqs>> = OperationOf<Sqs, N, SqsState>;

import type { Operation as OperationOf, OperationName } from '../../kernel/operation.ts';
import type { LambdaState } from './state.ts';

export type Lambda = typeof import('@aws-sdk/client-lambda');
export type Operation<N extends OperationName<Lambda>> = OperationOf<Lambda, N, LambdaState>;

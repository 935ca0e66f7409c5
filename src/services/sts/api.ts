import type { OperationName, Operation as OperationOf } from '../../kernel/operation.ts';

export type Sts = typeof import('@aws-sdk/client-sts');
export type Operation<N extends OperationName<Sts>> = OperationOf<Sts, N>;

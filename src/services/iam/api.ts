import type { OperationName, Operation as OperationOf } from '../../kernel/operation.ts';

export type Iam = typeof import('@aws-sdk/client-iam');
export type Operation<N extends OperationName<Iam>> = OperationOf<Iam, N>;

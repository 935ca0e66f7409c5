import type { Operation as OperationOf, OperationName } from '../../kernel/operation.ts';

export type Logs = typeof import('@aws-sdk/client-cloudwatch-logs');
export type Operation<N extends OperationName<Logs>> = OperationOf<Logs, N>;

import type { Operation as OperationOf, OperationName } from '../../kernel/operation.ts';

export type ApplicationAutoscaling = typeof import('@aws-sdk/client-application-auto-scaling');
export type Operation<N extends OperationName<ApplicationAutoscaling>> = OperationOf<ApplicationAutoscaling, N>;

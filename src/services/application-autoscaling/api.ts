import type { Context as KernelContext } from '../../kernel/context.ts';
import type { Input as InputOf, Operation as OperationOf, OperationName } from '../../kernel/operation.ts';
import type { State } from './state.ts';

export type ApplicationAutoScaling = typeof import('@aws-sdk/client-application-auto-scaling');

export type Context = KernelContext<State>;
export type Operation<N extends OperationName<ApplicationAutoScaling>> = OperationOf<ApplicationAutoScaling, N, State>;
export type Input<N extends OperationName<ApplicationAutoScaling>> = InputOf<ApplicationAutoScaling, N>;

import type { Operation } from '../api.ts';
import { parseFunctionName } from '../function-name.ts';
import { requireFunction } from '../store.ts';

export const getFunctionConcurrency: Operation<'GetFunctionConcurrency'> = async (ctx, input) => {
  const reference = parseFunctionName(ctx, input.FunctionName!);
  const { reservedConcurrency } = await ctx.read((snapshot) => requireFunction(snapshot, reference));
  return reservedConcurrency === undefined ? {} : { ReservedConcurrentExecutions: reservedConcurrency };
};

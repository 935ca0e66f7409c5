import type { Operation } from '../api.ts';
import { parseFunctionName } from '../function-name.ts';
import { functionLane, functions, requireFunction } from '../store.ts';

export const deleteFunctionConcurrency: Operation<'DeleteFunctionConcurrency'> = async (ctx, input) => {
  const reference = parseFunctionName(ctx, input.FunctionName!);

  return ctx.transact(functionLane(reference), async (tx) => {
    const owner = await requireFunction(tx, reference);
    const { reservedConcurrency: _, ...kept } = owner;
    functions.replace(tx, owner, kept);
    return {};
  });
};

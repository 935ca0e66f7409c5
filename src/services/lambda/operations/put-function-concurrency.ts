import { readUsage, unreservedConcurrency } from '../account.ts';
import type { Operation } from '../api.ts';
import { concurrencyNotAvailable } from '../errors.ts';
import { parseFunctionName } from '../function-name.ts';
import { MIN_UNRESERVED_CONCURRENCY } from '../limits.ts';
import { functionLane, functions, requireFunction } from '../store.ts';

export const putFunctionConcurrency: Operation<'PutFunctionConcurrency'> = async (ctx, input) => {
  const reference = parseFunctionName(ctx, input.FunctionName!);
  const reserved = input.ReservedConcurrentExecutions!;

  return ctx.transact(functionLane(reference), async (tx) => {
    const owner = await requireFunction(tx, reference);
    const others = await readUsage(tx, owner.accountId, owner.region, owner.name);
    if (unreservedConcurrency(others) - reserved < MIN_UNRESERVED_CONCURRENCY) throw concurrencyNotAvailable();
    functions.replace(tx, owner, { ...owner, reservedConcurrency: reserved });
    return { ReservedConcurrentExecutions: reserved };
  });
};

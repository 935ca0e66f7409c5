import type { Operation } from '../api.ts';
import { parseFunctionName } from '../function-name.ts';
import { eventInvokeKey, requireEventInvoke } from '../invocation/event-invoke-config.ts';
import { functionLane, functions, requireVersion } from '../store.ts';

export const deleteFunctionEventInvokeConfig: Operation<'DeleteFunctionEventInvokeConfig'> = async (ctx, input) => {
  const reference = parseFunctionName(ctx, input.FunctionName!, input.Qualifier);

  return ctx.transact(functionLane(reference), async (tx) => {
    const { owner } = await requireVersion(tx, reference);
    requireEventInvoke(owner, reference);
    const { [eventInvokeKey(reference)]: _, ...eventInvokes } = owner.eventInvokes;
    functions.replace(tx, owner, { ...owner, eventInvokes });
    return {};
  });
};

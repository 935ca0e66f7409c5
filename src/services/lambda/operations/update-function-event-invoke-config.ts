import type { Operation } from '../api.ts';
import { parseFunctionName } from '../function-name.ts';
import {
  eventInvokeKey,
  refuseEmpty,
  requireEventInvoke,
  toEventInvokeShape,
  withEventSettings,
} from '../invocation/event-invoke-config.ts';
import { functionLane, functions, requireVersion } from '../store.ts';

export const updateFunctionEventInvokeConfig: Operation<'UpdateFunctionEventInvokeConfig'> = async (ctx, input) => {
  const reference = parseFunctionName(ctx, input.FunctionName!, input.Qualifier);
  refuseEmpty(input);

  return ctx.transact(functionLane(reference), async (tx) => {
    const { owner } = await requireVersion(tx, reference);
    const key = eventInvokeKey(reference);
    const configuration = withEventSettings(requireEventInvoke(owner, reference), input, tx.now);
    functions.replace(tx, owner, { ...owner, eventInvokes: { ...owner.eventInvokes, [key]: configuration } });
    return toEventInvokeShape(owner, key, configuration);
  });
};

import type { Operation } from '../api.ts';
import { parseFunctionName } from '../function-name.ts';
import {
  eventInvokeKey,
  refuseEmpty,
  toEventInvokeShape,
  withEventSettings,
} from '../invocation/event-invoke-config.ts';
import { functionLane, functions, requireVersion } from '../store.ts';

export const putFunctionEventInvokeConfig: Operation<'PutFunctionEventInvokeConfig'> = async (ctx, input) => {
  const reference = parseFunctionName(ctx, input.FunctionName!, input.Qualifier);
  refuseEmpty(input);

  return ctx.transact(functionLane(reference), async (tx) => {
    const { owner } = await requireVersion(tx, reference);
    const key = eventInvokeKey(reference);
    const configuration = withEventSettings({}, input, tx.now);
    functions.replace(tx, owner, { ...owner, eventInvokes: { ...owner.eventInvokes, [key]: configuration } });
    return toEventInvokeShape(owner, key, configuration);
  });
};

import type { Operation } from '../api.ts';
import { parseFunctionName } from '../function-name.ts';
import { eventInvokeKey, requireEventInvoke, toEventInvokeShape } from '../invocation/event-invoke-config.ts';
import { requireVersion } from '../store.ts';

export const getFunctionEventInvokeConfig: Operation<'GetFunctionEventInvokeConfig'> = async (ctx, input) => {
  const reference = parseFunctionName(ctx, input.FunctionName!, input.Qualifier);
  const { owner } = await ctx.read((snapshot) => requireVersion(snapshot, reference));
  return toEventInvokeShape(owner, eventInvokeKey(reference), requireEventInvoke(owner, reference));
};

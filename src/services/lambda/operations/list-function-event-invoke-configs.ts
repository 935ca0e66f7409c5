import type { Operation } from '../api.ts';
import { parseFunctionName } from '../function-name.ts';
import { toEventInvokeShape } from '../invocation/event-invoke-config.ts';
import { MAX_FUNCTIONS_PER_PAGE } from '../limits.ts';
import { parseMarker, toMarker } from '../paging.ts';
import { requireFunction } from '../store.ts';

export const listFunctionEventInvokeConfigs: Operation<'ListFunctionEventInvokeConfigs'> = async (ctx, input) => {
  const reference = parseFunctionName(ctx, input.FunctionName!);
  const owner = await ctx.read((snapshot) => requireFunction(snapshot, reference));
  const after = input.Marker === undefined ? '' : parseMarker(input.Marker);
  const limit = input.MaxItems ?? MAX_FUNCTIONS_PER_PAGE;
  const rest = Object.entries(owner.eventInvokes)
    .filter(([key]) => key > after)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const page = rest.slice(0, limit);
  return {
    FunctionEventInvokeConfigs: page.map(([key, configuration]) => toEventInvokeShape(owner, key, configuration)),
    ...(rest.length > limit ? { NextMarker: toMarker(page.at(-1)![0]) } : {}),
  };
};

import type { Operation } from '../api.ts';
import { parseFunctionName } from '../function-name.ts';
import { enqueueEvent } from '../invocation/event-queue.ts';
import { checkPayload } from '../invocation/payload.ts';
import { requireVersion } from '../store.ts';

/** What `Invoke` with the type Event was before 2015. */
export const invokeAsync: Operation<'InvokeAsync'> = async (ctx, input) => {
  const reference = parseFunctionName(ctx, input.FunctionName!);
  // A blob reaches operations as bytes, streamed or not.
  const payload = input.InvokeArgs as Uint8Array;
  checkPayload(payload, true);
  await ctx.read((snapshot) => requireVersion(snapshot, reference));
  await enqueueEvent(ctx, reference, payload);
  return { Status: 202 };
};

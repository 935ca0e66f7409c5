import type { Operation } from '../api.ts';
import { toListShape } from '../configuration/shape.ts';
import { parseFunctionName } from '../function-name.ts';
import { MAX_FUNCTIONS_PER_PAGE } from '../limits.ts';
import { parseMarker, takePage, toMarker } from '../paging.ts';
import { requireFunction, versions } from '../store.ts';

/** `$LATEST` first, then the published versions from the oldest on. */
export const listVersionsByFunction: Operation<'ListVersionsByFunction'> = async (ctx, input) => {
  const reference = parseFunctionName(ctx, input.FunctionName!);
  const limit = Math.min(input.MaxItems ?? MAX_FUNCTIONS_PER_PAGE, MAX_FUNCTIONS_PER_PAGE);

  return ctx.read(async (snapshot) => {
    const owner = await requireFunction(snapshot, reference);
    const after = input.Marker === undefined ? 0 : Number(parseMarker(input.Marker));
    const range = { prefix: [owner.functionId], gt: [owner.functionId, after] };
    const first = input.Marker === undefined ? [owner.latest] : [];
    const page = await takePage(versions.scan(snapshot, range), limit - first.length);
    const shown = [...first, ...page.items.map((version) => version.configuration)];
    return {
      Versions: shown.map((configuration) => toListShape(owner, configuration, true)),
      ...(page.hasMore ? { NextMarker: toMarker(String(page.items.at(-1)?.number ?? 0)) } : {}),
    };
  });
};

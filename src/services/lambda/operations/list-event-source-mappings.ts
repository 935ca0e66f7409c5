import type { Operation } from '../api.ts';
import { describeMapping, type Mapping } from '../event-source-mapping/mapping.ts';
import { parseFunctionName, toQualifiedArn } from '../function-name.ts';
import { MAX_MAPPINGS_PER_PAGE } from '../limits.ts';
import { parseMarker, takePage, toMarker } from '../paging.ts';
import { mappings } from '../store.ts';

export const listEventSourceMappings: Operation<'ListEventSourceMappings'> = async (ctx, input) => {
  const limit = Math.min(input.MaxItems ?? MAX_MAPPINGS_PER_PAGE, MAX_MAPPINGS_PER_PAGE);
  const functionArn =
    input.FunctionName === undefined ? undefined : toQualifiedArn(parseFunctionName(ctx, input.FunctionName));
  const isAsked = (mapping: Mapping) =>
    (functionArn === undefined || mapping.functionArn === functionArn) &&
    (input.EventSourceArn === undefined || mapping.eventSourceArn === input.EventSourceArn);
  const prefix = [ctx.accountId, ctx.region];
  const range = input.Marker === undefined ? { prefix } : { prefix, gt: [...prefix, parseMarker(input.Marker)] };

  return ctx.read(async (snapshot) => {
    const page = await takePage(only(mappings.scan(snapshot, range), isAsked), limit);
    const last = page.items.at(-1);
    return {
      EventSourceMappings: page.items.map((mapping) => describeMapping(mapping, ctx.state.pollers)),
      ...(page.hasMore && last ? { NextMarker: toMarker(last.uuid) } : {}),
    };
  });
};

async function* only<T>(rows: AsyncIterable<T>, test: (row: T) => boolean): AsyncGenerator<T> {
  for await (const row of rows) if (test(row)) yield row;
}

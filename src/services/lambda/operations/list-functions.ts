import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { Snapshot } from '../../../storage/storage.ts';
import type { Operation } from '../api.ts';
import { toListShape } from '../configuration/shape.ts';
import type { LambdaFunction } from '../lambda-function.ts';
import { MAX_FUNCTIONS_PER_PAGE } from '../limits.ts';
import { parseMarker, takePage, toMarker } from '../paging.ts';
import { functions, versions } from '../store.ts';

export const listFunctions: Operation<'ListFunctions'> = async (ctx, input) => {
  const limit = Math.min(input.MaxItems ?? MAX_FUNCTIONS_PER_PAGE, MAX_FUNCTIONS_PER_PAGE);
  const prefix = [ctx.accountId, ctx.region];
  const range = input.Marker === undefined ? { prefix } : { prefix, gt: [...prefix, parseMarker(input.Marker)] };

  return ctx.read(async (snapshot) => {
    const page = await takePage(functions.scan(snapshot, range), limit);
    const last = page.items.at(-1);
    return {
      Functions:
        input.FunctionVersion === 'ALL'
          ? (await Promise.all(page.items.map((owner) => allVersions(snapshot, owner)))).flat()
          : page.items.map((owner) => toListShape(owner, owner.latest, false)),
      ...(page.hasMore && last ? { NextMarker: toMarker(last.name) } : {}),
    };
  });
};

async function allVersions(snapshot: Snapshot, owner: LambdaFunction): Promise<FunctionConfiguration[]> {
  const published = await versions.list(snapshot, { prefix: [owner.functionId] });
  return [owner.latest, ...published.map((version) => version.configuration)].map((configuration) =>
    toListShape(owner, configuration, true),
  );
}

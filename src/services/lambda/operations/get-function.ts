import type { Operation } from '../api.ts';
import { toShape } from '../configuration/shape.ts';
import { parseFunctionName } from '../function-name.ts';
import { requireVersion } from '../store.ts';

export const getFunction: Operation<'GetFunction'> = async (ctx, input) => {
  const reference = parseFunctionName(ctx, input.FunctionName!, input.Qualifier);

  return ctx.read(async (snapshot) => {
    const { owner, configuration } = await requireVersion(snapshot, reference);
    const { reservedConcurrency } = owner;
    return {
      Configuration: toShape(owner, configuration, { isQualified: reference.qualifier !== undefined }),
      Code: { RepositoryType: 'S3', Location: ctx.endpoint + ctx.state.links.offer(configuration.code.blobId) },
      ...(Object.keys(owner.tags).length > 0 ? { Tags: { ...owner.tags } } : {}),
      ...(reservedConcurrency === undefined
        ? {}
        : { Concurrency: { ReservedConcurrentExecutions: reservedConcurrency } }),
    };
  });
};

import type { Operation } from '../api.ts';
import { toShape } from '../configuration/shape.ts';
import { parseFunctionName } from '../function-name.ts';
import { requireVersion } from '../store.ts';

export const getFunctionConfiguration: Operation<'GetFunctionConfiguration'> = async (ctx, input) => {
  const reference = parseFunctionName(ctx, input.FunctionName!, input.Qualifier);

  return ctx.read(async (snapshot) => {
    const { owner, configuration } = await requireVersion(snapshot, reference);
    return toShape(owner, configuration, { isQualified: reference.qualifier !== undefined });
  });
};

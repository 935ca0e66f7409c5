import type { Context } from '../../../kernel/context.ts';
import type { Operation } from '../api.ts';
import { functionNotFound, latestNotDeletable } from '../errors.ts';
import { type FunctionReference, parseFunctionName, toFunctionArn, toQualifiedArn } from '../function-name.ts';
import { LATEST } from '../lambda-function.ts';
import type { LambdaState } from '../state.ts';
import { discardCode, functionLane, functions, requireFunction, versions } from '../store.ts';

export const deleteFunction: Operation<'DeleteFunction'> = async (ctx, input) => {
  const reference = parseFunctionName(ctx, input.FunctionName!, input.Qualifier);
  if (reference.qualifier === LATEST) throw latestNotDeletable();
  await (reference.qualifier === undefined ? deleteWhole(ctx, reference) : deleteVersion(ctx, reference));
  return { StatusCode: 204 };
};

/** Its mappings stay, as on AWS: they find no function until one of that name is there again. */
async function deleteWhole(ctx: Context<LambdaState>, reference: FunctionReference): Promise<void> {
  await ctx.transact(functionLane(reference), async (tx) => {
    const owner = await requireFunction(tx, reference);
    const published = await versions.list(tx, { prefix: [owner.functionId] });
    for (const version of published) versions.remove(tx, version);
    functions.remove(tx, owner);
    const blobIds = [owner.latest, ...published.map((version) => version.configuration)].map(({ code }) => code.blobId);
    for (const blobId of new Set(blobIds)) discardCode(tx, owner, blobId);
  });
  ctx.state.retire(toFunctionArn(reference));
}

async function deleteVersion(ctx: Context<LambdaState>, reference: FunctionReference): Promise<void> {
  await ctx.transact(functionLane(reference), async (tx) => {
    const owner = await requireFunction(tx, reference);
    const number = /^\d+$/.test(reference.qualifier!) ? Number(reference.qualifier) : 0;
    const version = await versions.get(tx, [owner.functionId, number]);
    if (!version) throw functionNotFound(toQualifiedArn(reference));
    versions.remove(tx, version);
    discardCode(tx, owner, version.configuration.code.blobId);
  });
  const functionArn = toFunctionArn(reference);
  ctx.state.retire(functionArn, (functionKey) => !functionKey.startsWith(`${functionArn}:${reference.qualifier}:`));
}

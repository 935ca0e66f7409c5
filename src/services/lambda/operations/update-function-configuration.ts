import type { Operation } from '../api.ts';
import { checkSettings, withSettings } from '../configuration/settings.ts';
import { toShape } from '../configuration/shape.ts';
import { parseFunctionName, toFunctionArn } from '../function-name.ts';
import { requireAssumableRole } from '../invocation/execution-role.ts';
import { toFunctionKey } from '../lambda-function.ts';
import { functionLane, functions, requireFunction } from '../store.ts';
import { checkRevision } from './update-function-code.ts';

export const updateFunctionConfiguration: Operation<'UpdateFunctionConfiguration'> = async (ctx, input) => {
  const reference = parseFunctionName(ctx, input.FunctionName!);
  const before = await ctx.read((snapshot) => requireFunction(snapshot, reference));
  checkRevision(before, input.RevisionId);
  checkSettings(input);
  if (input.Role !== undefined) await requireAssumableRole(ctx, input.Role, reference.name);
  if (input.Runtime !== undefined) ctx.state.runtimes.prepare(input.Runtime);
  const revisionId = ctx.random.uuid();

  const shape = await ctx.transact(functionLane(reference), async (tx) => {
    const owner = await requireFunction(tx, reference);
    checkRevision(owner, input.RevisionId);
    const latest = { ...withSettings(owner.latest, input), revisionId, lastModifiedAt: tx.now };
    const updated = { ...owner, latest };
    functions.replace(tx, owner, updated);
    return toShape(updated, latest, { change: 'updating' });
  });
  const functionArn = toFunctionArn(reference);
  const kept = toFunctionKey(functionArn, { ...before.latest, revisionId });
  ctx.state.retire(functionArn, (functionKey) => functionKey === kept || !functionKey.includes(':$LATEST:'));
  return shape;
};

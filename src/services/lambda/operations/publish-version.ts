import type { Operation } from '../api.ts';
import { toShape } from '../configuration/shape.ts';
import { codeShaMismatch, notImplemented, revisionMismatch } from '../errors.ts';
import { parseFunctionName } from '../function-name.ts';
import type { LambdaFunction } from '../lambda-function.ts';
import { publish } from '../publish.ts';
import { functionLane, functions, requireFunction, versions } from '../store.ts';
import type { Transaction } from '../../../storage/storage.ts';

export const publishVersion: Operation<'PublishVersion'> = async (ctx, input) => {
  const reference = parseFunctionName(ctx, input.FunctionName!);
  if (input.PublishTo !== undefined) throw notImplemented('publishing to $LATEST.PUBLISHED');

  return ctx.transact(functionLane(reference), async (tx) => {
    const owner = await requireFunction(tx, reference);
    const { latest } = owner;
    if (input.RevisionId !== undefined && input.RevisionId !== latest.revisionId)
      throw revisionMismatch('GetFunction/GetAlias');
    if (input.CodeSha256 !== undefined && input.CodeSha256 !== latest.code.sha256)
      throw codeShaMismatch(input.CodeSha256, latest.code.sha256);
    const unchanged = await versionLikeLatest(tx, owner);
    if (unchanged) return toShape(owner, unchanged.configuration, { isQualified: true });
    const published = publish(tx, owner, input.Description);
    functions.replace(tx, owner, published);
    const version = await versions.get(tx, [owner.functionId, published.lastVersion]);
    return toShape(published, version!.configuration, { isQualified: true });
  });
};

/** Lambda does not publish the same twice: it answers with the version that is there. */
async function versionLikeLatest(tx: Transaction, owner: LambdaFunction) {
  if (owner.lastVersion === 0) return undefined;
  const last = await versions.get(tx, [owner.functionId, owner.lastVersion]);
  return last?.configuration.lastModifiedAt === owner.latest.lastModifiedAt &&
    last.configuration.code.sha256 === owner.latest.code.sha256
    ? last
    : undefined;
}

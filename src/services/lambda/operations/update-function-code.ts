import type { Operation } from '../api.ts';
import { packageOf } from '../code/package-source.ts';
import { inspectPackage } from '../code/zip-package.ts';
import { toShape } from '../configuration/shape.ts';
import { imageForZip, notImplemented, revisionMismatch } from '../errors.ts';
import { parseFunctionName, toFunctionArn } from '../function-name.ts';
import { type Code, type LambdaFunction, toFunctionKey } from '../lambda-function.ts';
import { publish } from '../publish.ts';
import { discardCode, functionLane, functions, requireFunction, versions } from '../store.ts';

export const updateFunctionCode: Operation<'UpdateFunctionCode'> = async (ctx, input) => {
  const reference = parseFunctionName(ctx, input.FunctionName!);
  if (input.PublishTo !== undefined) throw notImplemented('publishing to $LATEST.PUBLISHED');
  const before = await ctx.read((snapshot) => requireFunction(snapshot, reference));
  checkRevision(before, input.RevisionId);
  if (input.ImageUri !== undefined) throw imageForZip();
  const zipFile = packageOf(input, 'UpdateFunctionCode');
  if (input.DryRun) {
    const sizeBytes = inspectPackage(zipFile).length > 0 ? zipFile.byteLength : 0;
    return toShape(before, { ...before.latest, code: { ...before.latest.code, sizeBytes } });
  }
  const code = await ctx.state.code.keep(zipFile);
  const revisionId = ctx.random.uuid();

  const shape = await ctx.transact(functionLane(reference), async (tx) => {
    const owner = await requireFunction(tx, reference);
    checkRevision(owner, input.RevisionId);
    const updated = withCode(owner, code, revisionId, input.Architectures ?? owner.latest.architectures, tx.now);
    discardCode(tx, owner, owner.latest.code.blobId);
    if (!input.Publish) {
      functions.replace(tx, owner, updated);
      return toShape(updated, updated.latest, { change: 'updating' });
    }
    const published = publish(tx, updated);
    functions.replace(tx, owner, published);
    const version = await versions.get(tx, [owner.functionId, published.lastVersion]);
    return toShape(published, version!.configuration, { isQualified: true, change: 'updating' });
  });
  const functionArn = toFunctionArn(reference);
  const kept = toFunctionKey(functionArn, { ...before.latest, revisionId });
  ctx.state.retire(functionArn, (functionKey) => functionKey === kept || !functionKey.includes(':$LATEST:'));
  return shape;
};

const withCode = (
  owner: LambdaFunction,
  code: Code,
  revisionId: string,
  architectures: LambdaFunction['latest']['architectures'],
  lastModifiedAt: number,
): LambdaFunction => ({ ...owner, latest: { ...owner.latest, code, revisionId, architectures, lastModifiedAt } });

export function checkRevision({ latest }: LambdaFunction, revisionId: string | undefined): void {
  if (revisionId !== undefined && revisionId !== latest.revisionId) throw revisionMismatch('GetFunction/GetAlias');
}

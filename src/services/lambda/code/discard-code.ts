import type { Context } from '../../../kernel/context.ts';
import type { LambdaState } from '../state.ts';
import { findFunction, versions } from '../store.ts';

interface DiscardedCode {
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly functionId: string;
  readonly blobId: string;
}

/** Deletes a package that no version has any more. */
export async function discardCode(ctx: Context<LambdaState>, discarded: DiscardedCode): Promise<void> {
  const isNeeded = await ctx.read(async (snapshot) => {
    const owner = await findFunction(snapshot, discarded);
    if (owner?.functionId === discarded.functionId && owner.latest.code.blobId === discarded.blobId) return true;
    const published = await versions.list(snapshot, { prefix: [discarded.functionId] });
    return published.some((version) => version.configuration.code.blobId === discarded.blobId);
  });
  if (!isNeeded) await ctx.host.blobs.delete(discarded.blobId);
}

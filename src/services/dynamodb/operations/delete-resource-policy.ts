import type { Operation } from '../api.ts';
import { requireChangeable, requireRevision } from '../resource-policy/attachment.ts';
import { attachments, readForChange } from '../resource-policy/store.ts';
import { requirePolicyTarget } from '../resource-policy/target.ts';
import { tableKey } from '../store.ts';

/**
 * Removing what is not there succeeds, and tells the revision of the policy that was removed last.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteResourcePolicy.html
 */
export const deleteResourcePolicy: Operation<'DeleteResourcePolicy'> = (ctx, input) => {
  const target = requirePolicyTarget(ctx, input.ResourceArn);

  return ctx.transact(tableKey(target.address), async (tx) => {
    const slot = await readForChange(ctx, tx, target);
    const { current } = slot;
    requireRevision(target, current, input.ExpectedRevisionId);
    if (!current) return {};
    if (current.document !== undefined) {
      requireChangeable(target, slot, tx.now, ctx.state.transitionMs);
      const { document: _document, ...removed } = current;
      await attachments.set(tx, { ...removed, changedAt: tx.now });
    }
    return { RevisionId: current.revisionId };
  });
};

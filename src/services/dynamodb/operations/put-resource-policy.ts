import type { Operation } from '../api.ts';
import { nextRevisionId, requireChangeable, requireRevision } from '../resource-policy/attachment.ts';
import { toPolicyDocument } from '../resource-policy/document.ts';
import { selfLockout } from '../resource-policy/errors.ts';
import { locksOut } from '../resource-policy/lockout.ts';
import { requireKnownPrincipals } from '../resource-policy/principals.ts';
import { attachments, readForChange } from '../resource-policy/store.ts';
import { arnOf, requirePolicyTarget } from '../resource-policy/target.ts';
import { tableKey } from '../store.ts';

/**
 * The same policy again changes nothing, not even its revision.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html
 */
export const putResourcePolicy: Operation<'PutResourcePolicy'> = async (ctx, input) => {
  const target = requirePolicyTarget(ctx, input.ResourceArn);
  const { address, label } = target;
  const { text, policy } = toPolicyDocument(input.Policy ?? '', label === undefined ? 'table' : 'stream');
  await requireKnownPrincipals(ctx, policy);
  const isLockout = locksOut(policy, ctx.principal, arnOf(target), ctx.region, ctx.clock.now());

  return ctx.transact(tableKey(address), async (tx) => {
    const slot = await readForChange(ctx, tx, target);
    if (isLockout && !input.ConfirmRemoveSelfResourceAccess) throw selfLockout();
    const { tableId, current } = slot;
    requireRevision(target, current, input.ExpectedRevisionId);
    if (current?.document === text) return { RevisionId: current.revisionId };
    requireChangeable(target, slot, tx.now, ctx.state.transitionMs);

    const revisionId = nextRevisionId(current, tx.now);
    await attachments.set(tx, { tableId, label: label ?? '', revisionId, changedAt: tx.now, document: text });
    return { RevisionId: revisionId };
  });
};

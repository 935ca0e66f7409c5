import type { Operation } from '../api.ts';
import { invalidRetention } from '../errors.ts';
import { EXPIRY_INTERVAL_MS, RETENTION_DAYS } from '../limits.ts';
import { groupLane, groups, identityOf, requireGroup } from '../store.ts';
import { expiryTaskId } from '../tasks.ts';

export const putRetentionPolicy: Operation<'PutRetentionPolicy'> = async (ctx, input) => {
  const identity = identityOf(ctx, input.logGroupName!);
  const retentionInDays = input.retentionInDays!;
  if (!RETENTION_DAYS.includes(retentionInDays)) throw invalidRetention(retentionInDays, RETENTION_DAYS);

  return ctx.transact(groupLane(identity), async (tx) => {
    const group = await requireGroup(tx, identity);
    groups.replace(tx, group, { ...group, retentionInDays });
    tx.enqueue(
      { type: 'logs.expireEvents', payload: identity, retriesForever: true },
      { id: expiryTaskId(group.groupId), at: tx.now + EXPIRY_INTERVAL_MS },
    );
    return {};
  });
};

import type { Context } from '../../kernel/context.ts';
import type { Transaction } from '../../storage/storage.ts';
import { type Chunk, toSecond } from './chunk.ts';
import { EXPIRY_INTERVAL_MS, PURGE_CHUNKS } from './limits.ts';
import { type GroupIdentity, type LogGroup, retentionCutoff } from './log-group.ts';
import { chunks, groupLane, groups, storedBytesKey, streams } from './store.ts';

export const expiryTaskId = (groupId: string): string => `logs/expire/${groupId}`;

interface GroupPayload {
  readonly accountId: string;
  readonly region: string;
  readonly groupId: string;
}
interface StreamPayload extends GroupPayload {
  readonly streamId: string;
}

/** Takes the streams of a deleted group off the disk, some at a time. */
export async function purgeGroup(ctx: Context<undefined>, payload: GroupPayload): Promise<void> {
  const { groupId } = payload;
  await ctx.transact(['logs', 'purge', groupId], async (tx) => {
    const some = await streams.list(tx, { prefix: [groupId], limit: PURGE_CHUNKS });
    for (const stream of some) {
      streams.remove(tx, stream);
      tx.enqueue({ type: 'logs.purgeStream', payload: { ...payload, streamId: stream.streamId } });
    }
    if (some.length > 0) tx.enqueue({ type: 'logs.purgeGroup', payload });
  });
}

/** Takes the events of a deleted stream off the disk, some at a time. */
export async function purgeStream(ctx: Context<undefined>, payload: StreamPayload): Promise<void> {
  await ctx.transact(['logs', 'purge', payload.streamId], async (tx) => {
    const some = await chunks.list(tx, { prefix: [payload.streamId], limit: PURGE_CHUNKS });
    removeChunks(tx, payload.groupId, some);
    if (some.length === PURGE_CHUNKS) tx.enqueue({ type: 'logs.purgeStream', payload });
  });
}

/** Once a day for a group with a retention policy: readers do not see these events any more. */
export async function expireEvents(ctx: Context<undefined>, identity: GroupIdentity): Promise<void> {
  await ctx.transact(groupLane(identity), async (tx) => {
    const group = await groups.get(tx, [identity.accountId, identity.region, identity.name]);
    if (group?.retentionInDays === undefined) return;
    const isDone = await expireSome(tx, group);
    tx.enqueue(
      { type: 'logs.expireEvents', payload: identity, retriesForever: true },
      { id: expiryTaskId(group.groupId), at: isDone ? tx.now + EXPIRY_INTERVAL_MS : tx.now },
    );
  });
}

/** Says whether nothing expired is left. */
async function expireSome(tx: Transaction, group: LogGroup): Promise<boolean> {
  const cutoffSecond = toSecond(retentionCutoff(group, tx.now));
  let left = PURGE_CHUNKS;
  for await (const { streamId } of streams.scan(tx, { prefix: [group.groupId] })) {
    const expired = await chunks.list(tx, { prefix: [streamId], lt: [streamId, cutoffSecond], limit: left });
    removeChunks(tx, group.groupId, expired);
    left -= expired.length;
    if (left === 0) return false;
  }
  return true;
}

function removeChunks(tx: Transaction, groupId: string, rows: readonly Chunk[]): void {
  for (const row of rows) chunks.remove(tx, row);
  const sizeBytes = rows.reduce((sum, row) => sum + row.sizeBytes, 0);
  if (sizeBytes > 0) tx.add(storedBytesKey(groupId), BigInt(-sizeBytes));
}

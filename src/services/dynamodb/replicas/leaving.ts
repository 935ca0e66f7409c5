import type { Transaction } from '../../../storage/storage.ts';
import type { Context } from '../api.ts';
import { setTable } from '../store.ts';
import { removeTable } from '../table-removal.ts';
import type { Table } from '../table.ts';
import { replicaIsProtected } from './errors.ts';
import { findPeers, requireNoRecentSource } from './group.ts';
import { enqueueReceiving } from './sending.ts';

/**
 * Deletes a replica, its table and its items. The others keep its name until what it wrote has reached them.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html
 */
export async function leave(ctx: Context, tx: Transaction, table: Table): Promise<Table> {
  const peers = await findPeers(ctx, tx, table);
  requireNoRecentSource(table, peers, tx.now);
  if (table.isDeletionProtected) throw replicaIsProtected(table.name, table.region);
  const removed = await removeTable(ctx, tx, table);
  for (const peer of peers) if (peer.goneAt === undefined) markLeaving(ctx, tx, peer, table);
  return removed;
}

function markLeaving(ctx: Context, tx: Transaction, peer: Table, { tableId }: Table): void {
  const goneAt = tx.now + ctx.state.transitionMs;
  setTable(tx, {
    ...peer,
    updatedAt: goneAt,
    replicas: (peer.replicas ?? []).map((one) => (one.tableId === tableId ? { ...one, isLeaving: true } : one)),
  });
  const { accountId, region, name } = peer;
  enqueueReceiving(tx, { accountId, region, name, tableId: peer.tableId, sourceId: tableId }, { at: goneAt });
}

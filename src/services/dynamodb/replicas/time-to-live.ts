import type { Transaction } from '../../../storage/storage.ts';
import type { Context } from '../api.ts';
import { setTable } from '../store.ts';
import { enqueueExpiryPurge } from '../tasks.ts';
import type { Table, TimeToLive } from '../table.ts';
import { enqueueExpiryBackfill } from '../time-to-live/backfill.ts';
import { findPeers } from './group.ts';

/** Time to live is the same in all replicas, from whichever it is changed. */
export async function changeTimeToLiveOfPeers(ctx: Context, tx: Transaction, table: Table): Promise<void> {
  const timeToLive = table.timeToLive!;
  for (const peer of await findPeers(ctx, tx, table)) {
    if (peer.goneAt !== undefined) continue;
    const changed = { ...peer, timeToLive: ofPeer(timeToLive, peer) };
    setTable(tx, changed);
    if (timeToLive.isEnabled) enqueueExpiryBackfill(tx, changed);
    else enqueueExpiryPurge(tx, changed);
  }
}

const ofPeer = (timeToLive: TimeToLive, peer: Table): TimeToLive => ({
  ...timeToLive,
  expiryId: timeToLive.isEnabled ? `${timeToLive.expiryId}/${peer.region}` : (peer.timeToLive?.expiryId ?? ''),
});

/**
 * One replica removes what has expired, and the others hear of it as of any deletion: so only one stream says that
 * DynamoDB did it, as on AWS.
 */
export const isSweeper = ({ region, replicas = [] }: Table): boolean =>
  replicas.every((replica) => replica.isLeaving || region < replica.region);

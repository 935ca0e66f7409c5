import type { StreamSpecification } from '@aws-sdk/client-dynamodb';
import type { Snapshot } from '../../../storage/storage.ts';
import type { Context } from '../api.ts';
import { SOURCE_MEMORY_MS } from '../limits.ts';
import { tableStatus } from '../table-status.ts';
import type { Table } from '../table.ts';
import { actedAsSource, groupInUse, streamOfReplica } from './errors.ts';
import { findReplica } from './store.ts';

/** The other replicas' tables, whatever their state. */
export async function findPeers(ctx: Context, from: Snapshot, table: Table): Promise<readonly Table[]> {
  const found = await Promise.all((table.replicas ?? []).map((replica) => findReplica(ctx, from, table, replica)));
  return found.filter((peer) => peer !== undefined);
}

/** The other replicas, none of which may be coming, changing or going: a global table changes as one. */
export async function requirePeersAtRest(ctx: Context, from: Snapshot, table: Table): Promise<readonly Table[]> {
  if (!table.replicas || table.isFilling) return [];
  const peers = await findPeers(ctx, from, table);
  const isResting = (one: Table) => tableStatus(one, from.now) === 'ACTIVE';
  const isWhole = peers.length === table.replicas.length && !table.replicas.some(({ isLeaving }) => isLeaving);
  if (!isWhole || ![table, ...peers].every(isResting)) throw groupInUse();
  return peers;
}

/** Replication lives on the stream: it is told so even while the table is changing. */
export function requireStreamKept(table: Table | undefined, stream: StreamSpecification | undefined): void {
  if (table?.replicas && stream?.StreamEnabled === false) throw streamOfReplica();
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/globaltables-CoreConcepts.html: a day later it may go. */
export function requireNoRecentSource({ region, replicas = [] }: Table, peers: readonly Table[], now: number): void {
  const recent = replicas.filter(({ madeFrom, joinedAt }) => madeFrom === region && now < joinedAt + SOURCE_MEMORY_MS);
  if (recent.some(({ tableId }) => peers.some((peer) => peer.tableId === tableId))) throw actedAsSource();
}

import { chain } from '../../../storage/maybe-promise.ts';
import type { EnqueueOptions, MaybePromise, Transaction } from '../../../storage/storage.ts';
import type { ItemKey } from '../item-key.ts';
import type { Replica, Table } from '../table.ts';
import type { TableAddress } from '../table-name.ts';
import type { ItemChange } from '../write-item.ts';
import { encodeWrite, type ReplicatedWrite } from './replicated-write.ts';
import { findVersion, logPrefix, setVersion } from './store.ts';
import { nextVersion, UNVERSIONED } from './version.ts';

export const RECEIVE_WRITES = 'dynamodb.receiveWrites';

/** The log of one replica, and where it leads. */
export interface ReceivePayload extends TableAddress {
  readonly tableId: string;
  readonly sourceId: string;
}

/**
 * What a write means for the other replicas: it gets its version and is sent to all of them, in the transaction that
 * writes. A write that came from another replica keeps its version, and goes on only to those that could miss it.
 */
export function sendChange(tx: Transaction, table: Table, key: ItemKey, change: ItemChange): MaybePromise<void> {
  const { old, next, replicated } = change;
  const isDeleted = next === undefined;
  if (replicated) {
    if (replicated.at > UNVERSIONED.at) setVersion(tx, table.tableId, key, replicated, isDeleted);
    send(tx, table, latecomers(table, replicated.at), { key, version: replicated, next });
    return undefined;
  }
  // What deletes nothing is no write on AWS either.
  if (!old && isDeleted) return undefined;
  return chain(findVersion(tx, table.tableId, key), (last) => {
    const version = nextVersion(last, tx.now, table.region);
    setVersion(tx, table.tableId, key, version, isDeleted);
    send(tx, table, table.replicas ?? [], { key, version, next });
  });
}

/** Replicas made from this one since that write: its writer may not have known of them. */
const latecomers = ({ replicas = [], region }: Table, at: number): readonly Replica[] =>
  replicas.filter(({ madeFrom, joinedAt }) => madeFrom === region && at <= joinedAt);

function send(tx: Transaction, table: Table, replicas: readonly Replica[], write: ReplicatedWrite): void {
  const present = replicas.filter(({ isLeaving }) => !isLeaving);
  if (present.length === 0) return;
  const bytes = encodeWrite(write);
  for (const replica of present) {
    tx.append(logPrefix(replica.tableId, table.tableId), bytes);
    const { accountId, name } = table;
    const { region, tableId } = replica;
    enqueueReceiving(tx, { accountId, region, name, tableId, sourceId: table.tableId });
  }
}

/** Once for all writes that nobody has begun to receive. */
export function enqueueReceiving(tx: Transaction, payload: ReceivePayload, options: EnqueueOptions = {}): void {
  const id = `${RECEIVE_WRITES}/${payload.tableId}/${payload.sourceId}`;
  tx.enqueue({ type: RECEIVE_WRITES, payload, retriesForever: true }, { id, ...options });
}

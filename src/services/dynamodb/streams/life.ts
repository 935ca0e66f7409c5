import type { StreamSpecification } from '@aws-sdk/client-dynamodb';
import type { Transaction } from '../../../storage/storage.ts';
import type { Table } from '../table.ts';
import { noStreamToDisable, streamAlreadyEnabled } from './errors.ts';
import { newShardId } from './shard.ts';
import { appendMarker, streams } from './store.ts';
import { newLabel, type Stream } from './stream.ts';
import { enqueueTending } from './tending.ts';

/** What UpdateTable makes of a table's stream; enabling always begins a new one. */
export async function changeStream(
  tx: Transaction,
  table: Table,
  wanted: StreamSpecification | undefined,
  transitionMs: number,
): Promise<Table> {
  if (!wanted) return table;
  if (!wanted.StreamEnabled) {
    if (!table.stream) throw noStreamToDisable(table.name);
    return endStream(tx, table, transitionMs);
  }
  if (table.stream) throw streamAlreadyEnabled(table.name);
  return startStream(tx, table, wanted, transitionMs);
}

/** The table with its new stream; as it is where none is asked for. */
export async function startStream(
  tx: Transaction,
  table: Table,
  wanted: StreamSpecification | undefined,
  transitionMs: number,
): Promise<Table> {
  const viewType = wanted?.StreamEnabled ? wanted.StreamViewType : undefined;
  if (!viewType) return table;
  const { accountId, region, name, tableId, keys } = table;
  const [last] = await streams.list(tx, { prefix: [accountId, region, name], reverse: true, limit: 1 });
  const label = newLabel(last, tx.now);
  const stream: Stream = {
    accountId,
    region,
    tableName: name,
    label,
    tableId,
    viewType,
    keys,
    createdAt: tx.now,
    enabledAt: tx.now + transitionMs,
  };
  streams.insert(tx, stream);
  appendMarker(tx, stream, { shardId: newShardId(stream, tx.now), at: tx.now });
  enqueueTending(tx, stream, tx.now);
  return { ...table, stream: { label, viewType }, latestStreamLabel: label };
}

/** The table without its stream, which stays readable for a day. */
export async function endStream(tx: Transaction, table: Table, transitionMs: number): Promise<Table> {
  const { stream: enabled, ...rest } = table;
  if (!enabled) return table;
  const stream = await streams.get(tx, [table.accountId, table.region, table.name, enabled.label]);
  if (stream) {
    const ended = { ...stream, disabledAt: tx.now, endedAt: tx.now + transitionMs };
    streams.replace(tx, stream, ended);
    appendMarker(tx, stream, { at: tx.now });
  }
  return rest;
}

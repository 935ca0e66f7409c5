import type { Transaction } from '../../../storage/storage.ts';
import type { Table } from '../table.ts';
import type { ItemChange } from '../write-item.ts';
import { recordsPrefix, recordsTopic } from './store.ts';
import { encodeRecord, toStoredRecord } from './stored-record.ts';
import { streamArn } from './stream.ts';

/** Writes what happened to an item into its table's stream, in the transaction that does it. */
export function recordChange(tx: Transaction, table: Table, change: ItemChange): void {
  if (!table.stream) return;
  const view = { viewType: table.stream.viewType, keys: table.keys };
  const record = toStoredRecord(change, view, { at: tx.now, isExpiry: change.isExpiry ?? false });
  if (!record) return;
  const { label } = table.stream;
  tx.append(recordsPrefix({ tableId: table.tableId, label }), encodeRecord(record));
  tx.signal(recordsTopic(streamArn({ ...table, tableName: table.name, label })));
}

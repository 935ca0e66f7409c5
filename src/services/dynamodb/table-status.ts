import type { TableStatus } from '@aws-sdk/client-dynamodb';
import { resourceNotFound, tableBeingCreated, tableBeingDeleted, tableBeingUpdated, tableNotFound } from './errors.ts';
import type { Table } from './table.ts';

type Instants = Pick<Table, 'activeAt' | 'updatedAt' | 'goneAt' | 'isFilling' | 'restore'>;

/** No timer moves a table from one state to the next: its state is a question of the time. */
export function tableStatus(table: Instants, now: number): TableStatus {
  if (table.goneAt !== undefined) return 'DELETING';
  if (table.isFilling || table.restore || now < table.activeAt) return 'CREATING';
  if (table.updatedAt !== undefined && now < table.updatedAt) return 'UPDATING';
  return 'ACTIVE';
}

export const isGone = (table: Instants, now: number): boolean => table.goneAt !== undefined && table.goneAt <= now;

/** Items can be read and written while a table is ACTIVE or UPDATING; before and after it does not exist for them. */
export function requireUsable(table: Table | undefined, now: number): Table {
  if (!table) throw resourceNotFound();
  const status = tableStatus(table, now);
  if (status === 'CREATING' || status === 'DELETING') throw resourceNotFound();
  return table;
}

/** What control operations ask before they change a table. */
export function requireChangeable(table: Table | undefined, name: string, now: number): Table {
  if (!table || isGone(table, now)) throw tableNotFound(name);
  // Only DescribeTable and DeleteTable know of a table that has not got its items yet.
  if (table.isFilling || table.restore) throw tableNotFound(name);
  const status = tableStatus(table, now);
  if (status === 'CREATING') throw tableBeingCreated(name);
  if (status === 'UPDATING') throw tableBeingUpdated(name);
  if (status === 'DELETING') throw tableBeingDeleted(name);
  return table;
}

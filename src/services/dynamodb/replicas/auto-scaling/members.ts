import type { Context } from '../../api.ts';
import { findTable } from '../../store.ts';
import type { TableAddress } from '../../table-name.ts';
import type { Table } from '../../table.ts';
import { findPeers } from '../group.ts';
import { noSuchGlobalTable } from './errors.ts';

/** A global table's replicas by the names of their regions. */
export const requireMembers = (
  ctx: Context,
  address: TableAddress,
): Promise<{ readonly table: Table; readonly members: readonly Table[] }> =>
  ctx.read(async (from) => {
    const table = await findTable(ctx, from, address);
    if (!table?.replicas) throw noSuchGlobalTable(address.name);
    const members = [table, ...(await findPeers(ctx, from, table))];
    return { table, members: members.sort((a, b) => (a.region < b.region ? -1 : 1)) };
  });

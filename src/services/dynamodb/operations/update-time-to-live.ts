import type { Operation } from '../api.ts';
import { tableBeingDeleted, tableNotFound } from '../errors.ts';
import { changeTimeToLiveOfPeers } from '../replicas/time-to-live.ts';
import { findTable, setTable, tableKey } from '../store.ts';
import { parseControlTableName } from '../table-name.ts';
import { tableStatus } from '../table-status.ts';
import { enqueueExpiryPurge } from '../tasks.ts';
import { enqueueExpiryBackfill } from '../time-to-live/backfill.ts';
import { changeTimeToLive } from '../time-to-live/change.ts';

/**
 * Unlike UpdateTable, it takes a table that is being updated.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html
 */
export const updateTimeToLive: Operation<'UpdateTimeToLive'> = (ctx, input) => {
  const address = parseControlTableName(ctx, input.TableName);
  const wanted = input.TimeToLiveSpecification!;
  const expiryId = ctx.random.uuid();

  return ctx.transact(tableKey(address), async (tx) => {
    const table = await findTable(ctx, tx, address);
    // Until it is ACTIVE, a table is not there for this.
    if (!table || tableStatus(table, tx.now) === 'CREATING') throw tableNotFound(address.name);
    if (tableStatus(table, tx.now) === 'DELETING') throw tableBeingDeleted(address.name);

    const timeToLive = changeTimeToLive(table.timeToLive, wanted, expiryId, tx.now);
    const changed = { ...table, timeToLive };
    setTable(tx, changed);
    if (timeToLive.isEnabled) enqueueExpiryBackfill(tx, changed);
    else enqueueExpiryPurge(tx, changed);
    if (table.replicas) await changeTimeToLiveOfPeers(ctx, tx, changed);
    return { TimeToLiveSpecification: wanted };
  });
};

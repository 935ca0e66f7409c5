import type { Operation } from '../api.ts';
import { tableAlreadyExists, tableBeingCreated, tableBeingUsed } from '../errors.ts';
import { toAttachment } from '../resource-policy/attachment.ts';
import { readPolicyOfNewTable } from '../resource-policy/new-table.ts';
import { attachments } from '../resource-policy/store.ts';
import { requireWithinQuota } from '../quota.ts';
import { findTable, setTable, tableKey } from '../store.ts';
import { startStream } from '../streams/life.ts';
import { toTableDefinition } from '../table-definition.ts';
import { toTableDescription } from '../table-description.ts';
import { parseControlTableName } from '../table-name.ts';
import { tableStatus } from '../table-status.ts';
import type { Table } from '../table.ts';
import { requireTags, setTags } from '../tags.ts';
import { throttleModeOf } from '../throttling/mode.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html */
export const createTable: Operation<'CreateTable'> = async (ctx, input) => {
  const address = parseControlTableName(ctx, input.TableName);
  const definition = toTableDefinition(input, ctx.clock.now());
  requireWithinQuota({ ...definition, region: address.region });
  requireTags(input.Tags ?? []);
  const policy = await readPolicyOfNewTable(ctx, address, input.ResourcePolicy);
  const tableId = ctx.random.uuid();
  const indexes = definition.indexes.map((index) => ({ ...index, indexId: ctx.random.uuid() }));

  return ctx.transact(tableKey(address), async (tx) => {
    const taken = await findTable(ctx, tx, address);
    if (taken) throw nameTaken(taken, tx.now);
    const throttle = throttleModeOf(input.Tags ?? []);
    const plain: Table = {
      ...definition,
      ...(throttle ? { throttle } : {}),
      ...address,
      tableId,
      indexes,
      createdAt: tx.now,
      activeAt: tx.now + ctx.state.transitionMs,
    };
    const table = await startStream(tx, plain, input.StreamSpecification, ctx.state.transitionMs);
    setTable(tx, table);
    await setTags(tx, tableId, input.Tags ?? []);
    if (policy !== undefined) attachments.insert(tx, toAttachment(tableId, policy, tx.now));
    return { TableDescription: toTableDescription(table, { now: tx.now, counts: new Map(), status: 'CREATING' }) };
  });
};

function nameTaken(table: Table, now: number) {
  if (table.restore) return tableBeingUsed(table.name);
  return tableStatus(table, now) === 'CREATING' ? tableBeingCreated(table.name) : tableAlreadyExists(table.name);
}

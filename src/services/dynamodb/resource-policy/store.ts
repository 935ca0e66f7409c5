import type { Snapshot, Transaction } from '../../../storage/storage.ts';
import { table } from '../../../storage/table.ts';
import type { Context } from '../api.ts';
import { tableNotFound } from '../errors.ts';
import { findTable } from '../store.ts';
import { findStream } from '../streams/store.ts';
import { tableStatus } from '../table-status.ts';
import type { Attachment, PolicySlot } from './attachment.ts';
import { streamOfTableNotFound } from './errors.ts';
import type { PolicyTarget } from './target.ts';

/** Rows of the id of their table go with it; `tasks.ts` removes them. */
export const attachments = table<Attachment>('dynamodb/resource-policy', {
  key: ({ tableId, label }) => [tableId, label],
});

/** The id that a target's policy lies under. Throws ResourceNotFoundException. */
async function requireOwner(ctx: Context, from: Snapshot, { address, label }: PolicyTarget) {
  const found = await findTable(ctx, from, address);
  if (label === undefined) {
    if (!found) throw tableNotFound(address.name);
    return { found, tableId: found.tableId };
  }
  const stream = await findStream(from, { ...address, tableName: address.name, label });
  if (!stream) throw found ? streamOfTableNotFound(label, address.name) : tableNotFound(address.name);
  return { found: found?.tableId === stream.tableId ? found : undefined, tableId: stream.tableId };
}

/**
 * The policy that is attached to a table or a stream now: what IAM asks for, with `toPolicyTarget` of the resource's
 * ARN. Throws ResourceNotFoundException where there is no such resource.
 */
export async function findPolicy(
  ctx: Context,
  from: Snapshot,
  target: PolicyTarget,
): Promise<(Attachment & { readonly document: string }) | undefined> {
  const { found, tableId } = await requireOwner(ctx, from, target);
  // A stream outlives its table, but its policy does not.
  const current = found && (await attachments.get(from, [tableId, target.label ?? '']));
  return current?.document === undefined ? undefined : { ...current, document: current.document };
}

/** Before a change: the last one, of a table that is there for everybody. */
export async function readForChange(ctx: Context, tx: Transaction, target: PolicyTarget): Promise<PolicySlot> {
  const { found, tableId } = await requireOwner(ctx, tx, target);
  const status = found && tableStatus(found, tx.now);
  if (!status || status === 'CREATING') throw tableNotFound(target.address.name);
  return { tableId, status, current: await attachments.get(tx, [tableId, target.label ?? '']) };
}

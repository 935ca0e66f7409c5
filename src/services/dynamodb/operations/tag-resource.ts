import type { Operation } from '../api.ts';
import { tableBeingDeleted, validationException } from '../errors.ts';
import { setTable, tableKey } from '../store.ts';
import { tableStatus } from '../table-status.ts';
import { requireTagged, requireTagTarget } from '../tag-target.ts';
import { requireTags, setTags } from '../tags.ts';
import { throttleModeOf } from '../throttling/mode.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TagResource.html */
export const tagResource: Operation<'TagResource'> = (ctx, input) => {
  const address = requireTagTarget(ctx, input.ResourceArn);
  const wanted = input.Tags ?? [];
  if (wanted.length === 0) throw validationException('Atleast one Tag needs to be provided as Input.');
  requireTags(wanted);

  return ctx.transact(tableKey(address), async (tx) => {
    const table = await requireTagged(ctx, tx, address, input.ResourceArn);
    if (tableStatus(table, tx.now) === 'DELETING') throw tableBeingDeleted(address.name);
    await setTags(tx, table.tableId, wanted);
    const throttle = throttleModeOf(wanted);
    if (throttle) setTable(tx, { ...table, throttle });
    return {};
  });
};

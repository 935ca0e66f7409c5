import type { Operation } from '../api.ts';
import { tableBeingDeleted, tooManyTags, validationException } from '../errors.ts';
import { MAX_TAGS } from '../limits.ts';
import { setTable, tableKey } from '../store.ts';
import { tableStatus } from '../table-status.ts';
import { requireTagged, requireTagTarget } from '../tag-target.ts';
import { requireTagKey, tags } from '../tags.ts';
import type { Table } from '../table.ts';
import { THROTTLE_TAG } from '../throttling/mode.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UntagResource.html */
export const untagResource: Operation<'UntagResource'> = (ctx, input) => {
  const address = requireTagTarget(ctx, input.ResourceArn);
  const keys = input.TagKeys ?? [];
  if (keys.length === 0) throw validationException('Atleast one Tag Key needs to be provided as Input.');
  for (const key of keys) requireTagKey(key);
  if (keys.length > MAX_TAGS) throw tooManyTags();

  return ctx.transact(tableKey(address), async (tx) => {
    const table = await requireTagged(ctx, tx, address, input.ResourceArn);
    if (tableStatus(table, tx.now) === 'DELETING') throw tableBeingDeleted(address.name);
    const unwanted = (await tags.list(tx, { prefix: [table.tableId] })).filter(({ key }) => keys.includes(key));
    for (const tag of unwanted) tags.remove(tx, tag);
    if (keys.includes(THROTTLE_TAG)) setTable(tx, withoutThrottle(table));
    return {};
  });
};

function withoutThrottle({ throttle: _throttle, ...table }: Table): Table {
  return table;
}

import type { Operation } from '../api.ts';
import { resourceNotFound, tableNotFound, validationException } from '../errors.ts';
import { findTable, setTable, tableKey } from '../store.ts';
import { requireTableArn, tags } from '../tags.ts';
import type { Table } from '../table.ts';
import { THROTTLE_TAG } from '../throttling/mode.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UntagResource.html */
export const untagResource: Operation<'UntagResource'> = (ctx, input) => {
  const address = requireTableArn(input.ResourceArn);
  const keys = input.TagKeys ?? [];
  if (keys.length === 0) throw validationException('Atleast one Tag Key needs to be provided as Input.');

  return ctx.transact(tableKey(address), async (tx) => {
    const table = await findTable(ctx, tx, address);
    if (table?.restore) throw tableNotFound(address.name);
    if (!table) throw resourceNotFound();
    const unwanted = (await tags.list(tx, { prefix: [table.tableId] })).filter(({ key }) => keys.includes(key));
    for (const tag of unwanted) tags.remove(tx, tag);
    if (keys.includes(THROTTLE_TAG)) setTable(tx, withoutThrottle(table));
    return {};
  });
};

function withoutThrottle({ throttle: _throttle, ...table }: Table): Table {
  return table;
}

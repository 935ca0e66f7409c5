import type { Operation } from '../api.ts';
import { resourceArnNotFound, tableNotFound, validationException } from '../errors.ts';
import { findTable, setTable, tableKey } from '../store.ts';
import { requireTableArn, setTags } from '../tags.ts';
import { throttleModeOf } from '../throttling/mode.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TagResource.html */
export const tagResource: Operation<'TagResource'> = (ctx, input) => {
  const address = requireTableArn(input.ResourceArn);
  const wanted = input.Tags ?? [];
  if (wanted.length === 0) throw validationException('Atleast one Tag needs to be provided as Input.');

  return ctx.transact(tableKey(address), async (tx) => {
    const table = await findTable(ctx, tx, address);
    if (table?.restore) throw tableNotFound(address.name);
    if (!table) throw resourceArnNotFound(input.ResourceArn!);
    await setTags(tx, table.tableId, wanted);
    const throttle = throttleModeOf(wanted);
    if (throttle) setTable(tx, { ...table, throttle });
    return {};
  });
};

import { chain } from '../../../storage/maybe-promise.ts';
import { toOutputItem, toStoredOutput } from '../answer.ts';
import type { Context, Operation } from '../api.ts';
import { readUnits, tableConsumption, toConsumedCapacity } from '../capacity.ts';
import { compileExpressions } from '../expressions/compile.ts';
import { checkParameters } from '../expressions/parameters.ts';
import { itemKeyOfKey } from '../item-key.ts';
import { requireScalarKeys, toItemProjection, type ItemProjection } from '../projection.ts';
import { findItem, requireTable } from '../store.ts';
import type { StoredItem } from '../stored-item.ts';
import { parseTableName } from '../table-name.ts';
import { requireCapacity, spend } from '../throttling/spending.ts';
import { toItem } from '../values/check.ts';
import { inCurrentWords } from '../values/value-error.ts';

const toOutput = (ctx: Context, stored: StoredItem, projection: ItemProjection | undefined) =>
  projection ? toOutputItem(projection.apply(stored.item)) : toStoredOutput(ctx, stored);

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html */
export const getItem: Operation<'GetItem'> = (ctx, input) => {
  const address = parseTableName(ctx, input.TableName);
  checkParameters(input, ['ProjectionExpression'], ['AttributesToGet']);
  const key = inCurrentWords(() => toItem(input.Key ?? {}));
  const projection = toItemProjection(compileExpressions(input).projection, input.AttributesToGet);

  return ctx.read((from) =>
    chain(requireTable(ctx, from, address), (table) => {
      const itemKey = itemKeyOfKey(key, table.keys);
      if (projection) requireScalarKeys(table, projection.paths);
      requireCapacity(ctx, 'read', { table, partition: itemKey.partition });

      return chain(findItem(from, table.tableId, itemKey), (stored) => {
        const consumption = tableConsumption(readUnits(stored?.sizeBytes ?? 0, input.ConsistentRead ?? false));
        spend(ctx, 'read', table, consumption, itemKey.partition);
        return {
          Item: stored && toOutput(ctx, stored, projection),
          ConsumedCapacity: toConsumedCapacity(input.ReturnConsumedCapacity, table.name, consumption),
        };
      });
    }),
  );
};

import type { Get, ItemResponse } from '@aws-sdk/client-dynamodb';
import { toOutputItem, toStoredOutput } from '../answer.ts';
import type { Context, Operation } from '../api.ts';
import { compileExpressions } from '../expressions/compile.ts';
import { project, type Projection } from '../expressions/project.ts';
import { itemKeyOfKey } from '../item-key.ts';
import { requireScalarKeys } from '../projection.ts';
import type { StoredItem } from '../stored-item.ts';
import { parseTableName } from '../table-name.ts';
import { requireTableNames } from '../transactions/action-names.ts';
import { transactionCapacity } from '../transactions/capacity.ts';
import { runReadTransaction } from '../transactions/read-transaction.ts';
import type { ItemTarget } from '../transactions/targets.ts';
import { toItem } from '../values/check.ts';

interface GetAction extends ItemTarget {
  readonly projection: Projection | undefined;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html */
export const transactGetItems: Operation<'TransactGetItems'> = async (ctx, input) => {
  const items = input.TransactItems ?? [];
  requireTableNames(items, ({ Get }) => ({ get: Get }));
  const actions = items.map(({ Get }) => toGetAction(ctx, Get!));

  const parts = await runReadTransaction(ctx, actions);
  return {
    Responses: parts.map(({ stored }, at) => toResponse(ctx, actions[at]!, stored)),
    ...transactionCapacity(input.ReturnConsumedCapacity, 'read', parts),
  };
};

function toGetAction(ctx: Context, input: Get): GetAction {
  const projection = input.ProjectionExpression === undefined ? undefined : compileExpressions(input).projection;
  const key = toItem(input.Key ?? {});
  return {
    projection,
    address: parseTableName(ctx, input.TableName),
    keyIn: (table) => {
      const itemKey = itemKeyOfKey(key, table.keys);
      if (projection) requireScalarKeys(table, projection.paths);
      return itemKey;
    },
  };
}

/** Where there is nothing to show, of no item or of what a projection left, there is no `Item`. */
function toResponse(ctx: Context, { projection }: GetAction, stored: StoredItem | undefined): ItemResponse {
  if (!stored) return {};
  if (!projection) return { Item: toStoredOutput(ctx, stored) };
  const shown = project(projection, stored.item);
  return Object.keys(shown).length > 0 ? { Item: toOutputItem(shown) } : {};
}

import type { ReturnValue, ReturnValuesOnConditionCheckFailure } from '@aws-sdk/client-dynamodb';
import { toStoredOutput } from '../answer.ts';
import type { AttributeValue, Context } from '../api.ts';
import { requireCondition } from '../condition.ts';
import { conditionalCheckFailed } from '../errors.ts';
import { applyUpdate } from '../expressions/apply-update.ts';
import { conditionPaths, type Condition } from '../expressions/condition.ts';
import { requireIndexKeys } from '../index-entry.ts';
import { toItemKey } from '../item-key.ts';
import type { ItemWrite } from '../item-write.ts';
import { requireUpdatable, requireWrittenIndexKeys, returnedAttributes } from '../operations/update-item.ts';
import { requireScalarKeys } from '../projection.ts';
import { StoredItem } from '../stored-item.ts';
import type { Table } from '../table.ts';
import { parseTableName } from '../table-name.ts';
import { requireItemSize, requireUpdatedItemSize } from '../values/size.ts';
import type { ItemChange } from '../write-item.ts';
import { duplicateItem } from './errors.ts';
import { requireKey, requireKeyTypes } from './item-key.ts';
import type { Delete, Exists, Insert, UpdateStatement, Write } from './statement.ts';

type OnFailure = ReturnValuesOnConditionCheckFailure | undefined;

/** A statement that changes one item, as PutItem, UpdateItem and DeleteItem do. */
export function toItemWrite(ctx: Context, statement: Write, onFailure: OnFailure): ItemWrite {
  switch (statement.kind) {
    case 'insert':
      return toInsert(ctx, statement);
    case 'update':
      return toUpdate(ctx, statement, onFailure);
    default:
      return toDelete(ctx, statement, onFailure);
  }
}

function toInsert(ctx: Context, { target, item }: Insert): ItemWrite {
  const next = StoredItem.of(item, requireItemSize(item));
  return {
    address: parseTableName(ctx, target.table),
    keyIn: (table) => {
      requireKeyTypes(item, table.keys);
      requireIndexKeys(item, table.indexes);
      return toItemKey(item, table.keys);
    },
    apply: (old) => {
      if (old) throw duplicateItem();
      return next;
    },
  };
}

/** Unlike UpdateItem, it needs an item to be there, and its limit is the size of the item alone. */
function toUpdate(ctx: Context, { target, where, update }: UpdateStatement, onFailure: OnFailure): ItemWrite {
  return {
    address: parseTableName(ctx, target.table),
    keyIn: (table) => {
      const key = keyIn(table, where);
      requireUpdatable(table, update);
      return key;
    },
    apply: (old, table) => {
      if (!old) throw conditionalCheckFailed();
      requireCondition(requireKey(where, table.keys).rest, old, onFailure);
      const item = applyUpdate(update, old.item);
      const sizeBytes = requireUpdatedItemSize(item);
      requireWrittenIndexKeys(table, item, update);
      return StoredItem.of(item, sizeBytes);
    },
  };
}

/** Where no item is there, there is no condition to fail. */
function toDelete(ctx: Context, { target, where }: Delete, onFailure: OnFailure): ItemWrite {
  return {
    address: parseTableName(ctx, target.table),
    keyIn: (table) => keyIn(table, where),
    apply: (old, table) => {
      if (old) requireCondition(requireKey(where, table.keys).rest, old, onFailure);
      return undefined;
    },
  };
}

/** Changes nothing, but must hold. */
export const toConditionCheck = (ctx: Context, { target, where }: Exists, onFailure: OnFailure): ItemWrite => ({
  address: parseTableName(ctx, target.table),
  keyIn: (table) => keyIn(table, where),
  apply: (old, table) => {
    requireCondition(requireKey(where, table.keys).rest, old, onFailure);
    return old;
  },
});

function keyIn(table: Table, where: Condition | undefined) {
  const { key, rest } = requireKey(where, table.keys);
  requireKeyTypes(key, table.keys);
  if (rest) requireScalarKeys(table, conditionPaths(rest));
  return toItemKey(key, table.keys);
}

const RETURN_VALUES: Readonly<Record<string, ReturnValue>> = {
  'ALL OLD': 'ALL_OLD',
  'ALL NEW': 'ALL_NEW',
  'MODIFIED OLD': 'UPDATED_OLD',
  'MODIFIED NEW': 'UPDATED_NEW',
};

/** What RETURNING shows of the change; undefined where there is nothing to show. */
export function returned(
  ctx: Context,
  statement: Write,
  change: ItemChange,
): Record<string, AttributeValue> | undefined {
  if (statement.kind === 'insert' || statement.returning === undefined) return undefined;
  if (statement.kind === 'delete') return change.old && toStoredOutput(ctx, change.old);
  return returnedAttributes(ctx, RETURN_VALUES[statement.returning], statement.update, change);
}

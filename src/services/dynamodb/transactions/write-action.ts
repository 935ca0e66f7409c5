import type {
  ConditionCheck,
  Delete,
  Put,
  ReturnValuesOnConditionCheckFailure,
  TransactWriteItem,
  Update,
} from '@aws-sdk/client-dynamodb';
import type { AttributeValue, Context } from '../api.ts';
import { requireCondition } from '../condition.ts';
import { noOperationInAction, severalOperationsInAction } from '../errors.ts';
import { applyUpdate } from '../expressions/apply-update.ts';
import { compileExpressions, type ExpressionInput, type Expressions } from '../expressions/compile.ts';
import { conditionPaths, type Condition } from '../expressions/condition.ts';
import { createsItem } from '../expressions/update.ts';
import { requireIndexKeys } from '../index-entry.ts';
import { itemKeyOf, itemKeyOfKey, type ItemKey } from '../item-key.ts';
import type { ItemWrite } from '../item-write.ts';
import { requireUpdatable, requireWrittenIndexKeys } from '../operations/update-item.ts';
import { requireScalarKeys } from '../projection.ts';
import { StoredItem } from '../stored-item.ts';
import type { Table } from '../table.ts';
import { parseTableName } from '../table-name.ts';
import { toItem } from '../values/check.ts';
import { requireItemSize, requireUpdatedItemSize } from '../values/size.ts';
import type { Item } from '../values/value.ts';
import type { ItemTarget } from './targets.ts';

/** One action of TransactWriteItems: checked as far as it can be without its table. */
export interface WriteAction {
  readonly write: ItemWrite;
  /** Of the item that it writes; a condition check writes none. */
  readonly writtenKey: Item | undefined;
}

export function toWriteAction(ctx: Context, { Put, Update, Delete, ConditionCheck }: TransactWriteItem): WriteAction {
  const count = [Put, Update, Delete, ConditionCheck].filter((operation) => operation !== undefined).length;
  if (count > 1) throw severalOperationsInAction();
  if (Put) return toPut(ctx, Put);
  if (Update) return toUpdate(ctx, Update);
  if (Delete) return toDelete(ctx, Delete);
  if (ConditionCheck) return toCheck(ctx, ConditionCheck);
  throw noOperationInAction();
}

function toPut(ctx: Context, input: Put): WriteAction {
  const item = toItem(input.Item ?? {});
  const sizeBytes = requireItemSize(item);
  const { condition } = compile(input);
  const next = StoredItem.of(item, sizeBytes);
  const write: ItemWrite = {
    address: parseTableName(ctx, input.TableName),
    keyIn: (table) => {
      const key = itemKeyOf(item, table.keys);
      requireIndexKeys(item, table.indexes);
      requireScalarConditionKeys(table, condition);
      return key;
    },
    apply: (old) => {
      requireCondition(condition, old, input.ReturnValuesOnConditionCheckFailure);
      return next;
    },
  };
  return { write, writtenKey: item };
}

/** Held to the size of the item alone, unlike UpdateItem. */
function toUpdate(ctx: Context, input: Update): WriteAction {
  const { update, condition } = compile(input);
  const key = toKey(input);
  const write: ItemWrite = {
    address: parseTableName(ctx, input.TableName),
    keyIn: (table) => {
      const itemKey = keyIn(table, key, condition);
      if (update) requireUpdatable(table, update);
      return itemKey;
    },
    apply: (old, table) => {
      requireCondition(condition, old, input.ReturnValuesOnConditionCheckFailure);
      if (!update || (!old && !createsItem(update))) return old;
      const item = applyUpdate(update, old?.item ?? key);
      const sizeBytes = requireUpdatedItemSize(item);
      requireWrittenIndexKeys(table, item, update);
      return StoredItem.of(item, sizeBytes);
    },
  };
  return { write, writtenKey: key };
}

function toDelete(ctx: Context, input: Delete): WriteAction {
  const { key, target, requireHolds } = toKeyed(ctx, input);
  const apply = (old: StoredItem | undefined) => {
    requireHolds(old);
    return undefined;
  };
  return { write: { ...target, apply }, writtenKey: key };
}

function toCheck(ctx: Context, input: ConditionCheck): WriteAction {
  const { target, requireHolds } = toKeyed(ctx, input);
  const apply = (old: StoredItem | undefined) => {
    requireHolds(old);
    return old;
  };
  return { write: { ...target, apply }, writtenKey: undefined };
}

interface KeyedInput extends ExpressionInput {
  readonly TableName: string | undefined;
  readonly Key: Record<string, AttributeValue> | undefined;
  readonly ReturnValuesOnConditionCheckFailure?: ReturnValuesOnConditionCheckFailure | undefined;
}

/** Deletes and checks differ only in what becomes of the item. */
function toKeyed(ctx: Context, input: KeyedInput) {
  const { condition } = compile(input);
  const key = toKey(input);
  const target: ItemTarget = {
    address: parseTableName(ctx, input.TableName),
    keyIn: (table) => keyIn(table, key, condition),
  };
  const requireHolds = (old: StoredItem | undefined) =>
    requireCondition(condition, old, input.ReturnValuesOnConditionCheckFailure);
  return { key, target, requireHolds };
}

const toKey = ({ Key }: Pick<KeyedInput, 'Key'>): Item => toItem(Key ?? {});

/** Names and values without an expression are let pass here, unlike by the operations on one item. */
const compile = (input: ExpressionInput): Partial<Pick<Expressions, 'update' | 'condition'>> =>
  input.ConditionExpression === undefined && input.UpdateExpression === undefined ? {} : compileExpressions(input);

function keyIn(table: Table, key: Item, condition: Condition | undefined): ItemKey {
  const itemKey = itemKeyOfKey(key, table.keys);
  requireScalarConditionKeys(table, condition);
  return itemKey;
}

function requireScalarConditionKeys(table: Table, condition: Condition | undefined): void {
  if (condition) requireScalarKeys(table, conditionPaths(condition));
}

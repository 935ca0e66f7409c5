import type { ReturnValue } from '@aws-sdk/client-dynamodb';
import { isPlain } from '../../../model/plain-input.ts';
import { toOutputItem, toStoredOutput } from '../answer.ts';
import type { AttributeValue, Context, Input, Operation } from '../api.ts';
import { toConsumedCapacity } from '../capacity.ts';
import { requireCondition } from '../condition.ts';
import { cannotUpdateKey } from '../errors.ts';
import { compileExpressions } from '../expressions/compile.ts';
import { compileExpected } from '../expressions/legacy-conditions.ts';
import { compileAttributeUpdates } from '../expressions/legacy-update.ts';
import { checkParameters } from '../expressions/parameters.ts';
import { createsItem, type Update } from '../expressions/update.ts';
import { conditionPaths } from '../expressions/condition.ts';
import { projectPaths } from '../expressions/project.ts';
import { applyUpdate } from '../expressions/apply-update.ts';
import { requireUpdateSize } from '../expressions/update-size.ts';
import { requireIndexKeys } from '../index-entry.ts';
import { toItemCollectionMetrics } from '../item-collection.ts';
import { itemKeyOfKey, pickAttributes } from '../item-key.ts';
import { runItemWrite, type ItemWrite } from '../item-write.ts';
import { keyNames } from '../key-schema.ts';
import { requireScalarKeys } from '../projection.ts';
import { StoredItem } from '../stored-item.ts';
import type { Table } from '../table.ts';
import { parseTableName } from '../table-name.ts';
import { toItem } from '../values/check.ts';
import type { Item } from '../values/value.ts';
import type { ItemChange } from '../write-item.ts';
import { inCurrentWordsOfWrites } from '../values/value-error.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html */
export const updateItem: Operation<'UpdateItem'> = (ctx, input) => {
  const address = parseTableName(ctx, input.TableName);
  const { key, update, condition } = inCurrentWordsOfWrites(input, readUpdate);
  const isPlainInput = isPlain(input);

  const write: ItemWrite = {
    address,
    keyIn: (table) => {
      const itemKey = itemKeyOfKey(key, table.keys);
      if (update) requireUpdatable(table, update);
      if (condition) requireScalarKeys(table, conditionPaths(condition));
      return itemKey;
    },
    apply: (old, table) => {
      requireCondition(condition, old, input.ReturnValuesOnConditionCheckFailure);
      if (!old && update && !createsItem(update)) return undefined;
      const item = update ? applyUpdate(update, old?.item ?? key) : (old?.item ?? key);
      const isPlainItem = isPlainInput && (old?.isPlain ?? true);
      const sizeBytes = update && requireUpdateSize(update, item, isPlainItem);
      if (update) requireWrittenIndexKeys(table, item, update);
      return StoredItem.of(item, sizeBytes, isPlainItem);
    },
  };
  return runItemWrite(ctx, write, (written) => ({
    Attributes: returnedAttributes(ctx, input.ReturnValues, update, written),
    ConsumedCapacity: toConsumedCapacity(input.ReturnConsumedCapacity, written.table.name, written.consumption),
    ItemCollectionMetrics: toItemCollectionMetrics(input.ReturnItemCollectionMetrics, written.table, key),
  }));
};

function readUpdate(input: Input<'UpdateItem'>) {
  const legacy = ['AttributeUpdates', 'Expected', 'ConditionalOperator'] as const;
  checkParameters(input, ['UpdateExpression', 'ConditionExpression'], legacy, { isMissingTold: false });
  const key = toItem(input.Key ?? {});
  const attributeUpdates = input.AttributeUpdates && compileAttributeUpdates(input.AttributeUpdates);
  const expected = compileExpected(input.Expected, input.ConditionalOperator);
  const { update = attributeUpdates, condition = expected } = compileExpressions(input);
  return { key, update, condition };
}

export function requireUpdatable(table: Table, update: Update): void {
  for (const name of keyNames(table.keys)) {
    if (update.paths.some((path) => path[0] === name)) throw cannotUpdateKey(name);
  }
  requireScalarKeys(table, update.paths);
}

/** What an update leaves alone may be from before an index that it does not fit. */
export function requireWrittenIndexKeys({ indexes }: Table, item: Item, update: Update): void {
  if (indexes.length === 0) return;
  const names = update.paths.map(([name]) => String(name));
  requireIndexKeys(pickAttributes(item, names), indexes);
}

/** Where there is nothing to return, DynamoDB leaves the member out. */
export function returnedAttributes(
  ctx: Context,
  wanted: ReturnValue | undefined,
  update: Update | undefined,
  { old, next }: ItemChange,
): Record<string, AttributeValue> | undefined {
  if (wanted === 'ALL_OLD') return old && toStoredOutput(ctx, old);
  if (wanted === 'ALL_NEW') return next && toStoredOutput(ctx, next);
  if (wanted !== 'UPDATED_OLD' && wanted !== 'UPDATED_NEW') return undefined;

  const image = wanted === 'UPDATED_OLD' ? old : next;
  if (!image || !update) return undefined;
  const updated = projectPaths(update.paths, image.item);
  return Object.keys(updated).length > 0 ? toOutputItem(updated) : undefined;
}

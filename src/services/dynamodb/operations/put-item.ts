import { isPlain } from '../../../model/plain-input.ts';
import { toStoredOutput } from '../answer.ts';
import type { Input, Operation } from '../api.ts';
import { toConsumedCapacity } from '../capacity.ts';
import { requireCondition } from '../condition.ts';
import { validationException } from '../errors.ts';
import { compileExpressions } from '../expressions/compile.ts';
import { compileExpected } from '../expressions/legacy-conditions.ts';
import { checkParameters } from '../expressions/parameters.ts';
import { requireIndexKeys } from '../index-entry.ts';
import { toItemCollectionMetrics } from '../item-collection.ts';
import { itemKeyOf } from '../item-key.ts';
import { runItemWrite, type ItemWrite } from '../item-write.ts';
import { requireScalarKeys } from '../projection.ts';
import { conditionPaths } from '../expressions/condition.ts';
import { StoredItem } from '../stored-item.ts';
import { parseTableName } from '../table-name.ts';
import { toItem } from '../values/check.ts';
import { requireItemSize } from '../values/size.ts';
import { inCurrentWordsOfWrites } from '../values/value-error.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html */
export const putItem: Operation<'PutItem'> = (ctx, input) => {
  const address = parseTableName(ctx, input.TableName);
  const { item, condition } = inCurrentWordsOfWrites(input, readPut);
  const isPlainItem = isPlain(input);
  const next = StoredItem.of(item, requireItemSize(item, isPlainItem), isPlainItem);

  const write: ItemWrite = {
    address,
    keyIn: (table) => {
      const key = itemKeyOf(item, table.keys);
      requireIndexKeys(item, table.indexes);
      if (condition) requireScalarKeys(table, conditionPaths(condition));
      return key;
    },
    apply: (old) => {
      requireCondition(condition, old, input.ReturnValuesOnConditionCheckFailure);
      return next;
    },
  };
  return runItemWrite(ctx, write, ({ table, old, consumption }) => ({
    Attributes: old && input.ReturnValues === 'ALL_OLD' ? toStoredOutput(ctx, old) : undefined,
    ConsumedCapacity: toConsumedCapacity(input.ReturnConsumedCapacity, table.name, consumption),
    ItemCollectionMetrics: toItemCollectionMetrics(input.ReturnItemCollectionMetrics, table, item),
  }));
};

function readPut(input: Input<'PutItem'>) {
  checkParameters(input, ['ConditionExpression'], ['Expected', 'ConditionalOperator'], { isMissingTold: false });
  const item = toItem(input.Item ?? {});
  if (input.ReturnValues !== undefined && input.ReturnValues !== 'ALL_OLD' && input.ReturnValues !== 'NONE') {
    throw validationException('ReturnValues can only be ALL_OLD or NONE');
  }
  const expected = compileExpected(input.Expected, input.ConditionalOperator);
  const { condition = expected } = compileExpressions(input);
  return { item, condition };
}

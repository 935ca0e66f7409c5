import { toStoredOutput } from '../answer.ts';
import type { Input, Operation } from '../api.ts';
import { toConsumedCapacity } from '../capacity.ts';
import { requireCondition } from '../condition.ts';
import { validationException } from '../errors.ts';
import { compileExpressions } from '../expressions/compile.ts';
import { compileExpected } from '../expressions/legacy-conditions.ts';
import { checkParameters } from '../expressions/parameters.ts';
import { conditionPaths } from '../expressions/condition.ts';
import { toItemCollectionMetrics } from '../item-collection.ts';
import { itemKeyOfKey } from '../item-key.ts';
import { runItemWrite, type ItemWrite } from '../item-write.ts';
import { requireScalarKeys } from '../projection.ts';
import { parseTableName } from '../table-name.ts';
import { toItem } from '../values/check.ts';
import { inCurrentWordsOfWrites } from '../values/value-error.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html */
export const deleteItem: Operation<'DeleteItem'> = (ctx, input) => {
  const address = parseTableName(ctx, input.TableName);
  const { key, condition } = inCurrentWordsOfWrites(input, readDelete);

  const write: ItemWrite = {
    address,
    keyIn: (table) => {
      if (condition) requireScalarKeys(table, conditionPaths(condition));
      return itemKeyOfKey(key, table.keys);
    },
    apply: (old) => {
      requireCondition(condition, old, input.ReturnValuesOnConditionCheckFailure);
      return undefined;
    },
  };
  return runItemWrite(ctx, write, ({ table, old, consumption }) => ({
    Attributes: old && input.ReturnValues === 'ALL_OLD' ? toStoredOutput(ctx, old) : undefined,
    ConsumedCapacity: toConsumedCapacity(input.ReturnConsumedCapacity, table.name, consumption),
    ItemCollectionMetrics: toItemCollectionMetrics(input.ReturnItemCollectionMetrics, table, key),
  }));
};

function readDelete(input: Input<'DeleteItem'>) {
  checkParameters(input, ['ConditionExpression'], ['Expected', 'ConditionalOperator'], { isMissingTold: false });
  const key = toItem(input.Key ?? {});
  if (input.ReturnValues !== undefined && input.ReturnValues !== 'ALL_OLD' && input.ReturnValues !== 'NONE') {
    throw validationException('ReturnValues can only be ALL_OLD or NONE');
  }
  const expected = compileExpected(input.Expected, input.ConditionalOperator);
  const { condition = expected } = compileExpressions(input);
  return { key, condition };
}

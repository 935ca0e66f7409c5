import type { ReturnValuesOnConditionCheckFailure } from '@aws-sdk/client-dynamodb';
import { toOutputItem } from './answer.ts';
import { conditionalCheckFailed } from './errors.ts';
import type { Condition } from './expressions/condition.ts';
import { evaluateCondition } from './expressions/evaluate.ts';
import type { StoredItem } from './stored-item.ts';

/** The error carries the item as it is where the request asks for it and there is one. */
export function requireCondition(
  condition: Condition | undefined,
  old: StoredItem | undefined,
  onFailure: ReturnValuesOnConditionCheckFailure | undefined,
): void {
  if (!condition || evaluateCondition(condition, old?.item)) return;
  throw conditionalCheckFailed(old && onFailure === 'ALL_OLD' ? toOutputItem(old.item) : undefined);
}

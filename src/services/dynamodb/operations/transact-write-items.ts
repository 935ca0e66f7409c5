import type { ItemCollectionMetrics } from '@aws-sdk/client-dynamodb';
import type { Input, Operation, Output } from '../api.ts';
import { toItemCollectionMetrics } from '../item-collection.ts';
import { requireTableNames } from '../transactions/action-names.ts';
import { transactionCapacity } from '../transactions/capacity.ts';
import { idempotentRequest } from '../transactions/idempotency.ts';
import { toWriteAction, type WriteAction } from '../transactions/write-action.ts';
import { runWriteTransaction, type TransactionResult } from '../transactions/write-transaction.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
export const transactWriteItems: Operation<'TransactWriteItems'> = async (ctx, input) => {
  const items = input.TransactItems ?? [];
  requireTableNames(items, ({ Put, Update, Delete, ConditionCheck }) => ({
    put: Put,
    update: Update,
    delete: Delete,
    conditionCheck: ConditionCheck,
  }));
  const actions = items.map((item) => toWriteAction(ctx, item));

  const result = await runWriteTransaction(
    ctx,
    actions.map(({ write }) => write),
    idempotentRequest('TransactWriteItems', input.ClientRequestToken, items),
  );
  return {
    ...transactionCapacity(input.ReturnConsumedCapacity, result.isReplay ? 'read' : 'write', result.parts),
    ...itemCollections(input, actions, result),
  };
};

function itemCollections(
  { ReturnItemCollectionMetrics }: Input<'TransactWriteItems'>,
  actions: readonly WriteAction[],
  { parts }: TransactionResult,
): Pick<Output<'TransactWriteItems'>, 'ItemCollectionMetrics'> {
  const byTable = new Map<string, ItemCollectionMetrics[]>();
  for (const [at, { writtenKey }] of actions.entries()) {
    const { table } = parts[at]!;
    const metrics = writtenKey && toItemCollectionMetrics(ReturnItemCollectionMetrics, table, writtenKey);
    if (metrics) byTable.set(table.name, [...(byTable.get(table.name) ?? []), metrics]);
  }
  return byTable.size > 0 ? { ItemCollectionMetrics: Object.fromEntries(byTable) } : {};
}

import type { TransactGetItem, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AuthorizationQuestion } from '../../../kernel/operation.ts';

type ToArn = (table: string | undefined) => string;

const ACTIONS = {
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
  Get: 'dynamodb:GetItem',
} as const;

/**
 * Each action is the question that its operation would be outside a transaction, asked once for each table.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
export function accessOf(
  items: readonly ((TransactWriteItem & Partial<TransactGetItem>) | undefined)[],
  toArn: ToArn,
): readonly AuthorizationQuestion[] {
  const tables = new Map<string, Set<string>>();
  for (const item of items) {
    for (const [kind, action] of Object.entries(ACTIONS)) {
      const operation = item?.[kind as keyof typeof ACTIONS];
      if (operation) tables.set(action, (tables.get(action) ?? new Set()).add(toArn(operation.TableName)));
    }
  }
  return [...tables].map(([action, arns]) => ({ action, resources: [...arns] }));
}

import type { TransactGetItem, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { AuthorizationQuestion } from '../../../kernel/operation.ts';
import { accessOfRequest, type ItemRequest } from '../condition-keys/of-request.ts';
import { toQuestion } from '../condition-keys/question.ts';
import { tableArn } from '../table.ts';
import type { TableAddress } from '../table-name.ts';

type ToAddress = (table: string | undefined) => TableAddress;

const ACTIONS = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
} as const;

type Action = (typeof ACTIONS)[keyof typeof ACTIONS];

interface Group {
  readonly action: Action;
  readonly address: TableAddress;
  readonly requests: ItemRequest[];
}

/**
 * Each action is the question that its operation would be outside a transaction, asked once for each table.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
export function accessOf(
  enclosing: 'TransactGetItems' | 'TransactWriteItems',
  items: readonly ((TransactWriteItem & Partial<TransactGetItem>) | undefined)[],
  toAddress: ToAddress,
  returnConsumedCapacity?: string,
): readonly AuthorizationQuestion[] {
  const groups = new Map<string, Group>();
  for (const item of items) {
    for (const [kind, action] of Object.entries(ACTIONS)) {
      const request = item?.[kind as keyof typeof ACTIONS];
      if (!request) continue;
      const address = toAddress(request.TableName);
      const id = `${action} ${tableArn(address)}`;
      const group = groups.get(id) ?? { action, address, requests: [] };
      group.requests.push({ ...request, ReturnConsumedCapacity: returnConsumedCapacity });
      groups.set(id, group);
    }
  }
  return [...groups.values()].map(({ action, address, requests }) =>
    toQuestion({ action, address, enclosing, accesses: () => requests.map(accessOfRequest) }),
  );
}

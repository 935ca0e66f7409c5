import type { AuthorizationQuestion } from '../../../kernel/operation.ts';
import type { Context } from '../api.ts';
import type { KeySchema } from '../key-schema.ts';
import { findTable } from '../store.ts';
import { findIndex, tableArn } from '../table.ts';
import type { TableAddress } from '../table-name.ts';
import { conditionKeysOf, type ItemAccess, type ItemAction } from './condition-keys.ts';

interface Asked {
  readonly action: ItemAction;
  readonly address: TableAddress;
  readonly index?: string | undefined;
  /** Called only where a policy speaks of DynamoDB's condition keys. */
  readonly accesses: () => readonly ItemAccess[];
  readonly enclosing?: string | undefined;
}

/** Reading an index is a permission on the index, not on its table. */
export function toQuestion({ action, address, index, accesses, enclosing }: Asked): AuthorizationQuestion {
  const arn = tableArn(address);
  return {
    action: `dynamodb:${action}`,
    resources: [index === undefined ? arn : `${arn}/index/${index}`],
    conditionKeys: async (ctx) => {
      const keys = await findKeys(ctx as Context, address, index);
      return keys ? conditionKeysOf(action, { accesses: accesses(), keys, enclosing }) : {};
    },
  };
}

/** Which attribute leads is the table's matter; without it the request goes no further. */
async function findKeys(
  ctx: Context,
  address: TableAddress,
  index: string | undefined,
): Promise<KeySchema | undefined> {
  const table = await ctx.read((from) => findTable(ctx, from, address));
  if (!table || index === undefined) return table?.keys;
  return findIndex(table, index)?.keys;
}

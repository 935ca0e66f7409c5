import { AwsError } from '../../../kernel/aws-error.ts';
import type { Context } from '../api.ts';
import { toItemKey } from '../item-key.ts';
import type { Table } from '../table.ts';
import { parseTableName } from '../table-name.ts';
import { attempt, requireAll, requireKeyValues } from '../transactions/attempt.ts';
import { requireTables, type ItemTarget } from '../transactions/targets.ts';
import { existsNeedsCondition, inTransactStatement, transactionReadWithoutKey } from './errors.ts';
import { findKey, requireKey, requireKeyTypes } from './item-key.ts';
import type { Select, Statement } from './statement.ts';

/** What is wrong with a statement by itself is told with its number. */
export function inStatement<T>(at: number, body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ValidationException') throw inTransactStatement(at, error.message);
    throw error;
  }
}

/** A SELECT of one item by its key. */
export const toItemRead = (ctx: Context, { target, where }: Select): ItemTarget => ({
  address: parseTableName(ctx, target.table),
  keyIn: (table) => {
    const key = findKey(where, table.keys)?.key ?? {};
    requireKeyTypes(key, table.keys);
    return toItemKey(key, table.keys);
  },
});

/**
 * Refuses statements that do not name one item, which takes the key schemas of their tables, and only then those with
 * keys of the wrong types, which are reasons to cancel. Key schemas never change: this need not be in the transaction.
 */
export const requireShapes = (
  ctx: Context,
  statements: readonly Statement[],
  targets: readonly ItemTarget[],
): Promise<void> =>
  ctx.read(async (from) => {
    const tables = await requireTables(ctx, from, targets);
    for (const [at, statement] of statements.entries()) {
      inStatement(at, () => requireShape(statement, tables[at]!));
    }
    const keys = targets.map(({ keyIn }, at) => attempt(() => keyIn(tables[at]!)));
    requireKeyValues(keys);
    requireAll(keys);
  });

function requireShape(statement: Statement, { keys }: Table): void {
  if (statement.kind === 'insert') return;
  const keyed = findKey(statement.where, keys);
  if (statement.kind === 'select') {
    if (!keyed || keyed.rest) throw transactionReadWithoutKey();
  } else if (statement.kind === 'exists') {
    if (!keyed?.rest) throw existsNeedsCondition();
  } else {
    requireKey(statement.where, keys);
  }
}

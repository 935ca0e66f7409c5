import type { Context, Input, Operation, Output } from '../api.ts';
import { toOutputItem } from '../answer.ts';
import { consumedCapacity } from '../capacity.ts';
import { runItemWrite } from '../item-write.ts';
import { compileStatement } from '../partiql/compile.ts';
import { existsOutsideTransaction } from '../partiql/errors.ts';
import { parseNextToken, requestOf, toNextToken } from '../partiql/next-token.ts';
import { readStatement } from '../partiql/read.ts';
import { toParameters } from '../partiql/scope.ts';
import type { Select } from '../partiql/statement.ts';
import { returned, toItemWrite } from '../partiql/write.ts';
import { requireTable } from '../store.ts';
import { parseTableName } from '../table-name.ts';
import type { Value } from '../values/value.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html */
export const executeStatement: Operation<'ExecuteStatement'> = async (ctx, input) => {
  const parameters = toParameters(input.Parameters);
  const statement = compileStatement(input.Statement ?? '', parameters);
  if (statement.kind === 'exists') throw existsOutsideTransaction();
  if (statement.kind === 'select') return select(ctx, input, statement, parameters);

  const write = toItemWrite(ctx, statement, input.ReturnValuesOnConditionCheckFailure);
  return runItemWrite(ctx, write, (written) => {
    const item = returned(ctx, statement, written);
    return {
      Items: item ? [item] : [],
      ...consumedCapacity(input.ReturnConsumedCapacity, written.table.name, written.consumption),
    };
  });
};

async function select(
  ctx: Context,
  input: Input<'ExecuteStatement'>,
  statement: Select,
  parameters: readonly Value[],
): Promise<Output<'ExecuteStatement'>> {
  const address = parseTableName(ctx, statement.target.table);
  const request = requestOf(input.Statement ?? '', parameters);
  const { items, continuation, capacity } = await ctx.read(async (from) => {
    const table = await requireTable(ctx, from, address);
    return readStatement(ctx, from, table, statement, {
      isConsistent: input.ConsistentRead ?? false,
      limit: input.Limit,
      continuation: input.NextToken === undefined ? undefined : parseNextToken(input.NextToken, request),
      capacity: input.ReturnConsumedCapacity,
    });
  });
  return {
    Items: [...items],
    ...(continuation ? { NextToken: toNextToken(request, continuation) } : {}),
    ...(continuation?.startKey ? { LastEvaluatedKey: toOutputItem(continuation.startKey) } : {}),
    ...capacity,
  };
}

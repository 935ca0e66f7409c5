import type { ParameterizedStatement } from '@aws-sdk/client-dynamodb';
import { toOutputItem, toStoredOutput } from '../answer.ts';
import type { Context, Input, Operation, Output } from '../api.ts';
import type { ItemWrite } from '../item-write.ts';
import { compileStatement } from '../partiql/compile.ts';
import { mixedTransaction, returningInTransaction, transactionReadOnIndex } from '../partiql/errors.ts';
import { toParameters } from '../partiql/scope.ts';
import type { Exists, Select, Statement, Write } from '../partiql/statement.ts';
import { inStatement, requireShapes, toItemRead } from '../partiql/transaction.ts';
import { toConditionCheck, toItemWrite } from '../partiql/write.ts';
import type { StoredItem } from '../stored-item.ts';
import { transactionCapacity } from '../transactions/capacity.ts';
import { idempotentRequest } from '../transactions/idempotency.ts';
import { runReadTransaction } from '../transactions/read-transaction.ts';
import { runWriteTransaction } from '../transactions/write-transaction.ts';
import type { Value } from '../values/value.ts';

type Answer = Output<'ExecuteTransaction'>;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteTransaction.html */
export const executeTransaction: Operation<'ExecuteTransaction'> = async (ctx, input) => {
  const requests = input.TransactStatements ?? [];
  const parameters = requests.map(({ Parameters }) => toParameters(Parameters));
  const statements = requests.map((request, at) => inStatement(at, () => compile(request, parameters[at]!)));
  const selects = statements.filter((statement) => statement.kind === 'select');
  const writes = statements.filter((statement) => statement.kind !== 'select');
  if (selects.length > 0 && writes.length > 0) throw mixedTransaction();
  return selects.length > 0 ? read(ctx, input, selects) : write(ctx, input, writes);
};

function compile({ Statement: text }: ParameterizedStatement, parameters: readonly Value[]): Statement {
  const statement = compileStatement(text ?? '', parameters);
  if (statement.kind === 'select' && statement.target.index !== undefined) throw transactionReadOnIndex();
  if ('returning' in statement && statement.returning !== undefined) throw returningInTransaction();
  return statement;
}

async function read(
  ctx: Context,
  { ReturnConsumedCapacity }: Input<'ExecuteTransaction'>,
  selects: readonly Select[],
): Promise<Answer> {
  const reads = selects.map((select) => toItemRead(ctx, select));
  await requireShapes(ctx, selects, reads);
  const parts = await runReadTransaction(ctx, reads);
  return {
    Responses: parts.map(({ stored }, at) => (stored ? { Item: toItem(ctx, selects[at]!, stored) } : {})),
    ...transactionCapacity(ReturnConsumedCapacity, 'read', parts),
  };
}

const toItem = (ctx: Context, { projection }: Select, stored: StoredItem) =>
  projection ? toOutputItem(projection.apply(stored.item)) : toStoredOutput(ctx, stored);

async function write(
  ctx: Context,
  { TransactStatements = [], ClientRequestToken, ReturnConsumedCapacity }: Input<'ExecuteTransaction'>,
  statements: readonly (Write | Exists)[],
): Promise<Answer> {
  const writes = statements.map((statement, at) =>
    inStatement(at, () => toTransactWrite(ctx, statement, TransactStatements[at]!)),
  );
  await requireShapes(ctx, statements, writes);
  const request = idempotentRequest('ExecuteTransaction', ClientRequestToken, TransactStatements);
  const { isReplay, parts } = await runWriteTransaction(ctx, writes, request);
  return { Responses: [], ...transactionCapacity(ReturnConsumedCapacity, isReplay ? 'read' : 'write', parts) };
}

const toTransactWrite = (
  ctx: Context,
  statement: Write | Exists,
  { ReturnValuesOnConditionCheckFailure: onFailure }: ParameterizedStatement,
): ItemWrite =>
  statement.kind === 'exists' ? toConditionCheck(ctx, statement, onFailure) : toItemWrite(ctx, statement, onFailure);

import type { ParameterizedStatement } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../kernel/aws-error.ts';
import type { Context, Input, Operation, Output } from '../api.ts';
import { compileStatement } from '../partiql/compile.ts';
import {
  existsNeedsCondition,
  inTransactStatement,
  mixedTransaction,
  returningInTransaction,
  transactionReadOnIndex,
  transactionReadWithoutKey,
} from '../partiql/errors.ts';
import { findKey, requireKey } from '../partiql/item-key.ts';
import { requestOf } from '../partiql/next-token.ts';
import { toParameters } from '../partiql/scope.ts';
import type { Exists, Select, Statement, Write } from '../partiql/statement.ts';
import { recall, remember } from '../partiql/transaction-token.ts';
import {
  readCapacities,
  replayCosts,
  transactRead,
  transactWrite,
  writeCapacities,
  type TransactWrite,
} from '../partiql/transaction.ts';
import { toConditionCheck, toItemWrite } from '../partiql/write.ts';
import type { Table } from '../table.ts';
import type { Item, Value } from '../values/value.ts';

type Answer = Output<'ExecuteTransaction'>;

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteTransaction.html */
export const executeTransaction: Operation<'ExecuteTransaction'> = async (ctx, input) => {
  const requests = input.TransactStatements ?? [];
  const parameters = requests.map(({ Parameters }) => toParameters(Parameters));
  const statements = requests.map((request, at) => inStatement(at, () => compile(request, parameters[at]!)));
  const selects = statements.filter((statement) => statement.kind === 'select');
  if (selects.length === 0) return write(ctx, input, statements as readonly (Write | Exists)[], parameters);
  if (selects.length < statements.length) throw mixedTransaction();
  return read(ctx, input, selects);
};

function compile({ Statement: text }: ParameterizedStatement, parameters: readonly Value[]): Statement {
  const statement = compileStatement(text ?? '', parameters);
  if (statement.kind === 'select' && statement.target.index !== undefined) throw transactionReadOnIndex();
  if ('returning' in statement && statement.returning !== undefined) throw returningInTransaction();
  return statement;
}

/** What is wrong with a statement by itself is told with its number. */
function inStatement<T>(at: number, body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (error instanceof AwsError && error.code === 'ValidationException') throw inTransactStatement(at, error.message);
    throw error;
  }
}

async function read(
  ctx: Context,
  { ReturnConsumedCapacity }: Input<'ExecuteTransaction'>,
  selects: readonly Select[],
): Promise<Answer> {
  const found = await ctx.read((from) =>
    transactRead(ctx, from, selects, (select, table, at) => inStatement(at, () => requireItemRead(select, table))),
  );
  const costs = found.map(({ table, units }) => ({ tableName: table.name, units }));
  return {
    Responses: found.map(({ item }) => (item ? { Item: item } : {})),
    ...readCapacities(ReturnConsumedCapacity, costs),
  };
}

function requireItemRead({ where }: Select, table: Table): Item {
  const keyed = findKey(where, table.keys);
  if (!keyed || keyed.rest) throw transactionReadWithoutKey();
  return keyed.key;
}

async function write(
  ctx: Context,
  { TransactStatements = [], ClientRequestToken: token, ReturnConsumedCapacity }: Input<'ExecuteTransaction'>,
  statements: readonly (Write | Exists)[],
  parameters: readonly (readonly Value[])[],
): Promise<Answer> {
  const writes = statements.map((statement, at) =>
    inStatement(at, () => toTransactWrite(ctx, statement, TransactStatements[at]!, at)),
  );
  const texts = TransactStatements.map(({ Statement: text }) => text ?? '');
  const request = requestOf(texts.join('\0'), parameters.flat());

  return ctx.transact(['dynamodb/statement-transaction', token ?? ctx.requestId], async (tx): Promise<Answer> => {
    const done = token === undefined ? undefined : await recall(ctx, tx, token, request);
    if (done) return { Responses: [], ...readCapacities(ReturnConsumedCapacity, done.costs) };

    const written = await transactWrite(ctx, tx, writes);
    if (token !== undefined) remember(ctx, tx, token, { request, costs: replayCosts(written) });
    return { Responses: [], ...writeCapacities(ReturnConsumedCapacity, written) };
  });
}

function toTransactWrite(
  ctx: Context,
  statement: Write | Exists,
  { ReturnValuesOnConditionCheckFailure: onFailure }: ParameterizedStatement,
  at: number,
): TransactWrite {
  const isCheck = statement.kind === 'exists';
  return {
    write: isCheck ? toConditionCheck(ctx, statement, onFailure) : toItemWrite(ctx, statement, onFailure),
    isCheck,
    requireShape: (table) => inStatement(at, () => requireShape(statement, table)),
  };
}

function requireShape(statement: Write | Exists, table: Table): void {
  if (statement.kind === 'insert') return;
  if (statement.kind === 'exists' && !findKey(statement.where, table.keys)?.rest) throw existsNeedsCondition();
  requireKey(statement.where, table.keys);
}

import type {
  BatchStatementErrorCodeEnum,
  BatchStatementRequest,
  BatchStatementResponse,
  ReturnConsumedCapacity,
} from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../kernel/aws-error.ts';
import { toOutputItem, toStoredOutput } from '../answer.ts';
import type { Context, Operation, Output } from '../api.ts';
import { readUnits, tableConsumption, toConsumedCapacity, type Consumption } from '../capacity.ts';
import { toItemKey } from '../item-key.ts';
import { runItemWrite, type ItemWrite } from '../item-write.ts';
import { isMultiAttribute } from '../key-schema.ts';
import { compileStatement } from '../partiql/compile.ts';
import { batchReadWithoutKey, existsOutsideTransaction, mixedBatch, multiAttributeKeys } from '../partiql/errors.ts';
import { findKey, requireKeyTypes } from '../partiql/item-key.ts';
import { toParameters } from '../partiql/scope.ts';
import type { Select, Statement, Write } from '../partiql/statement.ts';
import { returned, toItemWrite } from '../partiql/write.ts';
import { findItem, requireTable } from '../store.ts';
import { findIndex, type Table } from '../table.ts';
import { parseTableName } from '../table-name.ts';
import { requireCapacity, spend } from '../throttling/spending.ts';

/** A statement, or why there is none. */
type Compiled = Exclude<Statement, { kind: 'exists' }> | AwsError;

interface Answer {
  readonly response: BatchStatementResponse;
  /** Of statements that succeeded. */
  readonly cost?: { readonly tableName: string; readonly consumption: Consumption };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchExecuteStatement.html */
export const batchExecuteStatement: Operation<'BatchExecuteStatement'> = async (ctx, input) => {
  const requests = input.Statements ?? [];
  const statements = requests.map((request) => orError(() => compile(request)));
  requireOneKind(statements);

  const answers = await Promise.all(requests.map((request, at) => execute(ctx, request, statements[at]!)));
  return {
    Responses: answers.map(({ response }) => response),
    ...capacities(input.ReturnConsumedCapacity, answers),
  };
};

function compile({ Statement: text, Parameters }: BatchStatementRequest): Compiled {
  const statement = compileStatement(text ?? '', toParameters(Parameters));
  if (statement.kind === 'exists') throw existsOutsideTransaction();
  return statement;
}

function orError<T>(body: () => T): T | AwsError {
  try {
    return body();
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}

function requireOneKind(statements: readonly Compiled[]): void {
  const kinds = statements.flatMap((statement) => (statement instanceof AwsError ? [] : [statement.kind === 'select']));
  if (kinds.includes(true) && kinds.includes(false)) throw mixedBatch();
}

async function execute(ctx: Context, request: BatchStatementRequest, statement: Compiled): Promise<Answer> {
  if (statement instanceof AwsError) return failure(statement);
  return statement.kind === 'select' ? read(ctx, request, statement) : write(ctx, statement);
}

async function read(
  ctx: Context,
  { ConsistentRead }: BatchStatementRequest,
  { target, where, projection }: Select,
): Promise<Answer> {
  try {
    return await ctx.read(async (from) => {
      const table = await requireTable(ctx, from, parseTableName(ctx, target.table));
      requireSingleAttributeKeys(table, target.index);
      const keyed = target.index === undefined ? findKey(where, table.keys) : undefined;
      if (!keyed || keyed.rest) throw batchReadWithoutKey();
      requireKeyTypes(keyed.key, table.keys);

      const itemKey = toItemKey(keyed.key, table.keys);
      requireCapacity(ctx, 'read', { table, partition: itemKey.partition });
      const stored = await findItem(from, table.tableId, itemKey);
      const item = stored && (projection ? toOutputItem(projection.apply(stored.item)) : toStoredOutput(ctx, stored));
      const consumption = tableConsumption(readUnits(stored?.sizeBytes ?? 0, ConsistentRead ?? false));
      spend(ctx, 'read', table, consumption, itemKey.partition);
      return success(table.name, item, consumption);
    });
  } catch (error) {
    return failure(error);
  }
}

/** Told before anything else of a read on an index. */
function requireSingleAttributeKeys(table: Table, indexName: string | undefined): void {
  const index = indexName === undefined ? undefined : findIndex(table, indexName);
  if (index && isMultiAttribute(index.keys)) throw multiAttributeKeys();
}

/** An error names the table only where the statement got as far as its item. */
async function write(ctx: Context, statement: Write): Promise<Answer> {
  let reached: string | undefined;
  try {
    // ReturnValuesOnConditionCheckFailure has no effect here, on AWS too.
    const { apply, ...checks } = toItemWrite(ctx, statement, undefined);
    const write: ItemWrite = {
      ...checks,
      apply: (old, table) => {
        reached = table.name;
        return apply(old, table);
      },
    };
    return await runItemWrite(ctx, write, (written) =>
      success(written.table.name, returned(ctx, statement, written), written.consumption),
    );
  } catch (error) {
    return failure(error, reached);
  }
}

const success = (tableName: string, item: BatchStatementResponse['Item'], consumption: Consumption): Answer => ({
  response: { TableName: tableName, ...(item ? { Item: item } : {}) },
  cost: { tableName, consumption },
});

function failure(error: unknown, tableName?: string): Answer {
  if (!(error instanceof AwsError)) throw error;
  const Error = { Code: toCode(error), Message: error.message };
  return { response: { Error, ...(tableName === undefined ? {} : { TableName: tableName }) } };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchStatementError.html */
const toCode = ({ code }: AwsError): BatchStatementErrorCodeEnum =>
  (code === 'ValidationException' ? 'ValidationError' : code.replace(/Exception$/, '')) as BatchStatementErrorCodeEnum;

/** One for each statement, in their order. */
function capacities(
  wanted: ReturnConsumedCapacity | undefined,
  answers: readonly Answer[],
): Pick<Output<'BatchExecuteStatement'>, 'ConsumedCapacity'> {
  const capacity = answers.flatMap(
    ({ cost }) => (cost && toConsumedCapacity(wanted, cost.tableName, cost.consumption)) ?? [],
  );
  return capacity.length > 0 ? { ConsumedCapacity: capacity } : {};
}

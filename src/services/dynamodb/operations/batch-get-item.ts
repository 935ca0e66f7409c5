import type { KeysAndAttributes } from '@aws-sdk/client-dynamodb';
import type { AwsError } from '../../../kernel/aws-error.ts';
import type { Snapshot } from '../../../storage/storage.ts';
import { toOutputItem, toStoredOutput } from '../answer.ts';
import type { AttributeValue, Context, Operation, Output } from '../api.ts';
import { requireDistinctItems } from '../batch.ts';
import { readUnits, tableConsumption, toConsumedCapacity, type Consumption } from '../capacity.ts';
import { invalidTableNames, requestItemsRequired, tooManyKeys, validationException } from '../errors.ts';
import { compileExpressions } from '../expressions/compile.ts';
import { checkParameters } from '../expressions/parameters.ts';
import { itemKeyOfKey } from '../item-key.ts';
import { MAX_BATCH_GET_BYTES, MAX_BATCH_GET_KEYS } from '../limits.ts';
import { requireScalarKeys, toItemProjection, type ItemProjection } from '../projection.ts';
import { findItem, requireTable } from '../store.ts';
import { isTableName, parseTableArn, parseTableName, type TableAddress } from '../table-name.ts';
import { Spending } from '../throttling/spending.ts';
import { toItem } from '../values/check.ts';
import type { Item } from '../values/value.ts';
import { inCurrentWords } from '../values/value-error.ts';

/** What is asked of one table. */
interface TableRequest {
  /** As the caller names the table, by name or ARN: the answer does the same. */
  readonly name: string;
  readonly address: TableAddress;
  readonly input: KeysAndAttributes;
  readonly keys: readonly Item[];
  readonly projection: ItemProjection | undefined;
}

interface TableResponse {
  readonly name: string;
  readonly items: readonly Record<string, AttributeValue>[];
  readonly unprocessed: KeysAndAttributes | undefined;
  /** Why some of them are unprocessed, if there was no capacity left for them. */
  readonly refusal: AwsError | undefined;
  readonly consumption: Consumption;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
export const batchGetItem: Operation<'BatchGetItem'> = (ctx, input) => {
  const requests = toTableRequests(ctx, input.RequestItems ?? {});

  return ctx.read(async (from) => {
    const budget = { bytes: MAX_BATCH_GET_BYTES };
    const responses: TableResponse[] = [];
    const spending = new Spending(ctx);
    for (const request of requests) responses.push(await readTable(ctx, from, request, budget, spending));
    requireSomethingRead(responses);
    spending.settle();
    return {
      Responses: Object.fromEntries(responses.map(({ name, items }) => [name, [...items]])),
      UnprocessedKeys: Object.fromEntries(
        responses.flatMap(({ name, unprocessed }) => (unprocessed ? [[name, unprocessed] as const] : [])),
      ),
      ...capacities(input.ReturnConsumedCapacity, responses),
    };
  });
};

function toTableRequests(ctx: Context, requestItems: Record<string, KeysAndAttributes>): readonly TableRequest[] {
  const entries = Object.entries(requestItems);
  if (entries.length === 0) throw requestItemsRequired('BatchGetItem');
  if (!entries.every(([name]) => isTableName(name) || parseTableArn(name))) throw invalidTableNames(requestItems);
  requireOneKindOfProjection(entries.map(([, input]) => input));
  const requests = entries.map(([name, input]) => {
    const projection = toItemProjection(compileExpressions(input).projection, input.AttributesToGet);
    if ((input.Keys ?? []).length > MAX_BATCH_GET_KEYS) throw tooManyKeys(name, MAX_BATCH_GET_KEYS);
    const keys = inCurrentWords(() => (input.Keys ?? []).map((key) => toItem(key)));
    requireDistinctItems(keys);
    return { name, address: parseTableName(ctx, name), input, keys, projection };
  });
  if (requests.reduce((count, { keys }) => count + keys.length, 0) > MAX_BATCH_GET_KEYS) {
    throw validationException('Too many items requested for the BatchGetItem call');
  }
  return requests;
}

/** Not only within a table's part: the whole request speaks one language or the other. */
function requireOneKindOfProjection(inputs: readonly KeysAndAttributes[]): void {
  for (const input of inputs) checkParameters(input, ['ProjectionExpression'], ['AttributesToGet']);
  const ProjectionExpression = inputs.find((input) => input.ProjectionExpression !== undefined)?.ProjectionExpression;
  const AttributesToGet = inputs.find((input) => input.AttributesToGet !== undefined)?.AttributesToGet;
  checkParameters({ ProjectionExpression, AttributesToGet }, ['ProjectionExpression'], ['AttributesToGet']);
}

/** Where there was capacity for none of the items, the batch as a whole is refused. */
function requireSomethingRead(responses: readonly TableResponse[]): void {
  const refusal = responses.find((response) => response.refusal)?.refusal;
  if (refusal && responses.every(({ consumption }) => consumption.tableUnits === 0)) throw refusal;
}

/** Takes from the budget what it reads; keys that find it used up, or no capacity left, are handed back unprocessed. */
async function readTable(
  ctx: Context,
  from: Snapshot,
  { name, address, input, keys, projection }: TableRequest,
  budget: { bytes: number },
  spending: Spending,
): Promise<TableResponse> {
  const table = await requireTable(ctx, from, address);
  if (projection) requireScalarKeys(table, projection.paths);
  const itemKeys = keys.map((key) => itemKeyOfKey(key, table.keys));

  const found = await Promise.all(itemKeys.map((key) => findItem(from, table.tableId, key)));
  const items: Record<string, AttributeValue>[] = [];
  const unprocessed: Record<string, AttributeValue>[] = [];
  let tableUnits = 0;
  let refusal: AwsError | undefined;
  for (const [at, stored] of found.entries()) {
    const sizeBytes = stored?.sizeBytes ?? 0;
    const { partition } = itemKeys[at]!;
    const refused = spending.refusal('read', { table, partition });
    refusal ??= refused;
    if (refused || sizeBytes > budget.bytes) {
      // Once it is full it stays full: what comes later must not be smaller and slip in.
      if (!refused) budget.bytes = -1;
      unprocessed.push(input.Keys![at]!);
      continue;
    }
    budget.bytes -= sizeBytes;
    const units = readUnits(sizeBytes, input.ConsistentRead ?? false);
    tableUnits += units;
    spending.add('read', table, tableConsumption(units), partition);
    if (stored) items.push(projection ? toOutputItem(projection.apply(stored.item)) : toStoredOutput(ctx, stored));
  }
  return {
    name,
    items,
    unprocessed: unprocessed.length > 0 ? { ...input, Keys: unprocessed } : undefined,
    refusal,
    consumption: tableConsumption(tableUnits),
  };
}

function capacities(
  wanted: Parameters<typeof toConsumedCapacity>[0],
  responses: readonly TableResponse[],
): Pick<Output<'BatchGetItem'>, 'ConsumedCapacity'> {
  const capacity = responses.flatMap(({ name, consumption }) => toConsumedCapacity(wanted, name, consumption) ?? []);
  return capacity.length > 0 ? { ConsumedCapacity: capacity } : {};
}

import type { KeysAndAttributes } from '@aws-sdk/client-dynamodb';
import type { Snapshot } from '../../../storage/storage.ts';
import { toOutputItem, toStoredOutput } from '../answer.ts';
import type { AttributeValue, Context, Operation, Output } from '../api.ts';
import { requireDistinctItems } from '../batch.ts';
import { readUnits, tableConsumption, toConsumedCapacity, type Consumption } from '../capacity.ts';
import { requestItemsRequired, tooManyKeys, validationException } from '../errors.ts';
import { compileExpressions } from '../expressions/compile.ts';
import { checkParameters } from '../expressions/parameters.ts';
import { itemKeyOfKey } from '../item-key.ts';
import { MAX_BATCH_GET_BYTES, MAX_BATCH_GET_KEYS } from '../limits.ts';
import { requireScalarKeys, toItemProjection, type ItemProjection } from '../projection.ts';
import { findItem, requireTable } from '../store.ts';
import { parseTableName, type TableAddress } from '../table-name.ts';
import { toItem } from '../values/check.ts';
import type { Item } from '../values/value.ts';

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
  readonly consumption: Consumption;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
export const batchGetItem: Operation<'BatchGetItem'> = (ctx, input) => {
  const requests = toTableRequests(ctx, input.RequestItems ?? {});

  return ctx.read(async (from) => {
    const budget = { bytes: MAX_BATCH_GET_BYTES };
    const responses: TableResponse[] = [];
    for (const request of requests) responses.push(await readTable(ctx, from, request, budget));
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
  requireOneKindOfProjection(entries.map(([, input]) => input));
  const requests = entries.map(([name, input]) => {
    const projection = toItemProjection(compileExpressions(input).projection, input.AttributesToGet);
    if ((input.Keys ?? []).length > MAX_BATCH_GET_KEYS) throw tooManyKeys(name, MAX_BATCH_GET_KEYS);
    const keys = (input.Keys ?? []).map((key) => toItem(key));
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

/** Takes from the budget what it reads; keys that find it used up are handed back unprocessed. */
async function readTable(
  ctx: Context,
  from: Snapshot,
  { name, address, input, keys, projection }: TableRequest,
  budget: { bytes: number },
): Promise<TableResponse> {
  const table = await requireTable(ctx, from, address);
  if (projection) requireScalarKeys(table, projection.paths);
  const itemKeys = keys.map((key) => itemKeyOfKey(key, table.keys));

  const found = await Promise.all(itemKeys.map((key) => findItem(from, table.tableId, key)));
  const items: Record<string, AttributeValue>[] = [];
  let tableUnits = 0;
  for (const [at, stored] of found.entries()) {
    const sizeBytes = stored?.sizeBytes ?? 0;
    if (sizeBytes > budget.bytes) {
      const unprocessed = { ...input, Keys: (input.Keys ?? []).slice(at) };
      return { name, items, unprocessed, consumption: tableConsumption(tableUnits) };
    }
    budget.bytes -= sizeBytes;
    tableUnits += readUnits(sizeBytes, input.ConsistentRead ?? false);
    if (stored) items.push(projection ? toOutputItem(projection.apply(stored.item)) : toStoredOutput(ctx, stored));
  }
  return { name, items, unprocessed: undefined, consumption: tableConsumption(tableUnits) };
}

function capacities(
  wanted: Parameters<typeof toConsumedCapacity>[0],
  responses: readonly TableResponse[],
): Pick<Output<'BatchGetItem'>, 'ConsumedCapacity'> {
  const capacity = responses.flatMap(({ name, consumption }) => toConsumedCapacity(wanted, name, consumption) ?? []);
  return capacity.length > 0 ? { ConsumedCapacity: capacity } : {};
}

import type { Range } from '../../../storage/storage.ts';
import type { Operation } from '../api.ts';
import {
  invalidStartKey,
  limitTooSmall,
  startKeyOutsideQuery,
  startKeyOutsideRange,
  validationException,
} from '../errors.ts';
import { compileExpressions } from '../expressions/compile.ts';
import { conditionPaths, type Condition } from '../expressions/condition.ts';
import { compileFilter, compileKeyConditions } from '../expressions/legacy-conditions.ts';
import { checkParameters } from '../expressions/parameters.ts';
import { toKeyBounds, toKeyRange, type KeyRange } from '../expressions/key-range.ts';
import { answerPage } from '../item-page.ts';
import { Bytes } from '../../../lib/tuple.ts';
import { hashOfParts } from '../item-key.ts';
import { toItemSource, type ItemSource } from '../item-source.ts';
import { after, toRange, type SortKeyBounds } from '../key-range.ts';
import { keyNames, partitionAttributes, sortAttributes, type KeyAttribute } from '../key-schema.ts';
import { toSelection } from '../selection.ts';
import { toStartKey, toStartPosition } from '../start-key.ts';
import { requireTable } from '../store.ts';
import { parseTableName } from '../table-name.ts';
import { isEqual } from '../values/compare.ts';
import { encodeKey, toKeyBytes } from '../values/key-encoding.ts';
import { attribute, type Item, type Value } from '../values/value.ts';
import { inCurrentWords } from '../values/value-error.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html */
export const query: Operation<'Query'> = (ctx, input) => {
  const address = parseTableName(ctx, input.TableName);
  if (input.Limit !== undefined && input.Limit < 1) throw limitTooSmall();
  checkParameters(
    input,
    ['ProjectionExpression', 'FilterExpression', 'KeyConditionExpression'],
    ['AttributesToGet', 'QueryFilter', 'ConditionalOperator', 'KeyConditions'],
  );
  const queryFilter = inCurrentWords(() => compileFilter(input.QueryFilter, input.ConditionalOperator));
  const startKey = inCurrentWords(() => input.ExclusiveStartKey && toStartKey(input.ExclusiveStartKey));
  if (input.KeyConditionExpression === undefined && !input.KeyConditions) {
    throw validationException(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  }
  const {
    keyConditions = inCurrentWords(() => compileKeyConditions(input.KeyConditions ?? {})),
    filter,
    projection,
  } = inCurrentWords(() => compileExpressions(input));
  const selection = toSelection(input, projection);
  const isConsistent = input.ConsistentRead ?? false;

  return ctx.read(async (from) => {
    const source = toItemSource(await requireTable(ctx, from, address), input.IndexName, isConsistent);
    const position = startKey && toStartPosition(source, startKey, invalidStartKey);
    const condition = toKeyRange(keyConditions, source.keys);
    const range = queryRange(source, condition, input.ScanIndexForward === false);
    if (startKey) requireWithin(source, condition, startKey);
    if (queryFilter) requireNoKeys('QueryFilter', source, queryFilter);
    if (filter) requireNoKeys('Filter Expression', source, filter);

    return answerPage(ctx, from, {
      source,
      range: position ? after(range, position) : range,
      selection,
      filter: filter ?? queryFilter,
      partition: joined(partitionOf(condition)),
      limit: input.Limit,
      isConsistent,
      capacity: input.ReturnConsumedCapacity,
    });
  });
};

function queryRange(source: ItemSource, condition: KeyRange, reverse: boolean): Range {
  const partition = partitionOf(condition);
  const leading = (condition.leading ?? []).map(toKeyBytes);
  const bounds: SortKeyBounds = condition.sort ? toKeyBounds(condition.sort) : {};
  const prefix = [...source.prefix, hashOfParts(partition), ...partition, ...leading];
  return { ...toRange(prefix, bounds), reverse };
}

const partitionOf = ({ partition, furtherPartition = [] }: KeyRange): readonly Bytes[] =>
  [partition, ...furtherPartition].map(toKeyBytes);

const joined = (parts: readonly Bytes[]): Bytes => new Bytes(parts.map(({ binary }) => binary).join(''));

/** A starting key must lie in what the query reads. */
function requireWithin({ keys }: ItemSource, condition: KeyRange, startKey: Item): void {
  const { partition, furtherPartition = [], leading = [], sort } = condition;
  const isAt = (key: KeyAttribute, value: Value) => isEqual(attribute(startKey, key.name)!, value);
  const partitions = [partition, ...furtherPartition];
  if (!partitionAttributes(keys).every((key, at) => isAt(key, partitions[at]!))) throw startKeyOutsideQuery();
  const sortKeys = sortAttributes(keys);
  if (!leading.every((value, at) => isAt(sortKeys[at]!, value))) throw startKeyOutsideRange();
  const last = sortKeys[leading.length];
  if (sort && last && !isWithin(encodeKey(attribute(startKey, last.name)!), toKeyBounds(sort))) {
    throw startKeyOutsideRange();
  }
}

const isWithin = (key: Uint8Array, { gt, gte, lt, lte }: SortKeyBounds): boolean =>
  !(gt && Buffer.compare(key, gt) <= 0) &&
  !(gte && Buffer.compare(key, gte) < 0) &&
  !(lt && Buffer.compare(key, lt) >= 0) &&
  !(lte && Buffer.compare(key, lte) > 0);

/** Key attributes belong into the key condition. */
function requireNoKeys(parameter: string, source: ItemSource, filter: Condition): void {
  const names = new Set(conditionPaths(filter).map(([name]) => name));
  for (const name of keyNames(source.keys)) {
    if (!names.has(name)) continue;
    throw validationException(
      `${parameter} can only contain non-primary key attributes: Primary key attribute: ${name}`,
    );
  }
}

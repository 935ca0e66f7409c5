import type { Key } from '../../../storage/storage.ts';
import type { Input, Operation } from '../api.ts';
import { invalidStartKey, keyDoesNotMatchSchema, startKeyOutsideSegment, validationException } from '../errors.ts';
import { compileExpressions } from '../expressions/compile.ts';
import { compileFilter } from '../expressions/legacy-conditions.ts';
import { checkParameters } from '../expressions/parameters.ts';
import { answerPage } from '../item-page.ts';
import { toItemSource, type ItemSource } from '../item-source.ts';
import { after, isInSegment, toSegment } from '../key-range.ts';
import { toSelection } from '../selection.ts';
import { toStartKey, toStartPosition } from '../start-key.ts';
import { requireTable } from '../store.ts';
import { parseTableName } from '../table-name.ts';
import type { Item } from '../values/value.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html */
export const scan: Operation<'Scan'> = (ctx, input) => {
  const address = parseTableName(ctx, input.TableName);
  checkParameters(
    input,
    ['ProjectionExpression', 'FilterExpression'],
    ['AttributesToGet', 'ScanFilter', 'ConditionalOperator'],
  );
  const scanFilter = compileFilter(input.ScanFilter, input.ConditionalOperator);
  const startKey = input.ExclusiveStartKey && toStartKey(input.ExclusiveStartKey);
  const segment = toScanSegment(input);
  const { filter = scanFilter, projection } = compileExpressions(input);
  const selection = toSelection(input, projection);
  const isConsistent = input.ConsistentRead ?? false;

  return ctx.read(async (from) => {
    const source = toItemSource(await requireTable(ctx, from, address), input.IndexName, isConsistent);
    const range = segment ? toSegment(source.prefix, segment.number, segment.of) : { prefix: source.prefix };
    return answerPage(ctx, from, {
      source,
      range: startKey ? after(range, startPosition(source, startKey, segment)) : range,
      selection,
      filter,
      limit: input.Limit,
      isConsistent,
      capacity: input.ReturnConsumedCapacity,
    });
  });
};

interface ScanSegment {
  readonly number: number;
  readonly of: number;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Scan.html#Scan.ParallelScan */
function toScanSegment({ Segment, TotalSegments }: Input<'Scan'>): ScanSegment | undefined {
  if (Segment !== undefined && TotalSegments === undefined) {
    throw validationException(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
  }
  if (TotalSegments === undefined) return undefined;
  if (Segment === undefined) {
    throw validationException(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    );
  }
  if (Segment >= TotalSegments) {
    throw validationException(
      'The Segment parameter is zero-based and must be less than parameter TotalSegments: ' +
        `Segment: ${Segment} is not less than TotalSegments: ${TotalSegments}`,
    );
  }
  return { number: Segment, of: TotalSegments };
}

function startPosition(source: ItemSource, startKey: Item, segment: ScanSegment | undefined): Key {
  const position = toStartPosition(source, startKey, () =>
    source.index ? invalidStartKey() : invalidStartKey(keyDoesNotMatchSchema().message),
  );
  if (segment && !isInSegment(position, source.prefix, segment.number, segment.of)) {
    throw startKeyOutsideSegment(segment.number, segment.of);
  }
  return position;
}

import type { Snapshot } from '../../../storage/storage.ts';
import type { Operation } from '../api.ts';
import { invalidNextToken } from '../errors.ts';
import { MAX_PAGE_RESULTS } from '../limits.ts';
import { cut, pageSize, parseToken } from '../page.ts';
import { oldestShownAt, toScalingActivityOutput, type ScalingActivity } from '../scaling-activity.ts';
import { activities, namespacePrefix } from '../store.ts';
import { isOfTarget, toTargetFilter, type TargetFilter } from '../target-key.ts';

/** The newest first, six weeks back. https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingActivities.html */
export const describeScalingActivities: Operation<'DescribeScalingActivities'> = async (ctx, input) => {
  const filter = toTargetFilter(ctx, input);
  const size = pageSize(input, MAX_PAGE_RESULTS);
  const before = parsePlace(parseToken(input.NextToken));

  const rows = await ctx.read((from) => newest(from, filter, before, size + 1));
  const page = cut(rows, size, toPlace);
  return { ScalingActivities: page.rows.map(toScalingActivityOutput), ...page.next };
};

/** Schedules can leave many of them: reads no more than it shows. */
async function newest(
  from: Snapshot,
  filter: TargetFilter,
  before: Place | undefined,
  count: number,
): Promise<readonly ScalingActivity[]> {
  const prefix = namespacePrefix(filter);
  const rows: ScalingActivity[] = [];
  const range = { prefix, gte: [...prefix, oldestShownAt(from.now)], reverse: true };
  for await (const activity of activities.scan(from, before ? { ...range, lt: [...prefix, ...before] } : range)) {
    if (isOfTarget(filter, activity)) rows.push(activity);
    if (rows.length === count) break;
  }
  return rows;
}

type Place = readonly [startedAt: number, order: number];

const toPlace = ({ startedAt, order }: ScalingActivity): string => `${startedAt}/${order}`;

function parsePlace(text: string | undefined): Place | undefined {
  if (text === undefined) return undefined;
  const [startedAt, order] = text.split('/').map(Number);
  if (!Number.isSafeInteger(startedAt) || !Number.isSafeInteger(order)) throw invalidNextToken();
  return [startedAt!, order!];
}

import type { Operation } from '../api.ts';
import { MAX_PAGE_RESULTS } from '../limits.ts';
import { toPage } from '../page.ts';
import { oldestShownAt, toScalingActivityOutput } from '../scaling-activity.ts';
import { activities, namespacePrefix } from '../store.ts';
import { isOfTarget, toTargetFilter } from '../target-key.ts';

/** The newest first, six weeks back. https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingActivities.html */
export const describeScalingActivities: Operation<'DescribeScalingActivities'> = async (ctx, input) => {
  const filter = toTargetFilter(ctx, input);

  const prefix = namespacePrefix(filter);
  const all = await ctx.read((from) =>
    activities.list(from, { prefix, gte: [...prefix, oldestShownAt(from.now)], reverse: true }),
  );
  const wanted = all.filter((one) => isOfTarget(filter, one));
  const page = toPage(wanted, input, MAX_PAGE_RESULTS, ({ activityId }) => activityId);
  return { ScalingActivities: page.rows.map(toScalingActivityOutput), ...page.next };
};

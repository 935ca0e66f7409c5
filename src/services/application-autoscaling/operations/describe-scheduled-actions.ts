import type { Operation } from '../api.ts';
import { MAX_PAGE_RESULTS } from '../limits.ts';
import { toPage } from '../page.ts';
import { toScheduledActionOutput } from '../scheduled-action.ts';
import { namespacePrefix, scheduledActions } from '../store.ts';
import { isOfTarget, toTargetFilter } from '../target-key.ts';

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScheduledActions.html */
export const describeScheduledActions: Operation<'DescribeScheduledActions'> = async (ctx, input) => {
  const filter = toTargetFilter(ctx, input);
  const names = input.ScheduledActionNames ?? [];

  const prefix = namespacePrefix(filter);
  const all = await ctx.read((from) => scheduledActions.list(from, { prefix }));
  const wanted = all.filter((one) => isOfTarget(filter, one) && (names.length === 0 || names.includes(one.name)));
  const page = toPage(wanted, input, MAX_PAGE_RESULTS, ({ actionId }) => actionId);
  return { ScheduledActions: page.rows.map(toScheduledActionOutput), ...page.next };
};

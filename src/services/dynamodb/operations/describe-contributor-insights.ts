import type { Operation } from '../api.ts';
import { insightsStatus, ruleNames } from '../contributor-insights/insights.ts';
import { requireInsightsOwner } from '../contributor-insights/owner.ts';
import { tableNotFound } from '../errors.ts';
import { findTable } from '../store.ts';
import { parseControlTableName, requireNameLength } from '../table-name.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContributorInsights.html */
export const describeContributorInsights: Operation<'DescribeContributorInsights'> = (ctx, input) => {
  const address = parseControlTableName(ctx, input.TableName);
  if (input.IndexName !== undefined) requireNameLength(input.IndexName, 'IndexName');

  return ctx.read(async (from) => {
    const table = await findTable(ctx, from, address);
    if (!table) throw tableNotFound(address.name);
    const { indexName, keys, insights } = requireInsightsOwner(table, input.IndexName);
    const status = insightsStatus(insights, from.now);
    return {
      TableName: table.name,
      ...(indexName === undefined ? {} : { IndexName: indexName }),
      ...(insights?.isEnabled ? { ContributorInsightsRuleList: ruleNames(insights, keys, table.name, indexName) } : {}),
      ContributorInsightsStatus: status,
      ...(insights ? { LastUpdateDateTime: new Date(insights.changedAt), ContributorInsightsMode: insights.mode } : {}),
    };
  });
};

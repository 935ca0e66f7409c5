import type { Operation } from '../api.ts';
import { changeInsights, insightsStatus } from '../contributor-insights/insights.ts';
import { requireInsightsOwner, withInsights } from '../contributor-insights/owner.ts';
import { insightsNeedActive, tableNotFound } from '../errors.ts';
import { findTable, setTable, tableKey } from '../store.ts';
import { findIndex } from '../table.ts';
import { parseControlTableName, requireNameLength } from '../table-name.ts';
import { tableStatus } from '../table-status.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContributorInsights.html */
export const updateContributorInsights: Operation<'UpdateContributorInsights'> = (ctx, input) => {
  const address = parseControlTableName(ctx, input.TableName);
  if (input.IndexName !== undefined) requireNameLength(input.IndexName, 'IndexName');
  const isEnabled = input.ContributorInsightsAction === 'ENABLE';

  return ctx.transact(tableKey(address), async (tx) => {
    const table = await findTable(ctx, tx, address);
    if (!table) throw tableNotFound(address.name);
    const { indexName, insights } = requireInsightsOwner(table, input.IndexName);
    if (tableStatus(table, tx.now) === 'CREATING') throw insightsNeedActive('Table');
    if (indexName !== undefined && findIndex(table, indexName)?.isBackfilling) throw insightsNeedActive('Index');

    const change = { isEnabled, mode: input.ContributorInsightsMode };
    const next = changeInsights(insights, change, tx.now, ctx.state.transitionMs);
    if (next && next !== insights) setTable(tx, withInsights(table, indexName, next));
    // The answer to a change tells of its beginning, even where it is done at once.
    const at = next === insights ? tx.now : tx.now - 1;
    return {
      TableName: table.name,
      ...(indexName === undefined ? {} : { IndexName: indexName }),
      ContributorInsightsStatus: insightsStatus(next, at),
      ...(next ? { ContributorInsightsMode: next.mode } : {}),
    };
  });
};

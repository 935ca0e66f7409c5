import type { Operation } from '../api.ts';
import { insightsStatus } from '../contributor-insights/insights.ts';
import { insightsOwners } from '../contributor-insights/owner.ts';
import { tableNotFound } from '../errors.ts';
import { MAX_INSIGHTS_PER_PAGE } from '../limits.ts';
import { findTable, listTables } from '../store.ts';
import { parseControlTableName } from '../table-name.ts';

/** Those that are not off. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListContributorInsights.html */
export const listContributorInsights: Operation<'ListContributorInsights'> = (ctx, input) => {
  const address = input.TableName === undefined ? undefined : parseControlTableName(ctx, input.TableName);
  const limit = input.MaxResults || MAX_INSIGHTS_PER_PAGE;
  const after = input.NextToken === undefined ? '' : toPlace(input.NextToken);

  return ctx.read(async (from) => {
    const table = address && (await findTable(ctx, from, address));
    if (address && !table) throw tableNotFound(address.name);
    const tables = table ? [table] : await listTables(ctx, from);
    const entries = tables.flatMap((one) =>
      insightsOwners(one).flatMap(({ indexName, insights }) => {
        const status = insightsStatus(insights, from.now);
        if (!insights || status === 'DISABLED') return [];
        const summary = {
          TableName: one.name,
          ...(indexName === undefined ? {} : { IndexName: indexName }),
          ContributorInsightsStatus: status,
          ContributorInsightsMode: insights.mode,
        };
        return [{ place: `${one.name}/${indexName ?? ''}`, summary }];
      }),
    );
    const left = entries.filter(({ place }) => place > after).sort((a, b) => (a.place < b.place ? -1 : 1));
    const page = left.slice(0, limit);
    return {
      ContributorInsightsSummaries: page.map(({ summary }) => summary),
      ...(left.length > page.length ? { NextToken: toToken(page.at(-1)!.place) } : {}),
    };
  });
};

/** A token is the last summary's place, so a page survives changes to those before it. */
const toToken = (place: string) => Buffer.from(place).toString('base64url');
const toPlace = (token: string) => Buffer.from(token, 'base64url').toString();

import { insightsIndexNotFound } from '../errors.ts';
import type { KeySchema } from '../key-schema.ts';
import { findIndex, type Table } from '../table.ts';
import type { ContributorInsights } from './insights.ts';

/** What insights are about: a table, or one of its global indexes. */
export interface InsightsOwner {
  readonly indexName?: string;
  readonly keys: KeySchema;
  readonly insights: ContributorInsights | undefined;
}

export function requireInsightsOwner(table: Table, indexName: string | undefined): InsightsOwner {
  if (indexName === undefined) return { keys: table.keys, insights: table.contributorInsights };
  const index = findIndex(table, indexName);
  if (index?.kind !== 'global') throw insightsIndexNotFound(indexName, table.name);
  return { indexName, keys: index.keys, insights: index.contributorInsights };
}

/** The table first, then its indexes. */
export const insightsOwners = (table: Table): readonly InsightsOwner[] => [
  requireInsightsOwner(table, undefined),
  ...table.indexes.flatMap(({ kind, name }) => (kind === 'global' ? [requireInsightsOwner(table, name)] : [])),
];

export function withInsights(table: Table, indexName: string | undefined, insights: ContributorInsights): Table {
  if (indexName === undefined) return { ...table, contributorInsights: insights };
  return {
    ...table,
    indexes: table.indexes.map((index) =>
      index.name === indexName ? { ...index, contributorInsights: insights } : index,
    ),
  };
}

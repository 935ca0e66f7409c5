import type { ContributorInsightsMode, ContributorInsightsStatus } from '@aws-sdk/client-dynamodb';
import type { KeySchema } from '../key-schema.ts';

/** Of a table or an index, once somebody has turned it on. Instants are epoch milliseconds. */
export interface ContributorInsights {
  readonly mode: ContributorInsightsMode;
  readonly isEnabled: boolean;
  /** The rules carry it in their names: it stays when only the mode changes. */
  readonly enabledAt: number;
  readonly changedAt: number;
  /** ENABLING or DISABLING before. */
  readonly settledAt: number;
}

export interface InsightsChange {
  readonly isEnabled: boolean;
  readonly mode?: ContributorInsightsMode | undefined;
}

const DEFAULT_MODE = 'ACCESSED_AND_THROTTLED_KEYS';

export function insightsStatus(insights: ContributorInsights | undefined, now: number): ContributorInsightsStatus {
  if (!insights) return 'DISABLED';
  if (insights.isEnabled) return now < insights.settledAt ? 'ENABLING' : 'ENABLED';
  return now < insights.settledAt ? 'DISABLING' : 'DISABLED';
}

/**
 * What an UpdateContributorInsights makes of it; the same where it changes nothing. To enable without a mode is to
 * ask for the default one.
 */
export function changeInsights(
  current: ContributorInsights | undefined,
  { isEnabled, mode = DEFAULT_MODE }: InsightsChange,
  now: number,
  transitionMs: number,
): ContributorInsights | undefined {
  const instants = { changedAt: now, settledAt: now + transitionMs };
  if (!isEnabled) return current?.isEnabled ? { ...current, isEnabled, ...instants } : current;
  if (!current?.isEnabled) return { mode, isEnabled, enabledAt: now, ...instants };
  return current.mode === mode ? current : { ...current, mode, ...instants };
}

/**
 * The CloudWatch rules by which the keys are counted: accessed and throttled ones, partition keys and sort keys.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/contributorinsights_HowItWorks.html
 */
export function ruleNames(
  { mode, enabledAt }: ContributorInsights,
  keys: KeySchema,
  tableName: string,
  indexName?: string,
): string[] {
  const resource = indexName === undefined ? tableName : `${tableName}-${indexName}`;
  const kinds = keys.sort ? ['PK', 'SK'] : ['PK'];
  const counted = mode === 'THROTTLED_KEYS' ? ['T'] : ['C', 'T'];
  return counted.flatMap((what) =>
    kinds.map((kind) => `DynamoDBContributorInsights-${kind}${what}-${resource}-${enabledAt}`),
  );
}

import type { Constraints, Facts } from '../../model/constraints.ts';

/** The operation says it in other words: see `table-name.ts` and `table-settings.ts`. */
const SAID_ELSEWHERE: Facts = {};
const namedTable = { TableName: SAID_ELSEWHERE };

/**
 * What AWS's answers contradict in its model, and the generator cannot know: as recorded by dynalite's tests and by the
 * public conformance suite. The orders of enums and members, recorded likewise, are in the generated facts.
 */
const CORRECTIONS: Constraints = {
  BatchGetItemInput: { RequestItems: { max: 100 } },
  BatchWriteItemInput: { RequestItems: { max: 25, value: { min: 1, max: 25 } } },
  CreateTableInput: { ...namedTable, TableClass: SAID_ELSEWHERE },
  DeleteItemInput: namedTable,
  DeleteTableInput: namedTable,
  DescribeContributorInsightsInput: namedTable,
  DescribeKinesisStreamingDestinationInput: namedTable,
  DescribeTableInput: namedTable,
  DescribeTimeToLiveInput: namedTable,
  GetItemInput: namedTable,
  KeysAndAttributes: { Keys: { min: 1 } },
  KinesisStreamingDestinationInput: namedTable,
  ListContributorInsightsInput: namedTable,
  PutItemInput: namedTable,
  QueryInput: { ...namedTable, Limit: SAID_ELSEWHERE },
  ScanInput: namedTable,
  UpdateContributorInsightsInput: namedTable,
  UpdateItemInput: namedTable,
  UpdateKinesisStreamingDestinationInput: namedTable,
  UpdateTableInput: { ...namedTable, TableClass: SAID_ELSEWHERE },
  UpdateTimeToLiveInput: namedTable,
};

export const corrected = (constraints: Constraints): Constraints => ({
  ...constraints,
  ...Object.fromEntries(
    Object.entries(CORRECTIONS).map(([structure, facts]) => [structure, { ...constraints[structure], ...facts }]),
  ),
});

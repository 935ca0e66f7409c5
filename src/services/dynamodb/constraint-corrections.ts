import type { Constraints, Facts } from '../../model/constraints.ts';

/** The operation says it in other words: see `table-name.ts` and `table-settings.ts`. */
const SAID_ELSEWHERE: Facts = {};
const namedTable = { TableName: SAID_ELSEWHERE };
/** Told together with other violations where it is empty; the rest of its rules are in `table-name.ts`. */
const namedItemTable = { TableName: { min: 1 } };
const MISSED_ELSEWHERE: Facts = { isOptional: true };
const INDEX_NAME: Facts = { min: 3, max: 255, pattern: '[a-zA-Z0-9_.-]+' };
const newIndex = { IndexName: { ...INDEX_NAME, isLengthFirst: true } } as const;
const namedBackup = { BackupArn: SAID_ELSEWHERE };
const legacyName = { GlobalTableName: SAID_ELSEWHERE };

/**
 * What AWS's answers contradict in its model, and the generator cannot know: as recorded by dynalite's tests, by the
 * public conformance suite and by public notes of October 2026. The orders of enums and members, recorded likewise, are in the generated facts.
 */
const CORRECTIONS: Constraints = {
  BatchGetItemInput: { RequestItems: { max: 100 } },
  BatchWriteItemInput: { RequestItems: { max: 25, value: { min: 1, max: 25 } } },
  CreateGlobalSecondaryIndexAction: newIndex,
  CreateTableInput: { TableName: MISSED_ELSEWHERE, TableClass: SAID_ELSEWHERE },
  DeleteBackupInput: namedBackup,
  DeleteItemInput: namedTable,
  DeleteTableInput: namedTable,
  DescribeBackupInput: namedBackup,
  DescribeContinuousBackupsInput: namedTable,
  DescribeContributorInsightsInput: { ...namedTable, IndexName: SAID_ELSEWHERE },
  DescribeGlobalTableInput: legacyName,
  DescribeGlobalTableSettingsInput: legacyName,
  DescribeKinesisStreamingDestinationInput: namedTable,
  DescribeTableInput: namedTable,
  DescribeTimeToLiveInput: namedTable,
  GetItemInput: namedTable,
  GlobalSecondaryIndex: newIndex,
  KeysAndAttributes: { Keys: { min: 1 } },
  KinesisStreamingDestinationInput: namedTable,
  ListContributorInsightsInput: namedTable,
  PutItemInput: namedTable,
  QueryInput: { ...namedTable, Limit: SAID_ELSEWHERE },
  RestoreTableFromBackupInput: { ...namedBackup, TargetTableName: SAID_ELSEWHERE },
  ScanInput: namedTable,
  SSESpecification: { KMSMasterKeyId: { min: 1 } },
  Tag: { Key: MISSED_ELSEWHERE, Value: MISSED_ELSEWHERE },
  UntagResourceInput: { TagKeys: SAID_ELSEWHERE },
  UpdateContinuousBackupsInput: namedTable,
  UpdateContributorInsightsInput: { ...namedTable, IndexName: SAID_ELSEWHERE },
  UpdateGlobalTableInput: legacyName,
  UpdateItemInput: namedItemTable,
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

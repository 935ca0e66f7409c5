import { expect, test } from 'vitest';
import { testCloud } from '../../support/cloud.ts';
import { createTable, dynamoDb } from './support.ts';

/**
 * Empty texts, structures and lists where something belongs: AWS's answers of October 2026, from public notes. A sentence
 * that was recorded in part is compared in part.
 */
const named = {
  TableName: 'new',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  BillingMode: 'PAY_PER_REQUEST',
};
const index = {
  IndexName: '',
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  Projection: { ProjectionType: 'ALL' },
};
const TableName = 'there';
const ResourceArn = `arn:aws:dynamodb:us-east-1:000000000000:table/${TableName}`;
const violations = (...list: string[]) =>
  `${list.length} validation error${list.length > 1 ? 's' : ''} detected: ${list.join('; ')}`;
const said = (value: string, at: string, constraint: string) =>
  `Value ${value} at '${at}' failed to satisfy constraint: Member must ${constraint}`;
const NAME_RULES = (at: string) => [
  said("''", at, 'have length greater than or equal to 3'),
  said("''", at, 'satisfy regular expression pattern: [a-zA-Z0-9_.-]+'),
];
const TOO_SHORT = 'must be at least 3 characters long and at most 255 characters long';
const policy = (problem: string) => `One or more parameter values were invalid: Invalid policy document: ${problem}`;
const NULL_DEFINITION = violations(
  said('null', 'attributeDefinitions.1.member.attributeType', 'not be null'),
  said('null', 'attributeDefinitions.1.member.attributeName', 'not be null'),
);
const NO_KEY = violations(said("''", 'sSESpecification.kMSMasterKeyId', 'have length greater than or equal to 1'));
const NO_VIEW = violations(
  said(
    "''",
    'streamSpecification.streamViewType',
    'satisfy enum value set: [OLD_IMAGE, KEYS_ONLY, NEW_AND_OLD_IMAGES, NEW_IMAGE]',
  ),
);
const sse = { SSESpecification: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId: '' } };
const stream = { StreamSpecification: { StreamEnabled: true, StreamViewType: '' } };

test.each<[string, object, string]>([
  [
    'CreateTable',
    { ...named, TableName: undefined },
    "The parameter 'TableName' is required but was not present in the request",
  ],
  ['CreateTable', { ...named, AttributeDefinitions: [{}] }, NULL_DEFINITION],
  ['UpdateTable', { TableName, AttributeDefinitions: [{}], DeletionProtectionEnabled: true }, NULL_DEFINITION],
  ['CreateTable', { ...named, ...sse }, NO_KEY],
  ['UpdateTable', { TableName, ...sse }, NO_KEY],
  ['CreateTable', { ...named, ...stream }, NO_VIEW],
  ['UpdateTable', { TableName, ...stream }, NO_VIEW],
  [
    'CreateTable',
    { ...named, GlobalSecondaryIndexes: [index] },
    violations(...NAME_RULES('globalSecondaryIndexes.1.member.indexName')),
  ],
  [
    'UpdateTable',
    { TableName, GlobalSecondaryIndexUpdates: [{ Create: index }] },
    violations(...NAME_RULES('globalSecondaryIndexUpdates.1.member.create.indexName')),
  ],
  ...['DescribeTable', 'DescribeTimeToLive', 'DescribeContinuousBackups'].map((operation): [string, object, string] => [
    operation,
    { TableName: '' },
    violations(...NAME_RULES('tableName')),
  ]),
  ['DescribeBackup', { BackupArn: '' }, 'Invalid Backup ARN'],
  ['DescribeContributorInsights', { TableName, IndexName: '' }, `IndexName ${TOO_SHORT}`],
  [
    'UpdateContributorInsights',
    { TableName, IndexName: '', ContributorInsightsAction: 'ENABLE' },
    `IndexName ${TOO_SHORT}`,
  ],
  [
    'UpdateContributorInsights',
    { TableName, ContributorInsightsAction: '' },
    violations(said("''", 'contributorInsightsAction', 'satisfy enum value set: [ENABLE, DISABLE]')),
  ],
  [
    'UpdateContributorInsights',
    { TableName, ContributorInsightsAction: 'ENABLE', ContributorInsightsMode: '' },
    violations(
      said("''", 'contributorInsightsMode', 'satisfy enum value set: [THROTTLED_KEYS, ACCESSED_AND_THROTTLED_KEYS]'),
    ),
  ],
  ['DescribeGlobalTable', { GlobalTableName: '' }, `TableName ${TOO_SHORT}`],
  ['DescribeGlobalTableSettings', { GlobalTableName: '' }, `TableName ${TOO_SHORT}`],
  [
    'RestoreTableFromBackup',
    { BackupArn: `${ResourceArn}/backup/01791525400213-63b4d36a`, TargetTableName: '' },
    `TableName ${TOO_SHORT}`,
  ],
  ['PutResourcePolicy', { ResourceArn, Policy: '{}' }, policy('Syntax error at position (1,3)')],
  ['CreateTable', { ...named, ResourcePolicy: '{}' }, policy('Syntax error at position (1,3)')],
  ['PutResourcePolicy', { ResourceArn, Policy: 'null' }, policy('This text appears not to be a policy')],
  ['PutResourcePolicy', { ResourceArn, Policy: '[]' }, policy('This policy contains invalid Json')],
  [
    'DescribeTable',
    { TableName: ResourceArn.replace('us-east-1', 'us-west-2') },
    violations(`Invalid AWS region in '${ResourceArn.replace('us-east-1', 'us-west-2')}'`),
  ],
])('%s %j', async (operation, input, message) => {
  await using cloud = await testCloud();
  await createTable(dynamoDb(cloud), TableName, 'id:S');
  const answer = await cloud.fetch('/', {
    service: 'dynamodb',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${operation}` },
    body: JSON.stringify(input),
  });
  expect(await answer.json()).toEqual({ __type: expect.stringMatching(/#ValidationException$/), message });
  expect(answer.status).toBe(400);
});

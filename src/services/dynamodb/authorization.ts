import type { Authorization, Authorizations } from '../../kernel/operation.ts';
import type { WriteRequest } from '@aws-sdk/client-dynamodb';
import type { AttributeValue, DynamoDb } from './api.ts';
import { onBackup, onRestore } from './backups/authorization.ts';
import type { ItemAction } from './condition-keys/condition-keys.ts';
import { accessOfRequest, type ItemRequest } from './condition-keys/of-request.ts';
import { toQuestion } from './condition-keys/question.ts';
import { accessOf } from './partiql/access.ts';
import { accessOf as accessOfReplicas } from './replicas/access.ts';
import { tableArn } from './table.ts';
import { parseTableArn, type TableAddress } from './table-name.ts';
import { accessOf as accessOfTransaction } from './transactions/access.ts';

interface TableInput {
  readonly TableName?: string | undefined;
}
interface IndexInput extends TableInput {
  readonly IndexName?: string | undefined;
}
interface ArnInput {
  readonly ResourceArn?: string | undefined;
}
type BatchRequest = ItemRequest | readonly WriteRequest[];
interface BatchInput {
  readonly RequestItems?: Readonly<Record<string, BatchRequest>> | undefined;
  readonly ReturnConsumedCapacity?: string | undefined;
}
type Scope = Parameters<Authorization['resources']>[1];

const addressOf = (nameOrArn = '', { accountId, region }: Scope): TableAddress =>
  parseTableArn(nameOrArn) ?? { accountId, region, name: nameOrArn };

const arnOf = (nameOrArn: string | undefined, scope: Scope): string => tableArn(addressOf(nameOrArn, scope));

type Questions<I> = NonNullable<Authorization<I>['questions']>;

const asking = <I>(action: string, questions: Questions<I>) => ({
  action: `dynamodb:${action}`,
  resources: (input: I, ctx: Scope) => [...new Set(questions(input, ctx).flatMap(({ resources }) => resources))],
  questions,
});

/** Reading an index is a permission on the index, not on its table. */
const onTableOrIndex = (action: string) => ({
  action: `dynamodb:${action}`,
  resources: (input: IndexInput, ctx: Scope) => {
    const table = arnOf(input.TableName, ctx);
    return [input.IndexName === undefined ? table : `${table}/index/${input.IndexName}`];
  },
});

/** On the items of one table, or of one index where the request names it. */
const onItems = (action: ItemAction) => ({
  ...onTableOrIndex(action),
  questions: (input: ItemRequest & TableInput, ctx: Scope) => [
    toQuestion({
      action,
      address: addressOf(input.TableName, ctx),
      index: input.IndexName,
      accesses: () => [accessOfRequest(input)],
    }),
  ],
});

const onTable = (action: string) => ({
  action: `dynamodb:${action}`,
  resources: (input: TableInput, ctx: Scope) => [arnOf(input.TableName, ctx)],
});

const onTables = (action: 'BatchGetItem' | 'BatchWriteItem') =>
  asking(action, ({ RequestItems = {}, ReturnConsumedCapacity }: BatchInput, ctx) =>
    Object.entries(RequestItems).map(([name, request]) =>
      toQuestion({
        action,
        address: addressOf(name, ctx),
        accesses: () => requestsOf(request).map((one) => accessOfRequest({ ...one, ReturnConsumedCapacity })),
      }),
    ),
  );

/** Of a BatchGetItem its keys and what is read of them, of a BatchWriteItem its puts and deletions. */
const requestsOf = (request: BatchRequest): readonly ItemRequest[] =>
  Array.isArray(request)
    ? (request as readonly WriteRequest[]).map(({ PutRequest, DeleteRequest }) => ({ ...PutRequest, ...DeleteRequest }))
    : [request as ItemRequest];

const onArn = (action: string) => ({
  action: `dynamodb:${action}`,
  resources: (input: ArnInput) => [input.ResourceArn ?? '*'],
});

/** A table that is made with a policy asks for the right to give it one, too. */
const onNewTable = {
  ...onTable('CreateTable'),
  questions: (input: TableInput & { readonly ResourcePolicy?: string | undefined }, ctx: Scope) => {
    const resources = [arnOf(input.TableName, ctx)];
    return ['CreateTable', ...(input.ResourcePolicy === undefined ? [] : ['PutResourcePolicy'])].map((action) => ({
      action: `dynamodb:${action}`,
      resources,
    }));
  },
};
interface GlobalTableInput {
  readonly GlobalTableName?: string | undefined;
}

/** On the global table and, where the request names any, on the tables that are its replicas. */
const onGlobalTable = <I extends GlobalTableInput>(
  action: string,
  regionsOf: (input: I) => readonly (string | undefined)[] = () => [],
) => ({
  action: `dynamodb:${action}`,
  resources: (input: I, { accountId }: Scope) => [
    `arn:aws:dynamodb::${accountId}:global-table/${input.GlobalTableName ?? ''}`,
    ...regionsOf(input).map((region = '') => tableArn({ accountId, region, name: input.GlobalTableName ?? '' })),
  ],
});

const onAccount = (action: string) => ({ action: `dynamodb:${action}`, resources: () => ['*'] });

interface StatementInput {
  readonly Statement?: string | undefined;
  readonly Parameters?: readonly AttributeValue[] | undefined;
}

/** Each statement is a question of its own. */
const onStatements = <I>(statementsOf: (input: I) => readonly StatementInput[] | undefined, enclosing?: string) =>
  asking('PartiQLSelect', (input: I, ctx) =>
    (statementsOf(input) ?? []).flatMap(({ Statement, Parameters }) =>
      accessOf({ statement: Statement, parameters: Parameters, enclosing }, (table) => addressOf(table, ctx)),
    ),
  );

interface TransactionInput {
  readonly TransactItems?: Parameters<typeof accessOfTransaction>[1] | undefined;
  readonly ReturnConsumedCapacity?: string | undefined;
}

const onActions = (action: 'TransactGetItems' | 'TransactWriteItems') =>
  asking(action, ({ TransactItems = [], ReturnConsumedCapacity }: TransactionInput, ctx) =>
    accessOfTransaction(action, TransactItems, (table) => addressOf(table, ctx), ReturnConsumedCapacity),
  );

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
export const authorization: Authorizations<DynamoDb> = {
  BatchExecuteStatement: onStatements(({ Statements }: { Statements?: StatementInput[] | undefined }) => Statements),
  BatchGetItem: onTables('BatchGetItem'),
  BatchWriteItem: onTables('BatchWriteItem'),
  CreateBackup: onTable('CreateBackup'),
  CreateGlobalTable: onGlobalTable('CreateGlobalTable', ({ ReplicationGroup = [] }) =>
    ReplicationGroup.map(({ RegionName }) => RegionName),
  ),
  CreateTable: onNewTable,
  DeleteBackup: onBackup('DeleteBackup'),
  DeleteItem: onItems('DeleteItem'),
  DeleteResourcePolicy: onArn('DeleteResourcePolicy'),
  DeleteTable: onTable('DeleteTable'),
  DescribeBackup: onBackup('DescribeBackup'),
  DescribeContinuousBackups: onTable('DescribeContinuousBackups'),
  DescribeContributorInsights: onTableOrIndex('DescribeContributorInsights'),
  DescribeEndpoints: onAccount('DescribeEndpoints'),
  DescribeGlobalTable: onGlobalTable('DescribeGlobalTable'),
  DescribeGlobalTableSettings: onGlobalTable('DescribeGlobalTableSettings'),
  DescribeKinesisStreamingDestination: onTable('DescribeKinesisStreamingDestination'),
  DescribeLimits: onAccount('DescribeLimits'),
  DescribeTable: onTable('DescribeTable'),
  DescribeTableReplicaAutoScaling: onTable('DescribeTableReplicaAutoScaling'),
  DescribeTimeToLive: onTable('DescribeTimeToLive'),
  DisableKinesisStreamingDestination: onTable('DisableKinesisStreamingDestination'),
  EnableKinesisStreamingDestination: onTable('EnableKinesisStreamingDestination'),
  ExecuteStatement: onStatements((input: StatementInput) => [input]),
  ExecuteTransaction: onStatements(
    ({ TransactStatements }: { TransactStatements?: StatementInput[] | undefined }) => TransactStatements,
    'ExecuteTransaction',
  ),
  GetItem: onItems('GetItem'),
  GetResourcePolicy: onArn('GetResourcePolicy'),
  ListBackups: onAccount('ListBackups'),
  ListContributorInsights: onAccount('ListContributorInsights'),
  ListGlobalTables: onAccount('ListGlobalTables'),
  ListTables: onAccount('ListTables'),
  ListTagsOfResource: onArn('ListTagsOfResource'),
  PutItem: onItems('PutItem'),
  PutResourcePolicy: onArn('PutResourcePolicy'),
  Query: onItems('Query'),
  RestoreTableFromBackup: onRestore('RestoreTableFromBackup', ({ BackupArn }) => BackupArn ?? '*'),
  RestoreTableToPointInTime: onRestore(
    'RestoreTableToPointInTime',
    ({ SourceTableArn, SourceTableName }, ctx) => SourceTableArn ?? arnOf(SourceTableName, ctx),
  ),
  Scan: onItems('Scan'),
  TagResource: onArn('TagResource'),
  TransactGetItems: onActions('TransactGetItems'),
  TransactWriteItems: onActions('TransactWriteItems'),
  UntagResource: onArn('UntagResource'),
  UpdateContinuousBackups: onTable('UpdateContinuousBackups'),
  UpdateContributorInsights: onTableOrIndex('UpdateContributorInsights'),
  UpdateGlobalTable: onGlobalTable('UpdateGlobalTable', ({ ReplicaUpdates = [] }) =>
    ReplicaUpdates.map(({ Create, Delete }) => (Create ?? Delete)?.RegionName),
  ),
  UpdateGlobalTableSettings: onGlobalTable('UpdateGlobalTableSettings'),
  UpdateItem: onItems('UpdateItem'),
  UpdateKinesisStreamingDestination: onTable('UpdateKinesisStreamingDestination'),
  UpdateTable: {
    ...onTable('UpdateTable'),
    questions: (input, ctx) => accessOfReplicas(input, arnOf(input.TableName, ctx)),
  },
  UpdateTableReplicaAutoScaling: onTable('UpdateTableReplicaAutoScaling'),
  UpdateTimeToLive: onTable('UpdateTimeToLive'),
};

import type { Authorization, Authorizations } from '../../kernel/operation.ts';
import type { DynamoDb } from './api.ts';
import { accessOf } from './partiql/access.ts';
import { accessOf as accessOfReplicas } from './replicas/access.ts';
import { tableArn } from './table.ts';
import { parseTableArn } from './table-name.ts';
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
interface BatchInput {
  readonly RequestItems?: object | undefined;
}
type Scope = Parameters<Authorization['resources']>[1];

const arnOf = (nameOrArn = '', { accountId, region }: Scope): string =>
  tableArn(parseTableArn(nameOrArn) ?? { accountId, region, name: nameOrArn });

const onTable = (action: string) => ({
  action: `dynamodb:${action}`,
  resources: (input: TableInput, ctx: Scope) => [arnOf(input.TableName, ctx)],
});

/** Reading an index is a permission on the index, not on its table. */
const onTableOrIndex = (action: string) => ({
  action: `dynamodb:${action}`,
  resources: (input: IndexInput, ctx: Scope) => {
    const table = arnOf(input.TableName, ctx);
    return [input.IndexName === undefined ? table : `${table}/index/${input.IndexName}`];
  },
});

const onTables = (action: string) => ({
  action: `dynamodb:${action}`,
  resources: (input: BatchInput, ctx: Scope) => Object.keys(input.RequestItems ?? {}).map((name) => arnOf(name, ctx)),
});

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
}

/** Each statement is a question of its own. */
const onStatements = <I>(statementsOf: (input: I) => readonly StatementInput[] | undefined) => {
  const questions = (input: I, ctx: Scope) =>
    (statementsOf(input) ?? []).flatMap(({ Statement }) => accessOf(Statement, (table) => arnOf(table, ctx)));
  return {
    action: 'dynamodb:PartiQLSelect',
    resources: (input: I, ctx: Scope) => questions(input, ctx).flatMap(({ resources }) => resources),
    questions,
  };
};

interface TransactionInput {
  readonly TransactItems?: Parameters<typeof accessOfTransaction>[0] | undefined;
}

const onActions = (action: string) => {
  const questions = ({ TransactItems = [] }: TransactionInput, ctx: Scope) =>
    accessOfTransaction(TransactItems, (table) => arnOf(table, ctx));
  return {
    action: `dynamodb:${action}`,
    resources: (input: TransactionInput, ctx: Scope) => [
      ...new Set(questions(input, ctx).flatMap(({ resources }) => resources)),
    ],
    questions,
  };
};

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
export const authorization: Authorizations<DynamoDb> = {
  BatchExecuteStatement: onStatements(({ Statements }: { Statements?: StatementInput[] | undefined }) => Statements),
  BatchGetItem: onTables('BatchGetItem'),
  BatchWriteItem: onTables('BatchWriteItem'),
  CreateGlobalTable: onGlobalTable('CreateGlobalTable', ({ ReplicationGroup = [] }) =>
    ReplicationGroup.map(({ RegionName }) => RegionName),
  ),
  CreateTable: onNewTable,
  DeleteItem: onTable('DeleteItem'),
  DeleteResourcePolicy: onArn('DeleteResourcePolicy'),
  DeleteTable: onTable('DeleteTable'),
  DescribeContributorInsights: onTableOrIndex('DescribeContributorInsights'),
  DescribeEndpoints: onAccount('DescribeEndpoints'),
  DescribeKinesisStreamingDestination: onTable('DescribeKinesisStreamingDestination'),
  DescribeGlobalTable: onGlobalTable('DescribeGlobalTable'),
  DescribeGlobalTableSettings: onGlobalTable('DescribeGlobalTableSettings'),
  DescribeLimits: onAccount('DescribeLimits'),
  DescribeTable: onTable('DescribeTable'),
  DescribeTimeToLive: onTable('DescribeTimeToLive'),
  DisableKinesisStreamingDestination: onTable('DisableKinesisStreamingDestination'),
  EnableKinesisStreamingDestination: onTable('EnableKinesisStreamingDestination'),
  ExecuteStatement: onStatements((input: StatementInput) => [input]),
  ExecuteTransaction: onStatements(
    ({ TransactStatements }: { TransactStatements?: StatementInput[] | undefined }) => TransactStatements,
  ),
  GetItem: onTable('GetItem'),
  GetResourcePolicy: onArn('GetResourcePolicy'),
  ListContributorInsights: onAccount('ListContributorInsights'),
  ListGlobalTables: onAccount('ListGlobalTables'),
  ListTables: onAccount('ListTables'),
  ListTagsOfResource: onArn('ListTagsOfResource'),
  PutItem: onTable('PutItem'),
  PutResourcePolicy: onArn('PutResourcePolicy'),
  Query: onTableOrIndex('Query'),
  Scan: onTableOrIndex('Scan'),
  TagResource: onArn('TagResource'),
  TransactGetItems: onActions('TransactGetItems'),
  TransactWriteItems: onActions('TransactWriteItems'),
  UntagResource: onArn('UntagResource'),
  UpdateContributorInsights: onTableOrIndex('UpdateContributorInsights'),
  UpdateGlobalTable: onGlobalTable('UpdateGlobalTable', ({ ReplicaUpdates = [] }) =>
    ReplicaUpdates.map(({ Create, Delete }) => (Create ?? Delete)?.RegionName),
  ),
  UpdateGlobalTableSettings: onGlobalTable('UpdateGlobalTableSettings'),
  UpdateItem: onTable('UpdateItem'),
  UpdateKinesisStreamingDestination: onTable('UpdateKinesisStreamingDestination'),
  UpdateTable: {
    ...onTable('UpdateTable'),
    questions: (input, ctx) => accessOfReplicas(input, arnOf(input.TableName, ctx)),
  },
  UpdateTimeToLive: onTable('UpdateTimeToLive'),
};

import type {
  AttributeDefinition,
  GlobalSecondaryIndexUpdate,
  UpdateGlobalSecondaryIndexAction,
} from '@aws-sdk/client-dynamodb';
import { changeThroughput } from './billing.ts';
import {
  indexAlreadyExists,
  indexOfTableNotFound,
  invalidParameter,
  tooManyIndexChanges,
  validationException,
} from './errors.ts';
import { onDemandLimits, requireFewProjectedAttributes, toGlobalIndex } from './index-definition.ts';
import { toKeyAttributes } from './key-definition.ts';
import { keyNames, type KeyAttribute } from './key-schema.ts';
import { requireOnDemandLimits } from './table-settings.ts';
import type { Billing, Index, Table } from './table.ts';
import { raisedWarmThroughput } from './warm-throughput.ts';

/** What a request's changes of indexes come to. */
export interface IndexUpdates {
  readonly table: Table;
  /** Has to be filled with the items that are there. */
  readonly created: Index | undefined;
  readonly deleted: Index | undefined;
}

interface IndexUpdateInput {
  readonly AttributeDefinitions?: readonly AttributeDefinition[] | undefined;
  readonly GlobalSecondaryIndexUpdates?: readonly GlobalSecondaryIndexUpdate[] | undefined;
}

/** DynamoDB asks for this before everything else, even before the table. */
export function requireWarmThroughputs(updates: readonly GlobalSecondaryIndexUpdate[]): void {
  for (const { Update } of updates) {
    const warm = Update?.WarmThroughput;
    if (!warm || warm.ReadUnitsPerSecond !== undefined || warm.WriteUnitsPerSecond !== undefined) continue;
    throw invalidParameter(
      `WarmThroughput must have at least one of ReadUnitsPerSecond or WriteUnitsPerSecond specified for index: ${Update.IndexName}`,
    );
  }
}

/** Throughput of several indexes may change at once, but only one index may come or go. */
export function requireIndexUpdates(updates: readonly GlobalSecondaryIndexUpdate[]): void {
  const seen = new Set<string | undefined>();
  for (const { Update, Create, Delete } of updates) {
    const actions = [Update, Create, Delete].filter((action) => action !== undefined);
    const [change] = actions;
    if (actions.length > 1) {
      throw invalidParameter('Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object');
    }
    if (!change) {
      throw invalidParameter(
        'One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null',
      );
    }
    if (seen.has(change.IndexName)) {
      throw invalidParameter(
        `Only one global secondary index update per index is allowed simultaneously. Index: ${change.IndexName}`,
      );
    }
    seen.add(change.IndexName);
  }
  if (updates.filter(({ Create, Delete }) => Create ?? Delete).length > 1) throw tooManyIndexChanges();
}

/** `indexId` is for the index that may be created. */
export function updateIndexes(table: Table, input: IndexUpdateInput, indexId: string, now: number): IndexUpdates {
  const attributes = mergeDefinitions(table.attributes, toKeyAttributes(input.AttributeDefinitions ?? []));
  let { indexes } = table;
  let created: Index | undefined;
  let deleted: Index | undefined;
  for (const { Update, Create, Delete } of input.GlobalSecondaryIndexUpdates ?? []) {
    if ((Create ?? Delete) && indexes.some(({ isBackfilling }) => isBackfilling)) throw tooManyIndexChanges();
    if (Create) {
      if (!input.AttributeDefinitions?.length) {
        throw invalidParameter(`AttributeDefinitions is not specified for index: ${Create.IndexName}`);
      }
      if (indexes.some(({ name }) => name === Create.IndexName)) throw indexAlreadyExists();
      created = { ...toGlobalIndex(Create, { ...table, attributes }), indexId, isBackfilling: true };
      indexes = [...indexes, created];
      requireFewProjectedAttributes(indexes);
    } else if (Delete) {
      deleted = requireGlobalIndex(table.name, indexes, Delete.IndexName, 'delete');
      indexes = indexes.filter((index) => index !== deleted);
    } else if (Update) {
      const index = requireGlobalIndex(table.name, indexes, Update.IndexName, 'update');
      requireOnDemandLimits(Update.OnDemandThroughput, table.billing, index.name);
      if (Update.ProvisionedThroughput && table.billing.mode === 'PAY_PER_REQUEST') throw throughputOnDemand(index);
      if (!hasContent(Update)) throw nothingToUpdateOf(index, table.billing);
      const updated: Index = {
        ...index,
        ...(Update.ProvisionedThroughput
          ? {
              throughput: changeThroughput(
                index.throughput ?? NO_THROUGHPUT,
                Update.ProvisionedThroughput,
                now,
                `index ${index.name}`,
              ),
            }
          : {}),
        ...onDemandLimits(Update.OnDemandThroughput),
        ...raisedWarmThroughput(Update.WarmThroughput, table.billing, index, `index ${index.name}`),
      };
      indexes = indexes.map((one) => (one === index ? updated : one));
    }
  }
  return { table: { ...table, indexes, attributes: usedAttributes(table, indexes, attributes) }, created, deleted };
}

const throughputOnDemand = ({ name }: Index) =>
  invalidParameter(
    `Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: ${name} when BillingMode is PAY_PER_REQUEST`,
  );

const hasContent = ({
  ProvisionedThroughput,
  OnDemandThroughput,
  WarmThroughput,
}: UpdateGlobalSecondaryIndexAction): boolean =>
  Object.values({ ...ProvisionedThroughput, ...OnDemandThroughput, ...WarmThroughput }).some(
    (units) => units !== undefined,
  );

const nothingToUpdateOf = ({ name }: Index, { mode }: Billing) =>
  invalidParameter(
    mode === 'PAY_PER_REQUEST'
      ? `The only Updates for index: ${name} when TableThroughputMode is PAY_PER_REQUEST can be to OnDemandThroughput, WarmThroughput`
      : `Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: ${name}`,
  );

const NO_THROUGHPUT = { readUnits: 0, writeUnits: 0 };

function requireGlobalIndex(
  tableName: string,
  indexes: readonly Index[],
  name: string | undefined,
  action: 'update' | 'delete',
): Index {
  const index = indexes.find((one) => one.name === name);
  if (!index) throw indexOfTableNotFound(name ?? '', tableName);
  if (index.kind === 'local') {
    throw validationException(`Cannot ${action} an index that is not a GlobalSecondaryIndex: ${name}`);
  }
  return index;
}

/** A table that becomes provisioned needs a throughput for each of its global indexes. */
export function requireIndexThroughput({ billing, indexes }: Table): void {
  if (billing.mode !== 'PROVISIONED') return;
  const missing = indexes.filter(({ kind, throughput }) => kind === 'global' && !throughput).map(({ name }) => name);
  if (missing.length > 0) {
    throw invalidParameter(`ProvisionedThroughput must be specified for index: ${missing.join(',')}`);
  }
}

/** A request may name the new attributes alone, or the old ones again. */
function mergeDefinitions(old: readonly KeyAttribute[], more: readonly KeyAttribute[]): readonly KeyAttribute[] {
  return [...old, ...more.filter(({ name }) => !old.some((attribute) => attribute.name === name))];
}

/** Definitions go with the last index that used them. */
function usedAttributes(table: Table, indexes: readonly Index[], attributes: readonly KeyAttribute[]) {
  const used = new Set([table, ...indexes].flatMap(({ keys }) => keyNames(keys)));
  return attributes.filter(({ name }) => used.has(name));
}

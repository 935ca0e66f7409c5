import type { Input } from './api.ts';
import { changeBilling } from './billing.ts';
import { invalidParameter, nothingToUpdate, protectionChangedTooOften, tableClassChangedTooOften } from './errors.ts';
import { onDemandLimits } from './index-definition.ts';
import { MAX_TABLE_CLASS_CHANGES, MIN_PROTECTION_CHANGE_MS, TABLE_CLASS_WINDOW_DAYS } from './limits.ts';
import { requireConsistentSse, requireOnDemandLimits, requireTableClass } from './table-settings.ts';
import type { Index, Table } from './table.ts';
import { raisedWarmThroughput } from './warm-throughput.ts';

type UpdateTableInput = Input<'UpdateTable'>;

const CHANGES = [
  'ProvisionedThroughput',
  'BillingMode',
  'StreamSpecification',
  'GlobalSecondaryIndexUpdates',
  'SSESpecification',
  'ReplicaUpdates',
  'TableClass',
  'DeletionProtectionEnabled',
  'OnDemandThroughput',
  'WarmThroughput',
  'MultiRegionConsistency',
  'GlobalTableWitnessUpdates',
  'GlobalTableSettingsReplicationMode',
  'VectorIndexUpdates',
] as const satisfies readonly (keyof UpdateTableInput)[];

/** What DynamoDB changes alone, as it calls it. */
const ALONE: readonly (readonly [(typeof CHANGES)[number], string])[] = [
  ['ReplicaUpdates', 'Replica modification must be the only operation in the request'],
  ['SSESpecification', 'Server-Side Encryption modification must be the only operation in the request'],
  ['TableClass', 'TableClass modification must be the only operation in the request'],
  ['DeletionProtectionEnabled', 'DeletionProtection modification must be the only operation in the request'],
];

/** UpdateTable wants one change, or several that go together. */
export function requireOneChange(input: UpdateTableInput): void {
  // The consistency is that of the replicas which the request makes.
  const asked = CHANGES.filter((name) => hasChange(name, input) && name !== 'MultiRegionConsistency');
  if (asked.length === 0) throw nothingToUpdate(input.MultiRegionConsistency === undefined);
  const changes = asked.filter((name) => !isEmptyThroughput(name, input));
  if (changes.length > 0 && input.GlobalSecondaryIndexUpdates?.length === 0) {
    throw invalidParameter('List of GlobalSecondaryIndexUpdates is empty');
  }
  const together = ALONE.find(([name]) => changes.length > 1 && changes.includes(name));
  if (together) throw invalidParameter(together[1]);
  const besideLimits = changes.filter((name) => name !== 'OnDemandThroughput' && name !== 'BillingMode');
  if (changes.includes('OnDemandThroughput') && besideLimits.length > 0) {
    throw invalidParameter('OnDemandThroughput can only be combined with BillingMode in an UpdateTable request');
  }
  if (changes.includes('WarmThroughput') && changes.length > 1) {
    throw invalidParameter('WarmThroughput must be the only operation in the request');
  }
  if (
    input.ProvisionedThroughput &&
    input.GlobalSecondaryIndexUpdates?.some(({ Create, Delete }) => Create ?? Delete)
  ) {
    throw invalidParameter('You cannot create or delete index while updating table IOPS');
  }
  requireStreamChangeAlone(input);
}

function requireStreamChangeAlone(input: UpdateTableInput): void {
  if (!input.StreamSpecification) return;
  if (input.ProvisionedThroughput || input.BillingMode === 'PROVISIONED') {
    throw invalidParameter('You cannot modify stream status while updating table IOPS');
  }
  if (input.GlobalSecondaryIndexUpdates?.some(({ Create, Delete }) => Create ?? Delete)) {
    throw invalidParameter('You cannot create or delete index while changing stream status');
  }
}

function hasChange(name: (typeof CHANGES)[number], input: UpdateTableInput): boolean {
  const value = input[name];
  if (name === 'GlobalTableWitnessUpdates') {
    return (input[name] ?? []).some(({ Create, Delete }) => Create?.RegionName || Delete?.RegionName);
  }
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

/** One without a member counts for nothing beside other changes. */
const isEmptyThroughput = (name: (typeof CHANGES)[number], input: UpdateTableInput): boolean =>
  (name === 'WarmThroughput' || name === 'OnDemandThroughput') &&
  Object.values(input[name] ?? {}).every((units) => units === undefined);

/** Alone it is refused, but not before the table is found. */
function requireContent(input: UpdateTableInput): void {
  if (CHANGES.some((name) => hasChange(name, input) && !isEmptyThroughput(name, input))) return;
  throw nothingToUpdate();
}

/** Everything but the indexes, which are in index-update.ts. */
export function applyChanges(table: Table, input: UpdateTableInput, now: number, transitionMs: number): Table {
  requireContent(input);
  const billing = changeBilling(table.billing, input, now);
  requireOnDemandLimits(input.OnDemandThroughput, billing);
  requireNewSse(table, input);
  requireTableClass(input.TableClass);
  return {
    ...table,
    billing,
    indexes: billing.mode === 'PAY_PER_REQUEST' ? table.indexes.map(withoutThroughput) : table.indexes,
    ...changeProtection(table, input.DeletionProtectionEnabled, now, transitionMs),
    ...changeTableClass(table, input.TableClass, now),
    ...(input.SSESpecification === undefined ? {} : { sse: input.SSESpecification }),
    ...raisedWarmThroughput(input.WarmThroughput, billing, table, 'table'),
    ...onDemandLimits(input.OnDemandThroughput),
  };
}

/** AWS lets it be changed again 15 seconds later; here where `transitionMs` asks for it. */
function changeProtection(
  { name, isDeletionProtected, protectionChangedAt = -Infinity }: Table,
  wanted: boolean | undefined,
  now: number,
  transitionMs: number,
): Partial<Table> {
  if (wanted === undefined || wanted === isDeletionProtected) return {};
  const nextAt = protectionChangedAt + MIN_PROTECTION_CHANGE_MS;
  if (transitionMs > 0 && now < nextAt) throw protectionChangedTooOften(name, nextAt);
  return { isDeletionProtected: wanted, protectionChangedAt: now };
}

const DAY_MS = 86_400_000;

/** Naming the same class again changes nothing, but is refused as well once the changes are used up. */
function changeTableClass(table: Table, wanted: UpdateTableInput['TableClass'], now: number): Partial<Table> {
  if (wanted === undefined) return {};
  const { tableClass: current = 'STANDARD', tableClassChanges = [] } = table;
  const recent = tableClassChanges.filter((at) => at > now - TABLE_CLASS_WINDOW_DAYS * DAY_MS);
  if (recent.length >= MAX_TABLE_CLASS_CHANGES) throw tableClassChangedTooOften();
  const tableClassChangesNow = wanted === current ? recent : [...recent, now];
  return { tableClass: wanted, tableClassUpdatedAt: now, tableClassChanges: tableClassChangesNow };
}

function requireNewSse({ sse: old }: Table, { SSESpecification: wanted }: UpdateTableInput): void {
  if (!wanted) return;
  requireConsistentSse(wanted);
  if (!wanted.Enabled && !old?.Enabled) throw invalidParameter('Table is already encrypted by default');
  if (wanted.Enabled && old?.Enabled && wanted.KMSMasterKeyId === old.KMSMasterKeyId) {
    throw invalidParameter(
      'Table is already encrypted with given KMSMasterKeyId. Use KMSMasterKeyId parameter if you want to change Master Key',
    );
  }
}

/** On demand, indexes have no throughput of their own either. */
function withoutThroughput({ throughput: _throughput, ...index }: Index): Index {
  return index;
}

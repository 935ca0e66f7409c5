import type { OnDemandThroughput, SSESpecification, StreamSpecification } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../kernel/aws-error.ts';
import { invalidParameter, validationException } from './errors.ts';
import type { Billing } from './table.ts';

/** Settings of CreateTable and UpdateTable that would change what a table does, and are not here yet. */
const UNSUPPORTED = [
  'GlobalTableSourceArn',
  'GlobalTableSettingsReplicationMode',
  'GlobalTableWitnessUpdates',
  'VectorIndexes',
  'VectorIndexUpdates',
];

/** Refuses rather than ignores: a table without what was asked for would mislead. */
export function requireKnownSettings(input: object): void {
  const setting = UNSUPPORTED.find((name) => (input as Record<string, unknown>)[name] !== undefined);
  if (setting !== undefined) throw notImplemented(setting);
}

const TABLE_CLASSES: readonly (string | undefined)[] = [undefined, 'STANDARD', 'STANDARD_INFREQUENT_ACCESS'];

/** DynamoDB says this one enum in words of its own. */
export function requireTableClass(tableClass: string | undefined): void {
  if (TABLE_CLASSES.includes(tableClass)) return;
  throw validationException(
    'Invalid table-class parameter provided. Please try again with a valid table-class value: [STANDARD, STANDARD_INFREQUENT_ACCESS].',
  );
}

/** DynamoDB calls the view type by a name that its API does not have. */
export function requireStreamOfNewTable(stream: StreamSpecification | undefined): void {
  if (stream?.StreamEnabled === true) {
    if (stream.StreamViewType !== undefined) return;
    throw invalidParameter('Table is being created with a stream enabled, UpdateViewType is required');
  }
  if (stream?.StreamViewType !== undefined) {
    throw invalidParameter('Table is being created with a stream disabled, UpdateViewType should not be specified');
  }
}

export function requireStreamChange(stream: StreamSpecification | undefined): void {
  if (stream?.StreamEnabled === true) {
    if (stream.StreamViewType !== undefined) return;
    throw invalidParameter('If stream is being enabled then UpdateViewType is required');
  }
  if (stream?.StreamViewType !== undefined) {
    throw invalidParameter('If stream is being disabled, then UpdateViewType must not be specified');
  }
}

export function requireConsistentSse(sse: SSESpecification | undefined): void {
  if (!sse) return;
  if (!sse.Enabled && sse.SSEType) throw invalidParameter('SSEType can not be specified if Enabled is false');
  if (!sse.Enabled && sse.KMSMasterKeyId) {
    throw invalidParameter('KMSMasterKeyId can not be specified if Enabled is false');
  }
  if (sse.KMSMasterKeyId && !sse.SSEType) {
    throw invalidParameter('SSEType KMS is required if KMSMasterKeyId is specified');
  }
  if (sse.SSEType === 'AES256') throw invalidParameter('SSEType AES256 is not supported');
}

/** Of a new table or index, which has none yet that -1 could take away. */
export const requireNewOnDemandLimits = (
  limits: OnDemandThroughput | undefined,
  billing: Billing,
  indexName?: string,
): void => requireOnDemandLimits(limits, billing, indexName, false);

/** Only tables on demand have limits of requests; `indexName` is said of an index's. */
export function requireOnDemandLimits(
  limits: OnDemandThroughput | undefined,
  billing: Billing,
  indexName?: string,
  isRemovable = true,
): void {
  for (const name of ['MaxReadRequestUnits', 'MaxWriteRequestUnits'] as const) {
    const units = limits?.[name];
    if (units === undefined) continue;
    if (billing.mode === 'PROVISIONED') {
      const where = indexName === undefined ? '' : ` for index : ${indexName}`;
      throw invalidParameter(
        `${name} for OnDemandThroughput${where} cannot be specified when the table BillingMode is PROVISIONED`,
      );
    }
    if (units < 1 && !(isRemovable && units === -1)) {
      const where = indexName === undefined ? 'table' : `index : ${indexName}`;
      throw invalidParameter(`Requested ${name} for OnDemandThroughput for ${where} is outside of valid range`);
    }
  }
}

export const notImplemented = (setting: string) =>
  new AwsError('NotImplemented', `Cirro does not implement ${setting} of DynamoDB tables yet.`, { status: 501 });

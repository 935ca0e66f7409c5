import { AwsError } from '../../../kernel/aws-error.ts';
import { invalidParameter, validationException } from '../errors.ts';

/**
 * What DynamoDB says of replicas, as it was recorded. None of it is a ReplicaAlreadyExistsException or a
 * ReplicaNotFoundException: those belong to version 2017.11.29 of global tables.
 */
export const severalKindsOfActions = () =>
  validationException('Update table operation with more than one type of replica actions not allowed.');
export const severalReplicaActions = () =>
  validationException('Update table operation with more than one create or delete replica actions not allowed');
export const severalRegions = () => validationException('Cannot target multiple regions with the same action');
export const noReplicaAction = () =>
  validationException('There are no actions specified in the Replica Update Action of the request.');
export const localRegion = () =>
  validationException(
    'Cannot add or delete the local region through ReplicaUpdates. Use CreateTable, DeleteTable, or UpdateTable as required.',
  );
export const regionNotSupported = (region: string, regions: readonly string[]) =>
  validationException(
    `Region ${region} is not supported. The latest version of global tables are only supported in the following ` +
      `regions: [${regions.join(', ')}]`,
  );

/** Also where the table is no replica, or one that is still being deleted. "a the" is AWS's. */
export const replicaExists = (tableName: string) =>
  validationException(
    `Failed to create a the new replica of table with name: ‘${tableName}’ because one or more replicas already existed as tables.`,
  );
export const notAReplica = (region: string) =>
  validationException(
    'Update global table operation failed because one or more replicas were not part of the global table. ' +
      `Please retry the request without these replicas: [${region}].`,
  );
export const replicaIsBeingAdded = (tableName: string, region: string) =>
  validationException(
    `Create/Update/Delete of replica is not allowed while the replica is being added to table with name: ${tableName} in region ${region}`,
  );
export const actedAsSource = () =>
  validationException(
    'Replica cannot be deleted because it has acted as a source region for new replica(s) being added to the table in the last 24 hours.',
  );
export const replicaIsProtected = (tableName: string, region: string) =>
  validationException(
    `Cannot delete table ${tableName} in region ${region} because it has deletion protection enabled. Disable deletion protection first.`,
  );

export const writesNotScaled = (owner: 'Table' | 'GSI') =>
  validationException(`${owner} write capacity should either be Pay-Per-Request or AutoScaled.`);
export const overrideOnDemand = () =>
  validationException(
    'Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST',
  );
export const limitOfProvisioned = () =>
  validationException(
    'MaxReadRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED',
  );

/** Said of keys that are missing, of keys where there may be none, and of keys that cannot change. */
export const keyForEachReplica = () => invalidParameter('KMSMasterKeyId must be specified for each replica.');
export const keysOfOneKind = () =>
  invalidParameter('All replica keys must either be Customer Managed CMK or AWS Managed CMK.');
/** A key id is looked for in the replica's region; an ARN says itself that it is not there. */
export const keyOfOtherRegion = (keyArn: string, region: string) =>
  validationException(
    `KMS validation error for region ${region}: com.amazonaws.services.kms.model.NotFoundException: Invalid arn ${keyArn.split(':')[3]}`,
  );

export const streamOfReplica = () => invalidParameter('Disabling Stream is not allowed for a Global Table replica.');

export const groupInUse = () =>
  new AwsError('ResourceInUseException', 'The resource which you are attempting to change is in use.');
export const replicaInUse = (tableName: string) =>
  new AwsError(
    'ResourceInUseException',
    `Attempt to change a resource which is still in use: Table: ${tableName} is being used.`,
  );

/** Version 2017.11.29: AWS does not take new global tables of it any more. */
export const legacyVersion = () =>
  invalidParameter(
    'DynamoDB global tables version 2017.11.29 is not supported. We recommend using DynamoDB global tables ' +
      'version 2019.11.21, instead of version 2017.11.29 (Legacy).',
  );
export const globalTableNotFound = (name: string) =>
  new AwsError('GlobalTableNotFoundException', `Global table with name: '${name}' does not exist.`);
/** DescribeGlobalTable says it twice. */
export const describedGlobalTableNotFound = (name: string) =>
  new AwsError(
    'GlobalTableNotFoundException',
    `Global table not found: Global table with name: '${name}' does not exist.`,
  );

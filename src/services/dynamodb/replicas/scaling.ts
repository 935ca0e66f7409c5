import type { ScalableTarget, ScalingPolicy } from '@aws-sdk/client-application-auto-scaling';
import type { Transaction } from '../../../storage/storage.ts';
import type { Context } from '../api.ts';
import { findTable } from '../store.ts';
import type { TableAddress } from '../table-name.ts';
import { writesNotScaled } from './errors.ts';

export const COPY_SCALING = 'dynamodb.copyScaling';

/** What scales the writes of a table and its indexes: a new replica gets the same. */
interface WriteScaling {
  readonly targets: readonly ScalableTarget[];
  readonly policies: readonly ScalingPolicy[];
}

interface ScalingPayload extends TableAddress, WriteScaling {}

const ServiceNamespace = 'dynamodb';
/** Whom DynamoDB acts as: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/globaltables-security.html */
const REPLICATION = 'replication.dynamodb.amazonaws.com';

/**
 * A provisioned table must be able to take what the other regions write: each of its writes scales. Undefined where it
 * is on demand, or not there at all.
 */
export async function requireScaledWrites(ctx: Context, address: TableAddress): Promise<WriteScaling | undefined> {
  const table = await ctx.read((from) => findTable(ctx, from, address));
  if (table?.billing.mode !== 'PROVISIONED') return undefined;
  const indexes = table.indexes.filter(({ kind }) => kind === 'global');
  const ofTable = await readScaling(ctx, `table/${table.name}`, 'dynamodb:table:WriteCapacityUnits');
  if (ofTable.policies.length === 0) throw writesNotScaled('Table');
  const ofIndexes = await Promise.all(
    indexes.map(({ name }) =>
      readScaling(ctx, `table/${table.name}/index/${name}`, 'dynamodb:index:WriteCapacityUnits'),
    ),
  );
  if (ofIndexes.some(({ policies }) => policies.length === 0)) throw writesNotScaled('GSI');
  const all = [ofTable, ...ofIndexes];
  return { targets: all.flatMap(({ targets }) => targets), policies: all.flatMap(({ policies }) => policies) };
}

type WriteDimension = 'dynamodb:table:WriteCapacityUnits' | 'dynamodb:index:WriteCapacityUnits';

async function readScaling(ctx: Context, ResourceId: string, ScalableDimension: WriteDimension): Promise<WriteScaling> {
  const scaling = ctx.as(REPLICATION).aws['application-autoscaling'];
  const { ScalableTargets: targets = [] } = await scaling.describeScalableTargets({
    ServiceNamespace,
    ResourceIds: [ResourceId],
    ScalableDimension,
  });
  const { ScalingPolicies: policies = [] } = await scaling.describeScalingPolicies({
    ServiceNamespace,
    ResourceId,
    ScalableDimension,
  });
  return { targets, policies };
}

export function enqueueScaling(tx: Transaction, address: TableAddress, scaling: WriteScaling): void {
  const payload: ScalingPayload = { ...address, ...scaling };
  tx.enqueue({ type: COPY_SCALING, payload });
}

/** Runs in the new replica's region. */
export async function copyScaling(ctx: Context, { targets, policies }: ScalingPayload): Promise<void> {
  const scaling = ctx.as(REPLICATION).aws['application-autoscaling'];
  for (const { ResourceId, ScalableDimension, MinCapacity, MaxCapacity } of targets) {
    await scaling.registerScalableTarget({ ServiceNamespace, ResourceId, ScalableDimension, MinCapacity, MaxCapacity });
  }
  for (const { PolicyName, ResourceId, ScalableDimension, PolicyType, ...policy } of policies) {
    const { TargetTrackingScalingPolicyConfiguration } = policy;
    await scaling.putScalingPolicy({
      ServiceNamespace,
      PolicyName,
      ResourceId,
      ScalableDimension,
      PolicyType,
      TargetTrackingScalingPolicyConfiguration,
    });
  }
}

import type { ScalingPolicy } from '@aws-sdk/client-application-auto-scaling';
import type { Transaction } from '../../../../storage/storage.ts';
import type { Context } from '../../api.ts';
import { findTable } from '../../store.ts';
import type { TableAddress } from '../../table-name.ts';
import { writesNotScaled } from '../errors.ts';
import { readScaling, scalingIn, type Dimension, type ScalingState } from './dimension.ts';

export const COPY_SCALING = 'dynamodb.copyScaling';

/** What scales the writes of a table and its indexes: a new replica gets the same. */
type WriteScaling = readonly ScalingState[];

interface ScalingPayload extends TableAddress {
  readonly scaling: WriteScaling;
}

/**
 * A provisioned table must be able to take what the other regions write: each of its writes scales. Undefined where it
 * is on demand, or not there at all.
 */
export async function requireScaledWrites(ctx: Context, address: TableAddress): Promise<WriteScaling | undefined> {
  const table = await ctx.read((from) => findTable(ctx, from, address));
  if (table?.billing.mode !== 'PROVISIONED') return undefined;
  const writes: Dimension = { region: table.region, tableName: table.name, kind: 'Write' };
  const ofTable = await readScaling(ctx, writes);
  if (ofTable.policies.length === 0) throw writesNotScaled('Table');
  const indexes = table.indexes.filter(({ kind }) => kind === 'global');
  const ofIndexes = await Promise.all(indexes.map(({ name }) => readScaling(ctx, { ...writes, indexName: name })));
  if (ofIndexes.some(({ policies }) => policies.length === 0)) throw writesNotScaled('GSI');
  return [ofTable, ...ofIndexes];
}

export function enqueueScaling(tx: Transaction, address: TableAddress, scaling: WriteScaling): void {
  const payload: ScalingPayload = { ...address, scaling };
  tx.enqueue({ type: COPY_SCALING, payload });
}

/** Runs in the new replica's region. */
export async function copyScaling(ctx: Context, { region, scaling }: ScalingPayload): Promise<void> {
  const client = scalingIn(ctx, region);
  for (const { target, policies } of scaling) {
    if (!target) continue;
    const { ServiceNamespace, ResourceId, ScalableDimension, MinCapacity, MaxCapacity } = target;
    const name = { ServiceNamespace, ResourceId, ScalableDimension };
    await client.registerScalableTarget({ ...name, MinCapacity, MaxCapacity });
    for (const policy of policies) await client.putScalingPolicy({ ...name, ...settingsOf(policy) });
  }
}

const settingsOf = ({ PolicyName, PolicyType, TargetTrackingScalingPolicyConfiguration }: ScalingPolicy) => ({
  PolicyName,
  PolicyType,
  TargetTrackingScalingPolicyConfiguration,
});

import type { AutoScalingPolicyUpdate, AutoScalingSettingsUpdate } from '@aws-sdk/client-dynamodb';
import { AwsError } from '../../../../kernel/aws-error.ts';
import type { Context } from '../../api.ts';
import { metricOf, readScaling, scalingIn, toTargetName, type Dimension, type ScalingState } from './dimension.ts';
import { refusedByScaling, scalingParametersMissing } from './errors.ts';
import type { ScalingChange } from './request.ts';

/** Carries all of them out, or none where one lacks something. What is left out stays as it is. */
export async function changeScaling(ctx: Context, name: string, changes: readonly ScalingChange[]): Promise<void> {
  const states = await Promise.all(changes.map(({ dimension }) => readScaling(ctx, dimension)));
  for (const [at, { update }] of changes.entries()) requireWhole(name, states[at]!, update);
  for (const [at, { dimension, update }] of changes.entries()) {
    try {
      await change(ctx, dimension, states[at]!, update);
    } catch (error) {
      throw error instanceof AwsError ? refusedByScaling(error, ctx.requestId) : error;
    }
  }
}

function requireWhole(name: string, { target, policies }: ScalingState, update: AutoScalingSettingsUpdate): void {
  if (update.AutoScalingDisabled) return;
  const missing = [
    ...(target || update.MaximumUnits !== undefined ? [] : ['MaximumUnits']),
    ...(policies.length > 0 || update.ScalingPolicyUpdate ? [] : ['ScalingPolicyUpdate']),
    ...(target || update.MinimumUnits !== undefined ? [] : ['MinimumUnits']),
  ];
  if (missing.length > 0) throw scalingParametersMissing(name, missing);
}

async function change(
  ctx: Context,
  dimension: Dimension,
  state: ScalingState,
  update: AutoScalingSettingsUpdate,
): Promise<void> {
  const scaling = scalingIn(ctx, dimension.region);
  const name = toTargetName(dimension);
  if (update.AutoScalingDisabled) {
    if (state.target) await scaling.deregisterScalableTarget(name);
    return;
  }
  const { MinimumUnits: MinCapacity, MaximumUnits: MaxCapacity, AutoScalingRoleArn: RoleARN } = update;
  await scaling.registerScalableTarget({ ...name, MinCapacity, MaxCapacity, RoleARN });
  if (update.ScalingPolicyUpdate) await changePolicy(ctx, dimension, state, update.ScalingPolicyUpdate);
}

/** There is one policy for a dimension: another name takes the place of the one before. */
async function changePolicy(
  ctx: Context,
  dimension: Dimension,
  { policies }: ScalingState,
  { PolicyName, TargetTrackingScalingPolicyConfiguration: tracking }: AutoScalingPolicyUpdate,
): Promise<void> {
  const scaling = scalingIn(ctx, dimension.region);
  const target = toTargetName(dimension);
  const policyName = PolicyName ?? `${metricOf(dimension)}:${target.ResourceId}`;
  for (const { PolicyName: old } of policies) {
    if (old !== policyName) await scaling.deleteScalingPolicy({ ...target, PolicyName: old });
  }
  const { TargetValue, ScaleInCooldown, ScaleOutCooldown, DisableScaleIn } = tracking!;
  await scaling.putScalingPolicy({
    ...target,
    PolicyName: policyName,
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue,
      PredefinedMetricSpecification: { PredefinedMetricType: metricOf(dimension) },
      ScaleInCooldown,
      ScaleOutCooldown,
      DisableScaleIn,
    },
  });
}

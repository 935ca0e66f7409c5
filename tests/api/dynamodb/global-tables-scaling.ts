import {
  ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
  type ScalableDimension,
} from '@aws-sdk/client-application-auto-scaling';
import type { TestCloud } from '../../support/cloud.ts';

const ServiceNamespace = 'dynamodb' as const;

/** Scales the writes of a table or one of its indexes, and tells what does. */
export function scaleWrites(cloud: TestCloud, region: string, tableName: string) {
  const client = cloud.client(ApplicationAutoScalingClient, { region });
  return {
    async start(index?: string): Promise<void> {
      const ResourceId = `table/${tableName}${index === undefined ? '' : `/index/${index}`}`;
      const ScalableDimension: ScalableDimension = `dynamodb:${index === undefined ? 'table' : 'index'}:WriteCapacityUnits`;
      const target = { ServiceNamespace, ResourceId, ScalableDimension };
      await client.send(new RegisterScalableTargetCommand({ ...target, MinCapacity: 1, MaxCapacity: 50 }));
      await client.send(
        new PutScalingPolicyCommand({
          ...target,
          PolicyName: 'writes',
          PolicyType: 'TargetTrackingScaling',
          TargetTrackingScalingPolicyConfiguration: {
            TargetValue: 70,
            PredefinedMetricSpecification: { PredefinedMetricType: 'DynamoDBWriteCapacityUtilization' },
          },
        }),
      );
    },
    async describe() {
      const { ScalableTargets } = await client.send(new DescribeScalableTargetsCommand({ ServiceNamespace }));
      const { ScalingPolicies } = await client.send(new DescribeScalingPoliciesCommand({ ServiceNamespace }));
      return {
        targets: ScalableTargets!.map(({ ResourceId, MinCapacity, MaxCapacity }) => [
          ResourceId,
          MinCapacity,
          MaxCapacity,
        ]),
        policies: ScalingPolicies!.map(
          ({ ResourceId, TargetTrackingScalingPolicyConfiguration: { TargetValue } = {} }) => [ResourceId, TargetValue],
        ),
      };
    },
  };
}

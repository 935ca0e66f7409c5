import type {
  MetricType,
  ScalableDimension,
  ScalableTarget,
  ScalingPolicy,
} from '@aws-sdk/client-application-auto-scaling';
import type { Client } from '../../../../kernel/clients.ts';
import type { Context } from '../../api.ts';

/** What scales by itself: the reads or the writes of a replica, or of one of its indexes. */
export interface Dimension {
  readonly region: string;
  readonly tableName: string;
  readonly indexName?: string;
  readonly kind: 'Read' | 'Write';
}

const ServiceNamespace = 'dynamodb';
type TargetName = {
  readonly ServiceNamespace: typeof ServiceNamespace;
  readonly ResourceId: string;
  readonly ScalableDimension: ScalableDimension;
};

export function toTargetName({ tableName, indexName, kind }: Dimension): TargetName {
  const table = `table/${tableName}`;
  return indexName === undefined
    ? { ServiceNamespace, ResourceId: table, ScalableDimension: `dynamodb:table:${kind}CapacityUnits` }
    : {
        ServiceNamespace,
        ResourceId: `${table}/index/${indexName}`,
        ScalableDimension: `dynamodb:index:${kind}CapacityUnits`,
      };
}

export const metricOf = ({ kind }: Dimension): MetricType => `DynamoDB${kind}CapacityUtilization`;

/** Whom DynamoDB acts as: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/globaltables-security.html */
const REPLICATION = 'replication.dynamodb.amazonaws.com';

type Scaling = Client<typeof import('@aws-sdk/client-application-auto-scaling')>;

export function scalingIn(ctx: Context, region: string): Scaling {
  const { accountId, principal, trace } = ctx.as(REPLICATION);
  return ctx.host.contextFor('dynamodb', { accountId, region, principal, trace }).aws['application-autoscaling'];
}

/** What scales a dimension: a target without a policy does nothing. */
export interface ScalingState {
  readonly target: ScalableTarget | undefined;
  readonly policies: readonly ScalingPolicy[];
}

export async function readScaling(ctx: Context, dimension: Dimension): Promise<ScalingState> {
  const { ResourceId, ScalableDimension } = toTargetName(dimension);
  const scaling = scalingIn(ctx, dimension.region);
  const { ScalableTargets } = await scaling.describeScalableTargets({
    ServiceNamespace,
    ResourceIds: [ResourceId],
    ScalableDimension,
  });
  const { ScalingPolicies } = await scaling.describeScalingPolicies({
    ServiceNamespace,
    ResourceId,
    ScalableDimension,
  });
  return { target: ScalableTargets?.[0], policies: ScalingPolicies ?? [] };
}

import type { Operation } from '../api.ts';
import { describeScaling } from '../replicas/auto-scaling/description.ts';
import { requireMembers } from '../replicas/auto-scaling/members.ts';
import { parseControlTableName } from '../table-name.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTableReplicaAutoScaling.html */
export const describeTableReplicaAutoScaling: Operation<'DescribeTableReplicaAutoScaling'> = async (ctx, input) => {
  const { table, members } = await requireMembers(ctx, parseControlTableName(ctx, input.TableName));
  return { TableAutoScalingDescription: await describeScaling(ctx, table, members) };
};

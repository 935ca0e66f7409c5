import type { Operation } from '../api.ts';
import { changeScaling } from '../replicas/auto-scaling/changing.ts';
import { describeScaling } from '../replicas/auto-scaling/description.ts';
import { requireMembers } from '../replicas/auto-scaling/members.ts';
import { toScalingChanges } from '../replicas/auto-scaling/request.ts';
import { parseControlTableName } from '../table-name.ts';

/**
 * Its answer shows what was before, as AWS's does.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTableReplicaAutoScaling.html
 */
export const updateTableReplicaAutoScaling: Operation<'UpdateTableReplicaAutoScaling'> = async (ctx, input) => {
  const { table, members } = await requireMembers(ctx, parseControlTableName(ctx, input.TableName));
  const changes = toScalingChanges(table.name, members, input);
  const before = await describeScaling(ctx, table, members);
  await changeScaling(ctx, table.name, changes);
  return { TableAutoScalingDescription: before };
};

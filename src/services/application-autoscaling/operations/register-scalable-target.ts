import type { Context, Input, Operation } from '../api.ts';
import { invalidArn, tableDoesNotExist, targetExistsWithTags, validationException } from '../errors.ts';
import { describeResource } from '../provisioned-capacity.ts';
import { NOTHING_SUSPENDED, suspend, targetArn, type ScalableTarget, type TargetKey } from '../scalable-target.ts';
import { requireCapacities } from '../scheduled-action.ts';
import { targetLane, targetPrefix, targets } from '../store.ts';
import { requireTagCount } from '../tags.ts';
import { toTargetKey } from '../target-key.ts';
import { enqueueFitBounds } from '../tasks.ts';

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_RegisterScalableTarget.html */
export const registerScalableTarget: Operation<'RegisterScalableTarget'> = async (ctx, input) => {
  const key = toTargetKey(ctx, input);
  if (input.RoleARN !== undefined && !/^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+/.test(input.RoleARN)) {
    throw invalidArn(input.RoleARN);
  }
  await requireResource(ctx, key);
  // DynamoDB's targets have ids that begin so.
  const targetId = `0d26${ctx.random.uuid().replaceAll('-', '')}`;

  return ctx.transact(targetLane(key), async (tx) => {
    const old = await targets.get(tx, targetPrefix(key));
    if (old && input.Tags) throw targetExistsWithTags();
    const target = toTarget(old ?? { ...key, targetId, createdAt: tx.now }, input);
    if (old) targets.replace(tx, old, target);
    else targets.insert(tx, target);
    enqueueFitBounds(tx, target);
    return { ScalableTargetARN: targetArn(target) };
  });
};

/** As the caller: whoever may not see the table may not scale it. */
async function requireResource(ctx: Context, key: TargetKey): Promise<void> {
  if (!(await describeResource(ctx, key))) throw tableDoesNotExist(key.resourceId);
}

type Base = TargetKey & Pick<ScalableTarget, 'targetId' | 'createdAt'> & Partial<ScalableTarget>;

/** What the request leaves out stays; a new target needs both bounds. */
function toTarget(base: Base, input: Input<'RegisterScalableTarget'>): ScalableTarget {
  const minCapacity = input.MinCapacity ?? base.minCapacity;
  const maxCapacity = input.MaxCapacity ?? base.maxCapacity;
  if (minCapacity === undefined) throw validationException('Minimum capacity must be specified');
  if (maxCapacity === undefined) throw validationException('Maximum capacity must be specified');
  requireCapacities(minCapacity, maxCapacity);
  return {
    ...base,
    minCapacity,
    maxCapacity,
    suspended: suspend(base.suspended ?? NOTHING_SUSPENDED, input.SuspendedState),
    tags: base.tags ?? requireTagCount(input.Tags ?? {}, ''),
  };
}

import type { Transaction } from '../../storage/storage.ts';
import type { Snapshot } from '../../storage/storage.ts';
import type { Context } from './api.ts';
import { resourceArnNotFound, tooManyTags } from './errors.ts';
import { MAX_TAGS } from './limits.ts';
import { targetArn, type ScalableTarget } from './scalable-target.ts';
import { targetLane, targets } from './store.ts';

type Tags = ScalableTarget['tags'];

export function requireTagCount(tags: Tags, arn: string): Tags {
  if (Object.keys(tags).length > MAX_TAGS) throw tooManyTags(arn);
  return tags;
}

export async function requireTargetOfArn(from: Snapshot, arn: string | undefined): Promise<ScalableTarget> {
  const targetId = arn?.split('/').at(-1) ?? '';
  const [target] = await targets.index('targetId').list(from, { prefix: [targetId], limit: 1 });
  if (!target || targetArn(target) !== arn) throw resourceArnNotFound(arn ?? '');
  return target;
}

export async function changeTags(
  ctx: Context,
  arn: string | undefined,
  change: (tags: Tags) => Tags,
): Promise<Record<string, never>> {
  const { accountId, region, ...key } = await ctx.read((from) => requireTargetOfArn(from, arn));
  return ctx.transact(targetLane({ accountId, region, ...key }), async (tx: Transaction) => {
    const target = await requireTargetOfArn(tx, arn);
    targets.replace(tx, target, { ...target, tags: requireTagCount(change(target.tags), targetArn(target)) });
    return {};
  });
}

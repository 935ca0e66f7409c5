import type { Context } from '../../kernel/context.ts';
import { tooManyTags } from './errors.ts';
import { MAX_TAGS } from './limits.ts';
import type { GroupIdentity } from './log-group.ts';
import { groupLane, groups, requireGroup } from './store.ts';

export type Tags = Readonly<Record<string, string>>;

export function withTags(tags: Tags, added: Tags): Tags {
  const merged = { ...tags, ...added };
  if (Object.keys(merged).length > MAX_TAGS) throw tooManyTags();
  return merged;
}

export const withoutTags = (tags: Tags, keys: readonly string[]): Tags =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));

export const changeTags = (
  ctx: Context<undefined>,
  identity: GroupIdentity,
  change: (tags: Tags) => Tags,
): Promise<Record<string, never>> =>
  ctx.transact(groupLane(identity), async (tx) => {
    const group = await requireGroup(tx, identity);
    groups.replace(tx, group, { ...group, tags: change(group.tags) });
    return {};
  });

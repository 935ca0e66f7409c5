import type { Context } from '../../kernel/context.ts';
import type { Snapshot, Transaction } from '../../storage/storage.ts';
import { notImplemented, tagsOnQualified, tooManyTags } from './errors.ts';
import { parseFunctionName } from './function-name.ts';
import { MAX_TAGS } from './limits.ts';
import type { LambdaState } from './state.ts';
import { functions, mappings, requireFunction, requireMapping } from './store.ts';

export type Tags = Readonly<Record<string, string>>;

/** Functions and event source mappings have tags, under their ARNs. */
interface Tagged {
  readonly tags: Tags;
  readonly replaceTags: (tx: Transaction, tags: Tags) => void;
}

async function requireTagged(ctx: Context<LambdaState>, from: Snapshot, resourceArn: string): Promise<Tagged> {
  const [, , , region = '', accountId = '', kind, uuid = ''] = resourceArn.split(':');
  if (kind === 'event-source-mapping') {
    const mapping = await requireMapping(from, { accountId, region, uuid });
    return { tags: mapping.tags, replaceTags: (tx, tags) => mappings.replace(tx, mapping, { ...mapping, tags }) };
  }
  if (kind !== 'function') throw notImplemented(`tags of a ${kind} of Lambda`);
  const reference = parseFunctionName(ctx, resourceArn);
  if (reference.qualifier !== undefined) throw tagsOnQualified();
  const owner = await requireFunction(from, reference);
  return { tags: owner.tags, replaceTags: (tx, tags) => functions.replace(tx, owner, { ...owner, tags }) };
}

export const readTags = (ctx: Context<LambdaState>, resourceArn: string): Promise<Tags> =>
  ctx.read(async (snapshot) => (await requireTagged(ctx, snapshot, resourceArn)).tags);

export const changeTags = (
  ctx: Context<LambdaState>,
  resourceArn: string,
  change: (tags: Tags) => Tags,
): Promise<Record<string, never>> =>
  ctx.transact(['lambda', 'tags', resourceArn], async (tx) => {
    const { tags, replaceTags } = await requireTagged(ctx, tx, resourceArn);
    replaceTags(tx, change(tags));
    return {};
  });

export function withTags(tags: Tags, added: Tags): Tags {
  const merged = { ...tags, ...added };
  if (Object.keys(merged).length > MAX_TAGS) throw tooManyTags();
  return merged;
}

export const withoutTags = (tags: Tags, keys: readonly string[]): Tags =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));

import type { Context } from '../../kernel/context.ts';
import { notImplemented, tagsOnQualified, tooManyTags } from './errors.ts';
import { type FunctionReference, parseFunctionName } from './function-name.ts';
import { MAX_TAGS } from './limits.ts';
import type { LambdaState } from './state.ts';
import { functionLane, functions, requireFunction } from './store.ts';

export type Tags = Readonly<Record<string, string>>;

/** Tags belong to functions: an ARN of a version or an alias is refused. */
export function taggedFunction(ctx: Context<LambdaState>, resourceArn: string): FunctionReference {
  if (resourceArn.split(':')[5] !== 'function') throw notImplemented('tags of Lambda resources other than functions');
  const reference = parseFunctionName(ctx, resourceArn);
  if (reference.qualifier !== undefined) throw tagsOnQualified();
  return reference;
}

export function withTags(tags: Tags, added: Tags): Tags {
  const merged = { ...tags, ...added };
  if (Object.keys(merged).length > MAX_TAGS) throw tooManyTags();
  return merged;
}

export const withoutTags = (tags: Tags, keys: readonly string[]): Tags =>
  Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));

export async function changeTags(
  ctx: Context<LambdaState>,
  resourceArn: string,
  change: (tags: Tags) => Tags,
): Promise<Record<string, never>> {
  const reference = taggedFunction(ctx, resourceArn);
  return ctx.transact(functionLane(reference), async (tx) => {
    const owner = await requireFunction(tx, reference);
    functions.replace(tx, owner, { ...owner, tags: change(owner.tags) });
    return {};
  });
}

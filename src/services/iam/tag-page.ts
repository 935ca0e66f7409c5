import type { Tag } from './entity.ts';
import { paginate, type PageInput } from './pagination.ts';

/** Tags in the order of their keys, as every ListTags operation answers them. */
export async function tagPage(tags: readonly Tag[], input: PageInput) {
  const sorted = tags.toSorted((a, b) => ((a.Key ?? '') < (b.Key ?? '') ? -1 : 1));
  const { rows, end } = await paginate(sorted, ({ Key = '' }) => Key, input);
  return { Tags: [...rows], ...end };
}

import { attribute, setAttribute, type Item, type Value } from '../values/value.ts';
import type { Path } from './path.ts';
import { toPathTree, type PathTree } from './path-tree.ts';

/** Which parts of items to show. */
export interface Projection {
  readonly paths: readonly Path[];
  readonly tree: PathTree<true>;
}

export const toProjection = (paths: readonly Path[]): Projection => ({
  paths,
  tree: toPathTree(paths.map((path) => [path, true] as const)),
});

/** The parts of `item` at the paths; list elements move together, in their order. Paths that lead nowhere are left out. */
export const project = ({ tree }: Projection, item: Item): Item => projectMap(tree, item);

export const projectPaths = (paths: readonly Path[], item: Item): Item => project(toProjection(paths), item);

function projectMap({ steps }: PathTree<true>, map: Item): Item {
  const result: Record<string, Value> = {};
  for (const [step, tree] of steps ?? []) {
    const value = typeof step === 'string' ? attribute(map, step) : undefined;
    const part = value && projectValue(tree, value);
    if (part) setAttribute(result, step as string, part);
  }
  return result;
}

/** A document of which nothing is shown is not shown itself. */
function projectValue(tree: PathTree<true>, value: Value): Value | undefined {
  if (tree.leaf) return value;
  if ('M' in value) {
    const map = projectMap(tree, value.M);
    return Object.keys(map).length > 0 ? { M: map } : undefined;
  }
  if (!('L' in value)) return undefined;
  const list = projectList(tree, value.L);
  return list.length > 0 ? { L: list } : undefined;
}

function projectList({ steps }: PathTree<true>, list: readonly Value[]): readonly Value[] {
  const indexes = [...(steps?.keys() ?? [])].filter(
    (step) => typeof step === 'number' && step < list.length,
  ) as number[];
  return indexes
    .toSorted((left, right) => left - right)
    .map((index) => projectValue(steps!.get(index)!, list[index]!))
    .filter((value) => value !== undefined);
}

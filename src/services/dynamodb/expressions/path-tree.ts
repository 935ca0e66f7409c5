import type { Path } from './path.ts';

/** Paths that share their beginnings, as a tree: a `leaf` where a path ends, `steps` where paths go on. */
export interface PathTree<T> {
  leaf?: T;
  steps?: Map<string | number, PathTree<T>>;
}

/** `leaves` are pairs of a path and what belongs to it; no path may lie within another. */
export function toPathTree<T>(leaves: readonly (readonly [Path, T])[]): PathTree<T> {
  const root: PathTree<T> = {};
  for (const [path, leaf] of leaves) {
    let node = root;
    for (const step of path) node = stepInto(node, step);
    node.leaf = leaf;
  }
  return root;
}

function stepInto<T>(node: PathTree<T>, step: string | number): PathTree<T> {
  node.steps ??= new Map();
  const known = node.steps.get(step);
  if (known) return known;
  const next: PathTree<T> = {};
  node.steps.set(step, next);
  return next;
}

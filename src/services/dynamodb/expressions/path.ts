import { attribute, type Item, type Value } from '../values/value.ts';
import { pathsConflict, pathsOverlap } from './errors.ts';

/** A document path, placeholders replaced: attribute and map names as strings, list indexes as numbers. */
export type Path = readonly (string | number)[];

/** The value at `path`, or undefined where the item has nothing there. */
export function valueAt(item: Item, path: Path): Value | undefined {
  let value = attribute(item, path[0] as string);
  for (let level = 1; level < path.length && value; level++) value = elementOf(value, path[level]!);
  return value;
}

/** One step into a document: a name into a map, an index into a list. */
export function elementOf(value: Value, step: string | number): Value | undefined {
  if (typeof step === 'number') return 'L' in value ? value.L[step] : undefined;
  return 'M' in value ? attribute(value.M, step) : undefined;
}

export const isSamePath = (left: Path, right: Path): boolean =>
  left.length === right.length && left.every((step, index) => step === right[index]);

/** What is wrong with using all these paths at once: one within another, or one attribute as a list and as a map. */
export function clashOf(paths: readonly Path[]): string | undefined {
  for (const [index, two] of paths.entries()) {
    for (const one of paths.slice(0, index)) {
      const clash = clashOfTwo(one, two);
      if (clash) return clash;
    }
  }
  return undefined;
}

function clashOfTwo(one: Path, two: Path): string | undefined {
  const shared = Math.min(one.length, two.length);
  for (let level = 0; level < shared; level++) {
    if (typeof one[level] !== typeof two[level]) return pathsConflict(one, two);
    if (one[level] !== two[level]) return undefined;
  }
  return pathsOverlap(one, two);
}

import { attribute, type Item, type Value } from '../values/value.ts';

/** A document path, placeholders replaced: attribute and map names as strings, list indexes as numbers. */
export type Path = readonly (string | number)[];

/** The value at `path`, or undefined where the item has nothing there. */
export function valueAt(item: Item, path: Path): Value | undefined {
  let value = attribute(item, path[0] as string);
  for (let level = 1; level < path.length && value; level++) value = elementOf(value, path[level]!);
  return value;
}

/** One step into a document: a name into a map, an index into a list. */
function elementOf(value: Value, step: string | number): Value | undefined {
  if (typeof step === 'number') return 'L' in value ? value.L[step] : undefined;
  return 'M' in value ? attribute(value.M, step) : undefined;
}

export const isSamePath = (left: Path, right: Path): boolean =>
  left.length === right.length && left.every((step, index) => step === right[index]);

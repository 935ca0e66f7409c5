import { pathsConflict, pathsOverlap } from './errors.ts';
import type { Path } from './path.ts';

/** A place that paths lead to or through; `first` is the first of them. */
interface Place {
  readonly first: Path;
  readonly steps: Map<string | number, Place>;
  isEnd: boolean;
}

/** What is wrong with using all these paths at once: one within another, or one attribute as a list and as a map. */
export function clashOf(paths: readonly Path[]): string | undefined {
  if (paths.length < 2) return undefined;
  const root = newPlace([]);
  for (const path of paths) {
    const clash = clashWith(root, path);
    if (clash) return clash;
  }
  return undefined;
}

function clashWith(root: Place, path: Path): string | undefined {
  let place = root;
  for (const step of path) {
    if (place.isEnd) return pathsOverlap(place.first, path);
    const next = place.steps.get(step) ?? newPlace(path);
    const other = otherUseOf(place, step);
    if (other) return pathsConflict(other.first, path);
    place.steps.set(step, next);
    place = next;
  }
  if (place.isEnd || place.steps.size > 0) return pathsOverlap(place.first, path);
  place.isEnd = true;
  return undefined;
}

/** All steps from one place are names, or all are indexes. */
function otherUseOf(place: Place, step: string | number): Place | undefined {
  for (const [known, next] of place.steps) return typeof known === typeof step ? undefined : next;
  return undefined;
}

const newPlace = (first: Path): Place => ({ first, steps: new Map(), isEnd: false });

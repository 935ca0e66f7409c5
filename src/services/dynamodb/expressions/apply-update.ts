import type { AwsError } from '../../../kernel/aws-error.ts';
import { nestingTooDeep } from '../values/errors.ts';
import { MAX_NESTING_LEVELS } from '../values/limits.ts';
import { setAttribute, type Item, type Value } from '../values/value.ts';
import { incorrectOperandType, invalidUpdatePath, missingAttribute } from './errors.ts';
import { attributeTypeMismatch } from './legacy-errors.ts';
import { valueAt, type Path } from './path.ts';
import { toPathTree, type PathTree } from './path-tree.ts';
import { addTo, deleteFrom, valueToSet } from './set-value.ts';
import type { Update, UpdateAction } from './update.ts';

/** What a path is to hold; undefined takes it away. */
type Write = { readonly value: Value | undefined };

/**
 * The item that the update makes of `item`, which is the stored one or, where none is, the key alone. Every value is
 * worked out from the item as it was. Throws DynamoDB's errors: types first, then paths and missing attributes.
 */
export function applyUpdate(update: Update, item: Item): Item {
  for (const path of update.paths) requireFittingParent(path, item);
  const mismatch = update.isLegacy ? attributeTypeMismatch : incorrectOperandType;
  const written = update.sections.map((actions) =>
    actions.map((action) => [action, toWrite(action, item, mismatch)] as const),
  );
  // AWS reports from the last section to the first.
  for (const actions of written.toReversed()) {
    for (const [{ path }] of actions) requireParent(path, item);
    for (const [{ kind }, { value }] of actions) if (kind === 'SET' && !value) throw missingAttribute();
  }
  const writes = written.flat().map(([{ path }, write]) => [path, write] as const);
  for (const [path, { value }] of writes) requireDepth(path, value);
  return writeMap(toPathTree(writes), item);
}

function toWrite(action: UpdateAction, item: Item, mismatch: () => AwsError): Write {
  switch (action.kind) {
    case 'SET':
      return { value: valueToSet(action.value, item) };
    case 'REMOVE':
      return { value: undefined };
    case 'ADD':
      return { value: addTo(valueAt(item, action.path), action.value, mismatch) };
    default:
      return { value: deleteFrom(valueAt(item, action.path), action.value, mismatch) };
  }
}

/** Something that is there but is no map (for a name) or list (for an index) can never take the value. */
function requireFittingParent(path: Path, item: Item): void {
  const parent = path.length > 1 ? valueAt(item, path.slice(0, -1)) : undefined;
  if (parent && !((typeof path.at(-1) === 'number' ? 'L' : 'M') in parent)) throw invalidUpdatePath();
}

function requireParent(path: Path, item: Item): void {
  if (path.length > 1 && !valueAt(item, path.slice(0, -1))) throw invalidUpdatePath();
}

function requireDepth(path: Path, value: Value | undefined): void {
  if (value && path.length - 1 + levelsOf(value) > MAX_NESTING_LEVELS) throw nestingTooDeep();
}

function levelsOf(value: Value): number {
  const elements = 'L' in value ? value.L : 'M' in value ? Object.values(value.M) : [];
  let deepest = 0;
  for (const element of elements) deepest = Math.max(deepest, levelsOf(element));
  return 1 + deepest;
}

function writeMap({ steps }: PathTree<Write>, map: Item): Item {
  const result: Record<string, Value> = { ...map };
  for (const [step, tree] of steps ?? []) {
    const name = step as string;
    const value = tree.leaf ? tree.leaf.value : writeInto(tree, map[name]!);
    if (value) setAttribute(result, name, value);
    else delete result[name];
  }
  return result;
}

const writeInto = (tree: PathTree<Write>, value: Value): Value =>
  'L' in value ? { L: writeList(tree, value.L) } : { M: writeMap(tree, (value as { M: Item }).M) };

/** Indexes are those of the list as it was; what lies beyond its end is appended, in the order of the indexes. */
function writeList({ steps }: PathTree<Write>, list: readonly Value[]): readonly Value[] {
  const elements: (Value | undefined)[] = [...list];
  const byIndex = [...(steps as Map<number, PathTree<Write>>)].toSorted(([left], [right]) => left - right);
  for (const [index, { leaf, ...tree }] of byIndex) {
    if (index >= list.length) elements.push(leaf?.value);
    else elements[index] = leaf ? leaf.value : writeInto(tree, list[index]!);
  }
  return elements.filter((element) => element !== undefined);
}

import type { Value } from '../values/value.ts';
import type { Path } from './path.ts';

/** What a SET writes: worked out from the item as it was. */
export type SetValue =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'if_not_exists'; readonly path: Path; readonly otherwise: SetValue }
  | { readonly kind: 'list_append' | '+' | '-'; readonly left: SetValue; readonly right: SetValue };

export type UpdateAction =
  | { readonly kind: 'SET'; readonly path: Path; readonly value: SetValue }
  | { readonly kind: 'REMOVE'; readonly path: Path }
  | { readonly kind: 'ADD' | 'DELETE'; readonly path: Path; readonly value: Value };

/** An update ready to be applied to items: see `apply-update.ts`. Legacy updates are compiled into the same. */
export interface Update {
  /** By section, in the order of the text. */
  readonly sections: readonly (readonly UpdateAction[])[];
  /** Everything written, in the order of the text. */
  readonly paths: readonly Path[];
  /** From AttributeUpdates, which words a type that does not fit in its own way. */
  readonly isLegacy?: boolean;
}

export const toUpdate = (sections: readonly (readonly UpdateAction[])[]): Update => ({
  sections,
  paths: sections.flatMap((actions) => actions.map(({ path }) => path)),
});

/** An update that only takes away creates no item where there is none; one that does nothing at all does. */
export function createsItem({ sections }: Update): boolean {
  const actions = sections.flat();
  return actions.length === 0 || actions.some(({ kind }) => kind === 'SET' || kind === 'ADD');
}

/** What an update reads of the item to know what it writes. */
export const updateReads = ({ sections }: Update): readonly Path[] =>
  sections.flat().flatMap((action) => (action.kind === 'SET' ? setReads(action.value) : []));

function setReads(value: SetValue): readonly Path[] {
  switch (value.kind) {
    case 'value':
      return [];
    case 'path':
      return [value.path];
    case 'if_not_exists':
      return [value.path, ...setReads(value.otherwise)];
    default:
      return [...setReads(value.left), ...setReads(value.right)];
  }
}

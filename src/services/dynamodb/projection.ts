import { keyMustBeScalar } from './errors.ts';
import { project, projectPaths, type Projection } from './expressions/project.ts';
import { keyNames } from './key-schema.ts';
import { requireDistinctAttributes } from './attributes-to-get.ts';
import type { Table } from './table.ts';
import type { Item } from './values/value.ts';

type Path = readonly (string | number)[];

/** The part of an item that a request asks for, by ProjectionExpression or AttributesToGet. */
export interface ItemProjection {
  readonly paths: readonly Path[];
  readonly apply: (item: Item) => Item;
}

export function toItemProjection(
  expression: Projection | undefined,
  attributesToGet: readonly string[] | undefined,
): ItemProjection | undefined {
  if (expression) return { paths: expression.paths, apply: (item) => project(expression, item) };
  if (!attributesToGet) return undefined;
  requireDistinctAttributes(attributesToGet);
  const paths = attributesToGet.map((name) => [name]);
  return { paths, apply: (item) => projectPaths(paths, item) };
}

/** A key is a string, a number or a binary: there is nothing inside it that a path could name. */
export function requireScalarKeys(table: Table, paths: readonly Path[]): void {
  if (!paths.some((path) => path.length > 1)) return;
  const nested = new Set(paths.filter((path) => path.length > 1).map(([name]) => name));
  for (const name of keyNames(table.keys)) if (nested.has(name)) throw keyMustBeScalar(name, 'Key');
  for (const index of table.indexes) {
    for (const name of keyNames(index.keys)) if (nested.has(name)) throw keyMustBeScalar(name, 'IndexKey');
  }
}

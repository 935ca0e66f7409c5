import type { Path } from '../expressions/path.ts';
import { valueAt } from '../expressions/path.ts';
import type { ItemProjection } from '../projection.ts';
import { setAttribute, type Item, type Value } from '../values/value.ts';
import {
  aliasing,
  duplicateProjection,
  orderByExpression,
  selectValue,
  severalSources,
  unsupportedClause,
} from './errors.ts';
import type { Scope } from './scope.ts';
import type { Ordering, Select } from './statement.ts';
import type { Node, OrderNode, SelectNode } from './syntax.ts';
import { toTarget } from './target.ts';
import { toCondition } from './to-condition.ts';
import { toPathSyntax } from './to-path.ts';

export function toSelect(scope: Scope, node: SelectNode): Select {
  if (node.isValue) throw selectValue();
  if (node.source.isJoined) throw severalSources();
  const [clause] = node.clauses;
  if (clause) throw unsupportedClause(clause.name, scope.placeOf(clause.at));
  if (node.items?.some(({ isAliased }) => isAliased)) throw aliasing();
  return {
    kind: 'select',
    target: toTarget(node.source),
    projection: node.items && toProjection(scope, node.items),
    where: node.where && toCondition(scope, node.where),
    order: node.order.map(toOrdering),
  };
}

/** What a path leads to comes under the path's last name: `a.b[0]` as `b[0]`. */
function toProjection(scope: Scope, items: readonly { readonly node: Node }[]): ItemProjection {
  const paths = items.map(({ node }) => scope.path(toPathSyntax(scope, node)));
  const names = paths.map(nameOf);
  const duplicate = names.find((name, at) => names.indexOf(name) !== at);
  if (duplicate !== undefined) throw duplicateProjection(duplicate);
  return { paths, apply: (item) => pick(item, paths, names) };
}

function nameOf(path: Path): string {
  const last = path.findLastIndex((step) => typeof step === 'string');
  const indexes = path.slice(last + 1).map((index) => `[${index}]`);
  return `${path[last]}${indexes.join('')}`;
}

function pick(item: Item, paths: readonly Path[], names: readonly string[]): Item {
  const picked: Record<string, Value> = {};
  for (const [at, path] of paths.entries()) {
    const value = valueAt(item, path);
    if (value) setAttribute(picked, names[at]!, value);
  }
  return picked;
}

function toOrdering({ node, isDescending }: OrderNode): Ordering {
  if (node.kind !== 'name') throw orderByExpression(node.kind === 'path' ? 'Path' : 'Literal');
  return { name: node.name, isDescending };
}

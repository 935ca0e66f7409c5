import { MAX_LIST_INDEX } from '../expressions/limits.ts';
import type { PathSyntax, StepSyntax } from '../expressions/syntax.ts';
import {
  emptySourceComponent,
  listIndexOutOfRange,
  unexpectedPathComponent,
  unpivotPath,
  wildcardPath,
} from './errors.ts';
import type { Scope } from './scope.ts';
import type { Node, PathStep } from './syntax.ts';

/** A name or a path into a document; anything else is refused. */
export function toPathSyntax(scope: Scope, node: Node): PathSyntax {
  if (node.kind === 'name') return { kind: 'path', steps: [toNameStep(node.name)] };
  if (node.kind !== 'path') throw unexpectedPathComponent(scope.placeOf(node.at));
  const root = toPathSyntax(scope, node.root);
  return { kind: 'path', steps: [...root.steps, ...node.steps.map((step) => toStep(scope, step))] };
}

function toStep(scope: Scope, step: PathStep): StepSyntax {
  switch (step.kind) {
    case 'name':
      return toNameStep(step.name);
    case 'unpivot':
      throw unpivotPath();
    case 'wildcard':
      throw wildcardPath();
    default:
      return toIndexStep(scope, step.index);
  }
}

function toNameStep(name: string): StepSyntax {
  if (name === '') throw emptySourceComponent();
  return { kind: 'word', text: name };
}

/** `a['b']` is `a.b`. */
function toIndexStep(scope: Scope, index: Node): StepSyntax {
  if (index.kind === 'string') return toNameStep(index.text);
  if (index.kind !== 'number') throw unexpectedPathComponent(scope.placeOf(index.at));
  const position = Number(index.text);
  if (!Number.isInteger(position) || position < 0 || position > MAX_LIST_INDEX) {
    throw listIndexOutOfRange(index.text, scope.placeOf(index.at));
  }
  // -0 is 0.
  return { kind: 'index', text: String(Math.abs(position)) };
}

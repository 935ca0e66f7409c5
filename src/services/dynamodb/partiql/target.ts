import { parseTableArn } from '../table-name.ts';
import {
  aliasing,
  emptySourceComponent,
  invalidTableName,
  tooManySourceComponents,
  unexpectedSource,
} from './errors.ts';
import type { Target } from './statement.ts';
import type { Node, SourceNode } from './syntax.ts';

const TABLE_NAME = /^[a-zA-Z0-9_.-]{3,255}$/;

/** `"table"` or `"table"."index"`. */
export function toTarget({ node, isAliased }: SourceNode): Target {
  if (isAliased) throw aliasing();
  const [table, index, ...more] = sourceNames(node);
  if (more.length > 0) throw tooManySourceComponents();
  if (table === '' || index === '') throw emptySourceComponent();
  if (!TABLE_NAME.test(table!) && !parseTableArn(table!)) throw invalidTableName();
  return { table: table!, index };
}

function sourceNames(node: Node): readonly string[] {
  if (node.kind === 'name') return [node.name];
  if (node.kind !== 'path' || node.root.kind !== 'name') throw unexpectedSource();
  const steps = node.steps.map((step) => (step.kind === 'name' ? step.name : undefined));
  if (steps.includes(undefined)) throw unexpectedSource();
  return [node.root.name, ...(steps as string[])];
}

import type { Select } from '@aws-sdk/client-dynamodb';
import { invalidParameter, validationException } from './errors.ts';
import type { Projection } from './expressions/project.ts';
import { projectedNames } from './index-entry.ts';
import type { ItemSource } from './item-source.ts';
import { toItemProjection, type ItemProjection } from './projection.ts';

/** What a Query or a Scan answers of each item. */
export interface Selection {
  readonly isCount: boolean;
  /** ALL_ATTRIBUTES, named or because nothing else was. */
  readonly isWholeItem: boolean;
  readonly projection: ItemProjection | undefined;
}

interface SelectionInput {
  readonly Select?: Select | undefined;
  readonly IndexName?: string | undefined;
  readonly ProjectionExpression?: string | undefined;
  readonly AttributesToGet?: readonly string[] | undefined;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html#DDB-Query-request-Select */
export function toSelection(input: SelectionInput, expression: Projection | undefined): Selection {
  requireConsistentSelect(input);
  return {
    isCount: input.Select === 'COUNT',
    isWholeItem: input.Select === 'ALL_ATTRIBUTES',
    projection: toItemProjection(expression, input.AttributesToGet),
  };
}

function requireConsistentSelect({ Select, IndexName, ProjectionExpression, AttributesToGet }: SelectionInput): void {
  const parameter = projectionParameter(ProjectionExpression, AttributesToGet);
  if (Select === 'SPECIFIC_ATTRIBUTES' && !parameter) {
    throw validationException(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
  if (Select === 'ALL_PROJECTED_ATTRIBUTES' && IndexName === undefined) {
    throw validationException('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  }
  if (!parameter || Select === undefined || Select === 'SPECIFIC_ATTRIBUTES') return;
  const what = Select === 'COUNT' ? 'only the Count' : Select;
  throw validationException(`Cannot specify the ${parameter} when choosing to get ${what}`);
}

function projectionParameter(expression: string | undefined, attributesToGet: readonly string[] | undefined) {
  if (expression !== undefined) return 'ProjectionExpression';
  return attributesToGet === undefined ? undefined : 'AttributesToGet';
}

/**
 * Whether the entries of an index are not enough and the items must be fetched from the table. Local indexes do that,
 * for more capacity; global ones refuse. `paths` are those of the projection and the filter.
 */
export function needsTableItems(
  { table, index }: ItemSource,
  selection: Selection,
  paths: readonly (readonly (string | number)[])[],
): boolean {
  if (!index || index.projection.type === 'ALL') return false;
  if (selection.isWholeItem) {
    if (index.kind === 'local') return true;
    throw invalidParameter(
      `Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  }
  const projected = new Set(projectedNames(table, index));
  const missing = [...new Set(paths.map(([name]) => String(name)))].filter((name) => !projected.has(name));
  if (missing.length === 0) return false;
  if (index.kind === 'local') return true;
  throw invalidParameter(`Global secondary index ${index.name} does not project [${missing.join(', ')}]`);
}

import { AwsError } from '../../../kernel/aws-error.ts';
import type { AttributeValue } from '../api.ts';
import { compileExpressions, type ExpressionInput, type Expressions } from '../expressions/compile.ts';
import { conditionPaths } from '../expressions/condition.ts';
import type { AttributeCondition } from '../expressions/key-condition.ts';
import { compileKeyConditions } from '../expressions/legacy-conditions.ts';
import { updateReads } from '../expressions/update.ts';
import { partitionAttributes } from '../key-schema.ts';
import { toValue } from '../values/check.ts';
import type { Value } from '../values/value.ts';
import type { ItemAccess } from './condition-keys.ts';

type Attributes = Readonly<Record<string, AttributeValue>>;

/** The members that operations on items share, and the actions of transactions and batches. */
export interface ItemRequest extends ExpressionInput {
  readonly IndexName?: string | undefined;
  readonly Key?: Attributes | undefined;
  readonly Item?: Attributes | undefined;
  readonly Keys?: readonly Attributes[] | undefined;
  readonly AttributesToGet?: readonly string[] | undefined;
  readonly Expected?: object | undefined;
  readonly AttributeUpdates?: object | undefined;
  readonly KeyConditions?: Parameters<typeof compileKeyConditions>[0] | undefined;
  readonly QueryFilter?: object | undefined;
  readonly ScanFilter?: object | undefined;
  readonly Select?: string | undefined;
  readonly ReturnValues?: string | undefined;
  readonly ReturnConsumedCapacity?: string | undefined;
}

/** A request that makes no sense accesses nothing: it is refused before it does. */
export function accessOfRequest(request: ItemRequest): ItemAccess {
  const expressions = orNothing(() => compileExpressions(request));
  const conditions =
    expressions?.keyConditions ??
    (request.KeyConditions && orNothing(() => compileKeyConditions(request.KeyConditions!)));
  return {
    attributes: attributesOf(request, expressions, conditions),
    leadingValues: (keys) => {
      const values = partitionAttributes(keys).flatMap(({ name }) => leadingValues(request, conditions, name));
      return values.length === 0 ? undefined : values;
    },
    select: selectOf(request),
    returnValues: request.ReturnValues,
    returnConsumedCapacity: request.ReturnConsumedCapacity,
  };
}

function attributesOf(
  request: ItemRequest,
  expressions: Expressions | undefined,
  keyConditions: readonly AttributeCondition[] | undefined,
): readonly string[] {
  const { condition, filter, projection, update } = expressions ?? {};
  const paths = [
    ...(projection?.paths ?? []),
    ...(condition ? conditionPaths(condition) : []),
    ...(filter ? conditionPaths(filter) : []),
    ...(update ? [...update.paths, ...updateReads(update)] : []),
  ];
  const named = [request.Key, request.Item, ...(request.Keys ?? []), ...legacyMaps(request)];
  return [
    ...named.flatMap((map) => Object.keys(map ?? {})),
    ...(request.AttributesToGet ?? []),
    ...(keyConditions ?? []).map(({ name }) => name),
    ...paths.map(([name]) => String(name)),
  ];
}

const legacyMaps = ({ Expected, AttributeUpdates, QueryFilter, ScanFilter }: ItemRequest) => [
  Expected,
  AttributeUpdates,
  QueryFilter,
  ScanFilter,
];

function leadingValues(
  request: ItemRequest,
  conditions: readonly AttributeCondition[] | undefined,
  name: string,
): readonly Value[] {
  const maps = [request.Key, request.Item, ...(request.Keys ?? [])];
  const given = maps.flatMap((map) => (map && Object.hasOwn(map, name) ? [map[name]!] : []));
  const asked = (conditions ?? []).flatMap((one) => (one.name === name && one.operator === '=' ? one.values : []));
  return [...given.flatMap((value) => orNothing(() => toValue(value)) ?? []), ...asked];
}

/** What is not asked for has its default. */
function selectOf({ Select, IndexName, ProjectionExpression, AttributesToGet }: ItemRequest): string {
  if (Select !== undefined) return Select;
  if (ProjectionExpression !== undefined || AttributesToGet) return 'SPECIFIC_ATTRIBUTES';
  return IndexName === undefined ? 'ALL_ATTRIBUTES' : 'ALL_PROJECTED_ATTRIBUTES';
}

function orNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

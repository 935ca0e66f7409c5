import { conditionPaths, type Condition } from '../expressions/condition.ts';
import { updateReads } from '../expressions/update.ts';
import type { KeySchema } from '../key-schema.ts';
import { conjunctsOf, disjunctsOf } from '../partiql/conjunction.ts';
import { choicesOf } from '../partiql/keyed-read.ts';
import type { Statement } from '../partiql/statement.ts';
import { attribute, type Value } from '../values/value.ts';
import type { ItemAccess } from './condition-keys.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-iam.html */
export function accessOfStatement(statement: Statement): ItemAccess {
  return {
    attributes: attributesOf(statement),
    leadingValues: ({ partition }) => {
      if (statement.kind !== 'insert') return leadingValues(statement.where, partition);
      const value = attribute(statement.item, partition.name);
      return value && [value];
    },
    select: selectOf(statement),
    returnValues: 'returning' in statement ? toReturnValues(statement.returning) : undefined,
  };
}

function attributesOf(statement: Statement): readonly string[] {
  if (statement.kind === 'insert') return Object.keys(statement.item);
  const paths = [
    ...(statement.where ? conditionPaths(statement.where) : []),
    ...(statement.kind === 'select' ? (statement.projection?.paths ?? []) : []),
    ...(statement.kind === 'update' ? [...statement.update.paths, ...updateReads(statement.update)] : []),
  ];
  return paths.map(([name]) => String(name));
}

/** Every alternative has to name the partition key, as where queries are made of it. */
function leadingValues(where: Condition | undefined, { name }: KeySchema['partition']): readonly Value[] | undefined {
  if (!where) return undefined;
  const values = disjunctsOf(where).map((alternative) =>
    conjunctsOf(alternative)
      .map((condition) => choicesOf(condition, name))
      .find((choices) => choices !== undefined),
  );
  return values.includes(undefined) ? undefined : values.flatMap((choices) => choices ?? []);
}

function selectOf(statement: Statement): string | undefined {
  if (statement.kind !== 'select') return undefined;
  if (statement.projection) return 'SPECIFIC_ATTRIBUTES';
  return statement.target.index === undefined ? 'ALL_ATTRIBUTES' : 'ALL_PROJECTED_ATTRIBUTES';
}

const RETURN_VALUES = {
  'ALL OLD': 'ALL_OLD',
  'ALL NEW': 'ALL_NEW',
  'MODIFIED OLD': 'UPDATED_OLD',
  'MODIFIED NEW': 'UPDATED_NEW',
} as const;

const toReturnValues = (returning: keyof typeof RETURN_VALUES | undefined) => returning && RETURN_VALUES[returning];

import type { Value, ValueType } from '../values/value.ts';
import type { Path } from './path.ts';
import type { Comparator } from './token.ts';

/** What an operand of a condition is, placeholders replaced. */
export type Operand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'size'; readonly operand: Operand };

/** A condition ready to be evaluated on items: see `evaluate.ts`. Legacy conditions are compiled into the same. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly condition: Condition }
  | { readonly kind: 'compare'; readonly operator: Comparator; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'between'; readonly operand: Operand; readonly lower: Operand; readonly upper: Operand }
  | { readonly kind: 'in'; readonly operand: Operand; readonly choices: readonly Operand[] }
  | { readonly kind: 'attribute_exists' | 'attribute_not_exists'; readonly path: Path }
  | { readonly kind: 'attribute_type'; readonly path: Path; readonly type: ValueType }
  | { readonly kind: 'begins_with' | 'contains'; readonly operand: Operand; readonly part: Operand };

/** Every document path a condition reads, in order. */
export function conditionPaths(condition: Condition): readonly Path[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return [...conditionPaths(condition.left), ...conditionPaths(condition.right)];
    case 'not':
      return conditionPaths(condition.condition);
    case 'compare':
      return operandPaths([condition.left, condition.right]);
    case 'between':
      return operandPaths([condition.operand, condition.lower, condition.upper]);
    case 'in':
      return operandPaths([condition.operand, ...condition.choices]);
    case 'begins_with':
    case 'contains':
      return operandPaths([condition.operand, condition.part]);
    default:
      return [condition.path];
  }
}

const operandPaths = (operands: readonly Operand[]): readonly Path[] =>
  operands.flatMap((operand) => {
    if (operand.kind === 'path') return [operand.path];
    return operand.kind === 'size' ? operandPaths([operand.operand]) : [];
  });

import { compareValues } from '../values/compare.ts';
import { typeOf, type Value, type ValueType } from '../values/value.ts';
import type { Binder } from './binder.ts';
import type { Condition, Operand } from './condition.ts';
import {
  betweenBoundsReversed,
  betweenTypesDiffer,
  operandsNotDistinct,
  pathRequired,
  tooManyInOperands,
  unknownTypeName,
  wrongOperandType,
} from './errors.ts';
import { MAX_IN_OPERANDS } from './limits.ts';
import { isSamePath, type Path } from './path.ts';
import type { CallSyntax, ComparisonSyntax, ConditionSyntax, OperandSyntax } from './syntax.ts';

type Syntax<K extends ComparisonSyntax['kind']> = Extract<ComparisonSyntax, { kind: K }>;

/** Replaces the placeholders, and checks what depends on them: operands that are the same, and their types. */
export function bindCondition(binder: Binder, condition: ConditionSyntax): Condition {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const left = bindCondition(binder, condition.left);
      return { kind: condition.kind, left, right: bindCondition(binder, condition.right) };
    }
    case 'not':
      return { kind: 'not', condition: bindCondition(binder, condition.condition) };
    case 'compare':
      return bindCompare(binder, condition);
    case 'between':
      return bindBetween(binder, condition);
    case 'in':
      return bindIn(binder, condition);
    default:
      return bindCall(binder, condition);
  }
}

function bindCompare(binder: Binder, { operator, ...operands }: Syntax<'compare'>): Condition {
  const left = bindOperand(binder, operands.left);
  const right = bindOperand(binder, operands.right);
  requireDistinct(binder, operator, left, [right]);
  if (operator !== '=' && operator !== '<>') requireTypes(binder, operator, [left, right], ORDERED);
  return { kind: 'compare', operator, left, right };
}

function bindBetween(binder: Binder, syntax: Syntax<'between'>): Condition {
  const operand = bindOperand(binder, syntax.operand);
  const lower = bindOperand(binder, syntax.lower);
  const upper = bindOperand(binder, syntax.upper);
  requireDistinct(binder, 'BETWEEN', operand, [lower, upper]);
  requireTypes(binder, 'BETWEEN', [operand, lower, upper], ORDERED);
  if (lower.kind === 'value' && upper.kind === 'value') requireBounds(binder, lower.value, upper.value);
  return { kind: 'between', operand, lower, upper };
}

function bindIn(binder: Binder, syntax: Syntax<'in'>): Condition {
  const operand = bindOperand(binder, syntax.operand);
  const choices = syntax.choices.map((choice) => bindOperand(binder, choice));
  if (choices.length > MAX_IN_OPERANDS) throw binder.invalid(tooManyInOperands(choices.length));
  requireDistinct(binder, 'IN', operand, choices);
  return { kind: 'in', operand, choices };
}

function bindCall(binder: Binder, { name, operands }: CallSyntax): Condition {
  const [first, second] = operands.map((operand) => bindOperand(binder, operand));
  switch (name) {
    case 'attribute_exists':
    case 'attribute_not_exists':
      return { kind: name, path: requirePath(binder, name, first!) };
    case 'attribute_type': {
      const path = requirePath(binder, name, first!);
      requireDistinct(binder, name, first!, [second!]);
      return { kind: name, path, type: requireTypeName(binder, second!) };
    }
    case 'begins_with':
      requireDistinct(binder, name, first!, [second!]);
      requireTypes(binder, name, [first!, second!], BEGINNING);
      return { kind: name, operand: first!, part: second! };
    default:
      requireDistinct(binder, 'contains', first!, [second!]);
      return { kind: 'contains', operand: first!, part: second! };
  }
}

function bindOperand(binder: Binder, operand: OperandSyntax): Operand {
  if (operand.kind === 'path') return { kind: 'path', path: binder.path(operand) };
  if (operand.kind === 'value') return { kind: 'value', value: binder.value(operand) };
  const measured = bindOperand(binder, operand.operands[0]!);
  requireTypes(binder, 'size', [measured], MEASURED);
  return { kind: 'size', operand: measured };
}

const ORDERED: ReadonlySet<ValueType> = new Set<ValueType>(['S', 'N', 'B']);
const BEGINNING: ReadonlySet<ValueType> = new Set<ValueType>(['S', 'B']);
const MEASURED: ReadonlySet<ValueType> = new Set<ValueType>(['S', 'B', 'SS', 'NS', 'BS', 'L', 'M']);
const TYPE_NAMES: ReadonlySet<string> = new Set<ValueType>(['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'L', 'M']);

/** Where AWS would name the operand's type and there is none but a path, it names all. */
const ANY_TYPE = '{NS,SS,L,BS,N,M,B,BOOL,NULL,S}';

/** The type an operand has in every item; a path has none. */
function staticTypeOf(operand: Operand): ValueType | undefined {
  if (operand.kind === 'value') return typeOf(operand.value);
  return operand.kind === 'size' ? 'N' : undefined;
}

function requireTypes(
  binder: Binder,
  operator: string,
  operands: readonly Operand[],
  types: ReadonlySet<ValueType>,
): void {
  for (const operand of operands) {
    const type = staticTypeOf(operand);
    if (type && !types.has(type)) throw binder.invalid(wrongOperandType(operator, type));
  }
}

function requireDistinct(binder: Binder, operator: string, first: Operand, others: readonly Operand[]): void {
  if (first.kind !== 'path') return;
  if (others.some((other) => other.kind === 'path' && isSamePath(first.path, other.path))) {
    throw binder.invalid(operandsNotDistinct(operator, first.path));
  }
}

function requirePath(binder: Binder, name: string, operand: Operand): Path {
  if (operand.kind !== 'path') throw binder.invalid(pathRequired(name));
  return operand.path;
}

function requireTypeName(binder: Binder, operand: Operand): ValueType {
  if (operand.kind !== 'value' || !('S' in operand.value)) {
    throw binder.invalid(wrongOperandType('attribute_type', staticTypeOf(operand) ?? ANY_TYPE));
  }
  const name = operand.value.S;
  if (!TYPE_NAMES.has(name)) throw binder.invalid(unknownTypeName(name));
  return name as ValueType;
}

function requireBounds(binder: Binder, lower: Value, upper: Value): void {
  const order = compareValues(lower, upper);
  if (order === undefined) throw binder.invalid(betweenTypesDiffer(toText(lower), toText(upper)));
  if (order > 0) throw binder.invalid(betweenBoundsReversed(toText(lower), toText(upper)));
}

/** As Java prints it. */
function toText(value: Value): string {
  if ('S' in value) return `AttributeValue: {S:${value.S}}`;
  if ('N' in value) return `AttributeValue: {N:${value.N}}`;
  const length = 'B' in value ? value.B.byteLength : 0;
  return `AttributeValue: {B:java.nio.HeapByteBuffer[pos=0 lim=${length} cap=${length}]}`;
}

import { bindCondition } from '../expressions/bind-condition.ts';
import { operandCountProblem } from '../expressions/check-syntax.ts';
import type { Condition } from '../expressions/condition.ts';
import { misplacedFunction } from '../expressions/errors.ts';
import { CONDITION_FUNCTIONS, OPERAND_FUNCTIONS } from '../expressions/functions.ts';
import type { CallSyntax, ConditionSyntax, OperandSyntax } from '../expressions/syntax.ts';
import { isComparator, type TokenKind as ExpressionTokenKind } from '../expressions/token.ts';
import {
  invalidIn,
  invalidIsOperand,
  missingComparedWithoutIs,
  notBoolean,
  unknownAttributeType,
  unrecognizedFunction,
  unsupportedConditionOperator,
  unsupportedIsType,
} from './errors.ts';
import { TYPE_NAMES } from './keywords.ts';
import type { Scope } from './scope.ts';
import type { BinaryNode, CallNode, Node } from './syntax.ts';
import { toPathSyntax } from './to-path.ts';
import { isLiteral, toLiteral } from './to-value.ts';

type IsNode = Extract<Node, { kind: 'is' }>;

/**
 * What stands behind WHERE, as a condition of the expression language.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-operators.html
 */
export const toCondition = (scope: Scope, node: Node): Condition => bindCondition(scope, toSyntax(scope, node));

function toSyntax(scope: Scope, node: Node): ConditionSyntax {
  switch (node.kind) {
    case 'unary':
      if (node.operator !== 'not') throw unsupportedConditionOperator(node.operator);
      return { kind: 'not', condition: toSyntax(scope, node.operand) };
    case 'binary':
      return toBinary(scope, node);
    case 'between':
      return {
        kind: 'between',
        operand: toOperand(scope, node.operand),
        lower: toOperand(scope, node.lower),
        upper: toOperand(scope, node.upper),
      };
    case 'is':
      return toTypeTest(scope, node);
    case 'call':
      return toTest(scope, node);
    default:
      throw notBoolean();
  }
}

function toBinary(scope: Scope, node: BinaryNode): ConditionSyntax {
  const { operator, left, right } = node;
  if (operator === 'and' || operator === 'or') {
    return { kind: operator, left: toSyntax(scope, left), right: toSyntax(scope, right) };
  }
  if (operator === 'in') return toMembership(scope, left, right);
  const kind = operator as ExpressionTokenKind;
  if (!isComparator(kind)) throw unsupportedConditionOperator(operator.toUpperCase());
  const test = toTruthTest(scope, node);
  if (test) return test;
  return { kind: 'compare', operator: kind, left: toOperand(scope, left), right: toOperand(scope, right) };
}

/** `contains(a, 'b') = true`: the only way to compare what a test answers. */
function toTruthTest(scope: Scope, { operator, left, right }: BinaryNode): ConditionSyntax | undefined {
  const [call, truth] = left.kind === 'call' ? [left, right] : [right, left];
  if (call.kind !== 'call' || truth.kind !== 'boolean' || !CONDITION_FUNCTIONS.has(call.name.toLowerCase())) {
    return undefined;
  }
  if (operator !== '=' && operator !== '<>') return undefined;
  const condition = toTest(scope, call);
  return (truth.text === 'true') === (operator === '=') ? condition : { kind: 'not', condition };
}

function toMembership(scope: Scope, operand: Node, choices: Node): ConditionSyntax {
  const items = choices.kind === 'list' || choices.kind === 'bag' ? choices.items : [];
  if ((operand.kind !== 'name' && operand.kind !== 'path') || items.length === 0) throw invalidIn();
  return {
    kind: 'in',
    operand: toPathSyntax(scope, operand),
    choices: items.map((item) => toOperand(scope, item)),
  };
}

/** NULL is a type of its own; an attribute that is not there has none. */
function toTypeTest(scope: Scope, { operand, type }: IsNode): ConditionSyntax {
  if (operand.kind !== 'name' && operand.kind !== 'path') throw invalidIsOperand();
  const path = toPathSyntax(scope, operand);
  if (type === 'missing') return { kind: 'call', name: 'attribute_not_exists', operands: [path] };
  const tested = type === 'null' ? 'NULL' : TYPE_NAMES.get(type);
  if (!tested) throw unsupportedIsType(type.toUpperCase());
  return { kind: 'call', name: 'attribute_type', operands: [path, scope.toValueSyntax({ S: tested })] };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-functions.html */
function toTest(scope: Scope, node: CallNode): CallSyntax {
  const name = node.name.toLowerCase();
  if (OPERAND_FUNCTIONS.has(name)) throw notBoolean();
  if (!CONDITION_FUNCTIONS.has(name)) throw unrecognizedFunction(node.name, scope.placeOf(node.at));
  const call = toCall(scope, name, node);
  if (name === 'attribute_type') requireTypeName(scope, call);
  return call;
}

const ATTRIBUTE_TYPES: ReadonlySet<string> = new Set(['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'L', 'M']);

function requireTypeName(scope: Scope, { operands }: CallSyntax): void {
  const type = operands[1]!;
  const value = type.kind === 'value' ? scope.value(type) : undefined;
  if (value && 'S' in value && !ATTRIBUTE_TYPES.has(value.S)) throw unknownAttributeType(value.S);
}

function toCall(scope: Scope, name: string, node: CallNode): CallSyntax {
  const call: CallSyntax = {
    kind: 'call',
    name,
    operands: node.operands.map((operand) => toOperand(scope, operand)),
  };
  const problem = operandCountProblem(call);
  if (problem) throw scope.invalid(problem);
  return call;
}

function toOperand(scope: Scope, node: Node): OperandSyntax {
  if (node.kind === 'name' || node.kind === 'path') return toPathSyntax(scope, node);
  if (isLiteral(node)) return scope.toValueSyntax(toLiteral(scope, node));
  if (node.kind === 'missing') throw missingComparedWithoutIs();
  if (node.kind === 'call') return toOperandCall(scope, node);
  if (node.kind === 'binary' || node.kind === 'unary') {
    throw unsupportedConditionOperator(node.operator.toUpperCase());
  }
  throw notBoolean();
}

function toOperandCall(scope: Scope, node: CallNode): CallSyntax {
  const name = node.name.toLowerCase();
  if (OPERAND_FUNCTIONS.has(name)) return toCall(scope, name, node);
  if (CONDITION_FUNCTIONS.has(name)) throw scope.invalid(misplacedFunction(name));
  throw unrecognizedFunction(node.name, scope.placeOf(node.at));
}

import {
  functionNotInCondition,
  functionNotInUpdate,
  listIndexOutOfRange,
  misplacedFunction,
  repeatedSection,
  reservedKeyword,
  unknownFunction,
  wrongOperandCount,
} from './errors.ts';
import { CONDITION_FUNCTIONS, OPERAND_FUNCTIONS, UPDATE_FUNCTIONS } from './functions.ts';
import { MAX_LIST_INDEX } from './limits.ts';
import { isReservedWord } from './reserved-words.ts';
import type {
  ActionSyntax,
  CallSyntax,
  ConditionSyntax,
  OperandSyntax,
  PathSyntax,
  ProjectionSyntax,
  SetValueSyntax,
  UpdateSyntax,
} from './syntax.ts';

// What is wrong whatever the placeholders stand for: the first problem in the order of the text, or undefined.

export function problemOfCondition(condition: ConditionSyntax): string | undefined {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return problemOfCondition(condition.left) ?? problemOfCondition(condition.right);
    case 'not':
      return problemOfCondition(condition.condition);
    case 'call':
      return problemOfCall(condition, CONDITION_FUNCTIONS);
    case 'compare':
      return problemOfOperands([condition.left, condition.right]);
    case 'between':
      return problemOfOperands([condition.operand, condition.lower, condition.upper]);
    default:
      return problemOfOperands([condition.operand, ...condition.choices]);
  }
}

export const problemOfProjection = ({ paths }: ProjectionSyntax): string | undefined => firstOf(paths, problemOfPath);

/** Section by section, and a section's second part with its first. */
export function problemOfUpdate({ sections }: UpdateSyntax): string | undefined {
  const keywords = [...new Set(sections.map(({ keyword }) => keyword))];
  return firstOf(keywords, (keyword) => {
    const parts = sections.filter((section) => section.keyword === keyword);
    const problem = firstOf(
      parts.flatMap(({ actions }) => actions),
      problemOfAction,
    );
    return problem ?? (parts.length > 1 ? repeatedSection(keyword) : undefined);
  });
}

/** How many operands an update's functions have is looked at later, with the values. */
export function operandCountProblem({ name, operands }: CallSyntax): string | undefined {
  const expected = CONDITION_FUNCTIONS.get(name) ?? OPERAND_FUNCTIONS.get(name) ?? UPDATE_FUNCTIONS.get(name);
  return operands.length === expected ? undefined : wrongOperandCount(name, operands.length);
}

function problemOfAction(action: ActionSyntax): string | undefined {
  const problem = problemOfPath(action.path);
  return problem ?? (action.kind === 'SET' ? problemOfSetValue(action.value) : undefined);
}

function problemOfSetValue(value: SetValueSyntax): string | undefined {
  if (value.kind === 'path') return problemOfPath(value);
  if (value.kind === 'value') return undefined;
  if (value.kind === 'arithmetic') return problemOfSetValue(value.left) ?? problemOfSetValue(value.right);
  if (!isFunction(value.name)) return unknownFunction(value.name);
  if (!UPDATE_FUNCTIONS.has(value.name)) return functionNotInUpdate(value.name);
  return firstOf(value.operands, problemOfSetValue);
}

function problemOfCall(call: CallSyntax, allowed: ReadonlyMap<string, number>): string | undefined {
  if (!isFunction(call.name)) return unknownFunction(call.name);
  if (UPDATE_FUNCTIONS.has(call.name)) return functionNotInCondition(call.name);
  if (!allowed.has(call.name)) return misplacedFunction(call.name);
  return operandCountProblem(call) ?? problemOfOperands(call.operands);
}

const problemOfOperands = (operands: readonly OperandSyntax[]): string | undefined =>
  firstOf(operands, (operand) => {
    if (operand.kind === 'path') return problemOfPath(operand);
    return operand.kind === 'call' ? problemOfCall(operand, OPERAND_FUNCTIONS) : undefined;
  });

const problemOfPath = ({ steps }: PathSyntax): string | undefined =>
  firstOf(steps, ({ kind, text }) => {
    if (kind === 'index') return Number(text) > MAX_LIST_INDEX ? listIndexOutOfRange(text) : undefined;
    return kind === 'word' && isReservedWord(text) ? reservedKeyword(text) : undefined;
  });

const isFunction = (name: string): boolean =>
  CONDITION_FUNCTIONS.has(name) || OPERAND_FUNCTIONS.has(name) || UPDATE_FUNCTIONS.has(name);

function firstOf<T>(list: readonly T[], problemOf: (element: T) => string | undefined): string | undefined {
  for (const element of list) {
    const problem = problemOf(element);
    if (problem) return problem;
  }
  return undefined;
}

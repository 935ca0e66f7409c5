import { typeOf, type ValueType } from '../values/value.ts';
import type { Binder } from './binder.ts';
import { operandCountProblem } from './check-syntax.ts';
import { operandsNotDistinct, pathRequired, wrongActionOperandType, wrongOperandType } from './errors.ts';
import { clashOf } from './path-clash.ts';
import { isSamePath } from './path.ts';
import type { ActionSyntax, CallSyntax, OperandSyntax, SetValueSyntax, UpdateSyntax } from './syntax.ts';
import { toUpdate, type SetValue, type Update, type UpdateAction } from './update.ts';

/** Replaces the placeholders, and checks what depends on them: first the paths written, then names, values and types. */
export function bindUpdate(binder: Binder, { sections }: UpdateSyntax): Update {
  const actions = sections.flatMap((section) => section.actions);
  const clash = clashOf(actions.map(({ path }) => binder.path(path)));
  if (clash) throw binder.invalid(clash);
  // AWS looks from the last action to the first, and at every name before any value.
  const backwards = actions.toReversed();
  for (const action of backwards) if (action.kind === 'SET') bindNames(binder, action.value);
  const bound = backwards.map((action) => bindAction(binder, action)).reverse();
  let start = 0;
  return toUpdate(sections.map((section) => bound.slice(start, (start += section.actions.length))));
}

function bindNames(binder: Binder, value: SetValueSyntax): void {
  if (value.kind === 'path') binder.path(value);
  for (const operand of operandsOf(value)) bindNames(binder, operand);
}

function operandsOf(value: SetValueSyntax): readonly OperandSyntax[] {
  if (value.kind === 'arithmetic') return [value.left, value.right];
  return value.kind === 'call' ? value.operands : [];
}

function bindAction(binder: Binder, action: ActionSyntax): UpdateAction {
  const path = binder.path(action.path);
  switch (action.kind) {
    case 'SET':
      return { kind: 'SET', path, value: bindSetValue(binder, action.value) };
    case 'REMOVE':
      return { kind: 'REMOVE', path };
    default: {
      const value = binder.value(action.value);
      requireActionType(binder, action.kind, typeOf(value));
      return { kind: action.kind, path, value };
    }
  }
}

function bindSetValue(binder: Binder, value: SetValueSyntax): SetValue {
  if (value.kind === 'value') return { kind: 'value', value: binder.value(value) };
  if (value.kind === 'path') return { kind: 'path', path: binder.path(value) };
  if (value.kind === 'call') return bindCall(binder, value);
  const left = bindSetValue(binder, value.left);
  const right = bindSetValue(binder, value.right);
  requireOperandType(binder, value.operator, [left, right], 'N');
  return { kind: value.operator, left, right };
}

function bindCall(binder: Binder, call: CallSyntax): SetValue {
  const problem = operandCountProblem(call);
  if (problem) throw binder.invalid(problem);
  const [left, right] = call.operands.map((operand) => bindSetValue(binder, operand)) as [SetValue, SetValue];
  if (call.name === 'list_append') {
    requireOperandType(binder, 'list_append', [left, right], 'L');
    return { kind: 'list_append', left, right };
  }
  if (left.kind !== 'path') throw binder.invalid(pathRequired(call.name));
  if (right.kind === 'path' && isSamePath(left.path, right.path)) {
    throw binder.invalid(operandsNotDistinct(call.name, left.path));
  }
  return { kind: 'if_not_exists', path: left.path, otherwise: right };
}

function requireOperandType(binder: Binder, operator: string, operands: readonly SetValue[], type: ValueType): void {
  for (const operand of operands) {
    const actual = operand.kind === 'value' ? typeOf(operand.value) : type;
    if (actual !== type) throw binder.invalid(wrongOperandType(operator, actual));
  }
}

const LONG_TYPE_NAMES: Record<ValueType, string> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  BOOL: 'BOOLEAN',
  NULL: 'NULL',
  SS: 'STRING_SET',
  NS: 'NUMBER_SET',
  BS: 'BINARY_SET',
  L: 'LIST',
  M: 'MAP',
};

function requireActionType(binder: Binder, action: 'ADD' | 'DELETE', type: ValueType): void {
  const isSet = type === 'SS' || type === 'NS' || type === 'BS';
  if (isSet || (action === 'ADD' && type === 'N')) return;
  throw binder.invalid(wrongActionOperandType(action, LONG_TYPE_NAMES[type]));
}

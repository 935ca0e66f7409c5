import { toRegularExpression } from './regular-expression.ts';

export type Comparator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** What stands to the right of a comparator. */
export type Operand =
  | { readonly kind: 'number'; readonly value: number; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'expression'; readonly source: string };

export type Condition = (value: string | number) => boolean;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

export const toOperand = (text: string): Operand =>
  NUMBER.test(text) ? { kind: 'number', value: Number(text), text } : { kind: 'text', text };

/** `=` and `!=` compare numbers as numbers and text with `*` wildcards; the others compare numbers alone. */
export function toCondition(comparator: Comparator, operand: Operand): Condition {
  if (comparator === '=') return equals(operand);
  if (comparator === '!=') {
    const isEqual = equals(operand);
    return (value) => !isEqual(value);
  }
  if (operand.kind !== 'number') return () => false;
  const compare = COMPARE[comparator];
  return (value) => {
    const number = toNumber(value);
    return number !== undefined && compare(number, operand.value);
  };
}

const COMPARE = {
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
};

function equals(operand: Operand): Condition {
  if (operand.kind === 'expression') {
    const expression = toRegularExpression(operand.source);
    return (value) => expression.test(String(value));
  }
  const matchesText = wildcard(operand.text);
  if (operand.kind === 'text') return (value) => matchesText(String(value));
  return (value) => toNumber(value) === operand.value || matchesText(String(value));
}

const toNumber = (value: string | number): number | undefined =>
  typeof value === 'number' ? value : NUMBER.test(value) ? Number(value) : undefined;

/** `*` stands for any characters. Matched part by part, so that many stars cost no backtracking. */
function wildcard(pattern: string): (text: string) => boolean {
  const [head, ...parts] = pattern.split('*');
  const tail = parts.pop();
  if (tail === undefined) return (text) => text === head;
  return (text) => {
    if (text.length < head!.length + tail.length || !text.startsWith(head!) || !text.endsWith(tail)) return false;
    let at = head!.length;
    for (const part of parts) {
      const found = text.indexOf(part, at);
      if (found === -1 || found + part.length > text.length - tail.length) return false;
      at = found + part.length;
    }
    return true;
  };
}

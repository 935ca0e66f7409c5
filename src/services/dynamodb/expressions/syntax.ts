import type { Comparator } from './token.ts';

/** Expressions as written: placeholders not replaced, so that one reading serves every request with the same text. */
export type OperandSyntax = PathSyntax | ValueSyntax | CallSyntax;

export interface PathSyntax {
  readonly kind: 'path';
  readonly steps: readonly StepSyntax[];
}
export type StepSyntax =
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'index'; readonly text: string };

export interface ValueSyntax {
  readonly kind: 'value';
  readonly placeholder: string;
}

export interface CallSyntax {
  readonly kind: 'call';
  readonly name: string;
  readonly operands: readonly OperandSyntax[];
}

export type ComparisonSyntax =
  | {
      readonly kind: 'compare';
      readonly operator: Comparator;
      readonly left: OperandSyntax;
      readonly right: OperandSyntax;
    }
  | {
      readonly kind: 'between';
      readonly operand: OperandSyntax;
      readonly lower: OperandSyntax;
      readonly upper: OperandSyntax;
    }
  | { readonly kind: 'in'; readonly operand: OperandSyntax; readonly choices: readonly OperandSyntax[] };

export type ConditionSyntax =
  | ComparisonSyntax
  | CallSyntax
  | { readonly kind: 'and' | 'or'; readonly left: ConditionSyntax; readonly right: ConditionSyntax }
  | { readonly kind: 'not'; readonly condition: ConditionSyntax };

export type SetValueSyntax = OperandSyntax | ArithmeticSyntax;
interface ArithmeticSyntax {
  readonly kind: 'arithmetic';
  readonly operator: '+' | '-';
  readonly left: OperandSyntax;
  readonly right: OperandSyntax;
}

export type ActionSyntax =
  | { readonly kind: 'SET'; readonly path: PathSyntax; readonly value: SetValueSyntax }
  | { readonly kind: 'REMOVE'; readonly path: PathSyntax }
  | { readonly kind: 'ADD' | 'DELETE'; readonly path: PathSyntax; readonly value: ValueSyntax };

export interface SectionSyntax {
  readonly keyword: ActionSyntax['kind'];
  readonly actions: readonly ActionSyntax[];
}

export interface UpdateSyntax {
  readonly sections: readonly SectionSyntax[];
}

export interface ProjectionSyntax {
  readonly paths: readonly PathSyntax[];
}

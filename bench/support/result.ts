/** One measured figure. A ratio is ours over the reference, measured in the same run. */
export interface Result {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly ratio?: number;
  /** What the ratio (or the value, where there is none) is held against. */
  readonly goal?: { readonly atLeast: number } | { readonly atMost: number };
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

export const isMet = ({ value, ratio, goal }: Result): boolean | undefined => {
  if (!goal) return undefined;
  const measured = ratio ?? value;
  return 'atLeast' in goal ? measured >= goal.atLeast : measured <= goal.atMost;
};

const round = (value: number) =>
  Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);

export function toRow(result: Result): string {
  const { name, value, unit, ratio, goal } = result;
  const bound = goal ? ('atLeast' in goal ? `at least ${goal.atLeast}` : `at most ${goal.atMost}`) : '';
  const verdict = { true: 'met', false: 'MISSED', undefined: '' }[String(isMet(result))] ?? '';
  return [
    name.padEnd(58),
    `${round(value)} ${unit}`.padStart(18),
    (ratio === undefined ? '' : round(ratio)).padStart(8),
    bound.padStart(14),
    verdict,
  ]
    .join('  ')
    .trimEnd();
}

/** The closing table of a lab: what was done, what it showed. */
export function toLines(rows: readonly (readonly [step: string, showed: string])[]): string {
  const width = Math.max(...rows.map(([step]) => step.length));
  return rows.map(([step, showed]) => `${step.padEnd(width)}   ${showed}`).join('\n');
}

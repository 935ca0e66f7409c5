/** What a bench found. `ratio` compares with the yardstick of the same run; `goal` is the least (or most) it may be. */
export interface Result {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly ratio?: number;
  readonly goal?: string;
}

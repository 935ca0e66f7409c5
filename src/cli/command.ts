import type { ParseArgsConfig } from 'node:util';

export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

/** One verb of the command line. `run` resolves to the process's exit code. */
export interface Command {
  /** One line for the overview. */
  readonly summary: string;
  /** The lines of `cirro <verb> --help` after the summary. */
  readonly usage: string;
  readonly options?: NonNullable<ParseArgsConfig['options']>;
  run(args: readonly string[], options: OptionValues): Promise<number>;
}

/** Exit codes scripts can rely on. */
export const EXIT = { ok: 0, failed: 1, usage: 2, notRunning: 3 } as const;

/** A problem the user can solve; printed without a stack. */
export class UserError extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.failed) {
    super(message);
    this.exitCode = exitCode;
  }
}

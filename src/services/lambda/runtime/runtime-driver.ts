import type { ExitStatus } from './exit-status.ts';

/** One process that runs one function, whichever way it is spoken to. */
export interface RuntimeDriver {
  readonly pid: number | undefined;
  /** Loads the function. Answered by `ready` or `initFailed`. */
  initialize(initialization: Initialization): void;
  /** May come before `ready`, and while another is running: the runtime takes it then, or gives it back. */
  invoke(invocation: Invocation): void;
  kill(): void;
}

export interface Initialization {
  readonly handler: string;
  readonly taskRoot: string;
  readonly optRoot: string;
  readonly memorySizeMb: number;
  /** How far a virtual clock is ahead of the system's: the function's own time follows it. Absent for the system's clock. */
  readonly clockLeadMs?: number | undefined;
  readonly variables: Readonly<Record<string, string>>;
}

export interface Invocation {
  readonly requestId: string;
  readonly payload: Uint8Array;
  readonly invokedFunctionArn: string;
  readonly timeoutMs: number;
  readonly clockLeadMs?: number | undefined;
  readonly traceHeader?: string | undefined;
  readonly clientContext?: string | undefined;
  readonly cognitoIdentity?: object | undefined;
}

export interface RuntimeListener {
  ready(): void;
  initFailed(failure: ReportedError): void;
  /** `durationMs`: of the handler alone, where the runtime tells. */
  succeeded(payload: Uint8Array, maxMemoryBytes?: number, durationMs?: number): void;
  /** Invocations that it has not begun, and will not. */
  returned(requestIds: readonly string[]): void;
  failed(failure: ReportedError): void;
  logged(line: string): void;
  exited(status: ExitStatus, launchError?: Error): void;
}

/** An error that the runtime reported, in its own words. */
export interface ReportedError {
  readonly errorType: string;
  readonly payload: Uint8Array;
  readonly maxMemoryBytes?: number | undefined;
  /** The process ends after this one: it takes no further invocation. */
  readonly isFatal?: boolean | undefined;
}

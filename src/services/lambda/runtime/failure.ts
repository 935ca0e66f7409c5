import { exitMessage, type ExitStatus } from './exit-status.ts';
import { MAX_RESPONSE_BYTES } from './limits.ts';

/** An error that the platform reports, not the function. The payload has AWS's members in AWS's order. */
export interface Failure {
  readonly errorType: string;
  readonly payload: Uint8Array;
  /** What the function's log says about it; absent where only the REPORT line does. */
  readonly logLine?: string;
  readonly status: 'error' | 'timeout';
}

const encode = (value: object): Uint8Array => Buffer.from(JSON.stringify(value));

/** `Task timed out after 3.00 seconds`. */
export function timedOut(requestId: string, timeoutSeconds: number, now: number): Failure {
  const message = `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
  return {
    errorType: 'Sandbox.Timedout',
    payload: encode({ errorType: 'Sandbox.Timedout', errorMessage: `RequestId: ${requestId} Error: ${message}` }),
    logLine: `${new Date(now).toISOString()} ${requestId} ${message}\n\n`,
    status: 'timeout',
  };
}

export const exited = (requestId: string, status: ExitStatus): Failure =>
  runtimeFailure(requestId, 'Runtime.ExitError', exitMessage(status));

export const outOfMemory = (requestId: string): Failure =>
  runtimeFailure(requestId, 'Runtime.OutOfMemory', exitMessage({ code: null, signal: 'SIGKILL' }));

/** `provided.*` without a `bootstrap`, or with one that cannot be executed. */
export const invalidEntrypoint = (requestId: string, message: string): Failure =>
  runtimeFailure(requestId, 'Runtime.InvalidEntrypoint', message);

/** Not of AWS, whose machines have every runtime. */
export const runtimeNotAvailable = (requestId: string, reason: string): Failure =>
  runtimeFailure(requestId, 'Runtime.NotAvailable', reason);

export function responseTooLarge(): Failure {
  const errorType = 'Function.ResponseSizeTooLarge';
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${MAX_RESPONSE_BYTES} bytes).`;
  return { errorType, payload: encode({ errorType, errorMessage }), status: 'error' };
}

function runtimeFailure(requestId: string, errorType: string, message: string): Failure {
  const errorMessage = `RequestId: ${requestId} Error: ${message}`;
  return {
    errorType,
    payload: encode({ errorType, errorMessage }),
    logLine: `${errorMessage}\n${errorType}\n`,
    status: 'error',
  };
}

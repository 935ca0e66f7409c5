/** The lines that Lambda itself writes into a function's log. */
export const startLine = (requestId: string, version: string): string =>
  `START RequestId: ${requestId} Version: ${version}\n`;

export const endLine = (requestId: string): string => `END RequestId: ${requestId}\n`;

/** The ARN's last part names the build of the runtime; ours is the interpreter of this machine. */
export const initStartLine = (runtimeVersion: string, region: string, buildId: string): string =>
  `INIT_START Runtime Version: ${runtimeVersion}\tRuntime Version ARN: arn:aws:lambda:${region}::runtime:${buildId}\n`;

export interface Report {
  readonly requestId: string;
  readonly durationMs: number;
  readonly billedDurationMs: number;
  readonly memorySizeMb: number;
  readonly maxMemoryUsedMb: number;
  readonly initDurationMs?: number | undefined;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html */
export function reportLine(report: Report, status?: 'error' | 'timeout', errorType?: string): string {
  const { requestId, durationMs, billedDurationMs, memorySizeMb, maxMemoryUsedMb } = report;
  const { initDurationMs } = report;
  const init = initDurationMs === undefined ? '' : `Init Duration: ${initDurationMs.toFixed(2)} ms\t`;
  const end = status === undefined ? '' : `Status: ${status}\t`;
  const error = status === 'error' && errorType !== undefined ? `Error Type: ${errorType}\t` : '';
  return `REPORT RequestId: ${requestId}\tDuration: ${durationMs.toFixed(2)} ms\tBilled Duration: ${billedDurationMs} ms\tMemory Size: ${memorySizeMb} MB\tMax Memory Used: ${maxMemoryUsedMb} MB\t${init}${end}${error}\n`;
}

/** Written when the load of the handler fails. */
export const initReportLine = (initDurationMs: number, errorType: string): string =>
  `INIT_REPORT Init Duration: ${initDurationMs.toFixed(2)} ms\tPhase: init\tStatus: error\tError Type: ${errorType}\n`;

/** Since August 2025 the time of a cold start is billed too: https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/ */
export const billedDuration = (durationMs: number, initDurationMs = 0): number =>
  Math.max(1, Math.ceil(durationMs + initDurationMs));

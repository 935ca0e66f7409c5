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
  readonly status?: 'error' | 'timeout' | undefined;
  readonly errorType?: string | undefined;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-view.html */
export function reportLine(report: Report): string {
  const fields = [
    `REPORT RequestId: ${report.requestId}`,
    `Duration: ${report.durationMs.toFixed(2)} ms`,
    `Billed Duration: ${report.billedDurationMs} ms`,
    `Memory Size: ${report.memorySizeMb} MB`,
    `Max Memory Used: ${report.maxMemoryUsedMb} MB`,
    ...(report.initDurationMs === undefined ? [] : [`Init Duration: ${report.initDurationMs.toFixed(2)} ms`]),
    ...(report.status === undefined ? [] : [`Status: ${report.status}`]),
    ...(report.status === 'error' && report.errorType !== undefined ? [`Error Type: ${report.errorType}`] : []),
  ];
  return `${fields.join('\t')}\t\n`;
}

/** Written when the load of the handler fails. */
export const initReportLine = (initDurationMs: number, errorType: string): string =>
  `INIT_REPORT Init Duration: ${initDurationMs.toFixed(2)} ms\tPhase: init\tStatus: error\tError Type: ${errorType}\n`;

/** Since August 2025 the time of a cold start is billed too: https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase/ */
export const billedDuration = (durationMs: number, initDurationMs = 0): number =>
  Math.max(1, Math.ceil(durationMs + initDurationMs));

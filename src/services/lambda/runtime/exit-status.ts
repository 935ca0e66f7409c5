/** How a process ended. */
export interface ExitStatus {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** In Go's words, since AWS's supervisor is written in it and its words reach the customer. */
const SIGNAL_WORDS: Readonly<Record<string, string>> = {
  SIGABRT: 'aborted',
  SIGBUS: 'bus error',
  SIGFPE: 'floating point exception',
  SIGHUP: 'hangup',
  SIGILL: 'illegal instruction',
  SIGINT: 'interrupt',
  SIGKILL: 'killed',
  SIGPIPE: 'broken pipe',
  SIGSEGV: 'segmentation fault',
  SIGTERM: 'terminated',
  SIGTRAP: 'trace/breakpoint trap',
};

export function exitMessage(status: ExitStatus): string {
  if (status.signal) return `Runtime exited with error: signal: ${SIGNAL_WORDS[status.signal] ?? status.signal}`;
  if (!status.code) return 'Runtime exited without providing a reason';
  return `Runtime exited with error: exit status ${status.code}`;
}

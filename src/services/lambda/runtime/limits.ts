/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (6 MB and 100 bytes, as the error text says). */
export const MAX_RESPONSE_BYTES = 6_291_556;

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html#runtimes-lifecycle-ib */
export const INIT_TIMEOUT_MS = 10_000;

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html, LogResult. */
export const LOG_TAIL_BYTES = 4096;

/** AWS keeps an idle environment for some minutes and does not say how many. */
export const IDLE_ENVIRONMENT_MS = 10 * 60_000;

/** Each environment is a process of 40 MB or more on this machine. */
export const MAX_ENVIRONMENTS = 64;

/** A handler that takes no longer is quick. */
export const QUICK_MS = 1;

/** After so many quick answers in a row, an environment is sent events ahead. */
export const QUICK_ANSWERS = 20;

/** What such an environment has at most, with the one that runs. */
export const MAX_EVENTS_AT_ONCE = 4;

/** Generic processes kept waiting for each language in use. */
export const POOLED_PROCESSES = 2;

/** How often running processes are measured. */
export const WATCH_INTERVAL_MS = 100;

/** What a process may allocate beyond the function's memory before it is stopped: measuring is not exact. */
export const MEMORY_TOLERANCE_BYTES = 16 * 1024 * 1024;

/** A dead process's output is read for this long, in case a child of it holds the pipe open. */
export const LAST_OUTPUT_MS = 250;

/** An environment is not reused when its credentials would expire this soon after the function's timeout. */
export const CREDENTIALS_MARGIN_MS = 60_000;

import type { Host } from '../../../kernel/context.ts';
import { Stopwatch } from '../../../kernel/clock.ts';
import { clockLead } from './clock-lead.ts';
import type { ExitStatus } from './exit-status.ts';
import { exited, type Failure, invalidEntrypoint, outOfMemory, responseTooLarge, timedOut } from './failure.ts';
import type { FunctionSpec, InvokeRequest, InvokeResult, LogSink, LogSource } from './function-spec.ts';
import {
  INIT_TIMEOUT_MS,
  LOG_TAIL_BYTES,
  MAX_EVENTS_AT_ONCE,
  MAX_RESPONSE_BYTES,
  MEMORY_TOLERANCE_BYTES,
  QUICK_ANSWERS,
  QUICK_MS,
} from './limits.ts';
import { LogTail } from './log-tail.ts';
import type { Watched } from './process-watch.ts';
import { billedDuration, endLine, initReportLine, initStartLine, reportLine, startLine } from './report.ts';
import { MEASURING_INTERVAL_MS, residentMemory } from './resident-memory.ts';
import type { Initialization, ReportedError, RuntimeDriver, RuntimeListener } from './runtime-driver.ts';

const MEGABYTE = 1024 * 1024;
const EMPTY_EVENT = Buffer.from('{}');
const NO_FAILURE: Partial<Failure> = {};

interface Invoking {
  readonly request: InvokeRequest;
  readonly tail: LogTail;
  /** Without a result where it was not begun. */
  readonly resolve: (result: InvokeResult | undefined) => void;
  stopwatch: Stopwatch;
  initDurationMs?: number;
  /** Why the process is being ended, once that is decided. */
  verdict?: (requestId: string) => Failure;
}

/** How one invocation ended. */
interface Outcome {
  readonly payload: Uint8Array;
  readonly failure: Omit<Failure, 'payload'> | undefined;
  readonly durationMs: number;
}

export interface EnvironmentOptions {
  readonly host: Host;
  readonly spec: FunctionSpec;
  readonly logStream: string;
  readonly onLog: LogSink;
  /** Shown in the INIT_START line: `python:3.11.2`. */
  readonly runtimeVersion: string;
  readonly credentialsExpireAt: number;
  /** Called once for each environment, after its process has ended. */
  readonly onEnd: (environment: ExecutionEnvironment) => void;
}

/**
 * One process that belongs to one function: runs its invocations one after another and writes their log. One that has
 * been quick is sent a few ahead, which spares it going to sleep and being woken; it gives back those that would have to
 * wait.
 */
export class ExecutionEnvironment implements Watched, RuntimeListener {
  readonly spec: FunctionSpec;
  readonly logStream: string;
  readonly credentialsExpireAt: number;
  /** Since when it waits, on the injected clock. */
  idleSince = 0;
  /** The same in real time. */
  idleTime = new Stopwatch();
  #driver: RuntimeDriver | undefined;
  readonly #options: EnvironmentOptions;
  readonly #logSource: LogSource;
  readonly #initStopwatch = new Stopwatch();
  #isReady = false;
  #isUsable = true;
  #isRetired = false;
  #invocations = 0;
  #hasEnded = false;
  #invoking: Invoking | undefined;
  /** Sent ahead, behind the one that runs. */
  readonly #ahead: Invoking[] = [];
  /** How the running one ended, until its last output is read. */
  #outcome: Outcome | undefined;
  #quickAnswers = 0;
  #maxMemoryBytes = 0;
  #sinceMeasured = new Stopwatch();

  constructor(options: EnvironmentOptions) {
    this.#options = options;
    this.spec = options.spec;
    this.logStream = options.logStream;
    const { accountId, region, functionName, logGroup } = options.spec;
    this.#logSource = { accountId, region, functionName, logGroup, logStream: options.logStream };
    this.credentialsExpireAt = options.credentialsExpireAt;
  }

  /** False once its process has ended or is about to: it takes no further invocation. */
  get isUsable(): boolean {
    return this.#isUsable;
  }

  /** Its function has changed: the running invocation is its last. */
  get isRetired(): boolean {
    return this.#isRetired;
  }

  /** It has run one invocation, the one it was started for. */
  get isFresh(): boolean {
    return this.#invocations === 1;
  }

  get isBusy(): boolean {
    return this.#invoking !== undefined;
  }

  /** May be sent another event while one is running. */
  get takesAhead(): boolean {
    return (
      this.#quickAnswers >= QUICK_ANSWERS &&
      this.#ahead.length + 1 < MAX_EVENTS_AT_ONCE &&
      this.#isUsable &&
      !this.#isRetired
    );
  }

  retire(): void {
    this.#isRetired = true;
  }

  start(driver: RuntimeDriver, initialization: Initialization): void {
    this.#driver = driver;
    const { runtimeVersion, spec } = this.#options;
    this.#log(initStartLine(runtimeVersion, spec.region, runtimeVersion.replaceAll(/[^\w.]/g, '-')));
    driver.initialize(initialization);
  }

  /** Undefined where the function has not seen the event: another environment has to take it. */
  invoke(request: InvokeRequest): Promise<InvokeResult | undefined> {
    return new Promise((resolve) => {
      this.#invocations++;
      const invoking = { request, resolve, tail: new LogTail(LOG_TAIL_BYTES), stopwatch: new Stopwatch() };
      if (this.#invoking) this.#ahead.push(invoking);
      else this.#begin(invoking);
      if (this.#hasEnded) return this.#fail(exited(request.requestId, { code: null, signal: null }));
      this.#send(request);
    });
  }

  /** Ends the process; a running invocation fails. */
  kill(): void {
    this.#isUsable = false;
    this.#driver?.kill();
  }

  check(): number {
    const invoking = this.#invoking;
    if (!invoking || invoking.verdict) return Infinity;

    const remainingMs = this.#allowedMs() - this.#elapsedMs(invoking);
    if (remainingMs <= 0) {
      const now = this.#options.host.clock.now();
      this.#condemn(invoking, (requestId) => timedOut(requestId, this.spec.timeoutSeconds, now));
    } else if (this.#isOverMemory()) {
      this.#condemn(invoking, outOfMemory);
    }
    return remainingMs;
  }

  ready(): void {
    this.#isReady = true;
    const invoking = this.#invoking;
    if (!invoking) return;
    invoking.initDurationMs = this.#initStopwatch.elapsedMs;
    invoking.stopwatch = new Stopwatch();
    this.#log(startLine(invoking.request.requestId, this.spec.version), invoking);
  }

  initFailed(error: ReportedError): void {
    this.#log(initReportLine(this.#initStopwatch.elapsedMs, error.errorType));
    this.ready();
    this.failed(error);
    this.kill();
  }

  succeeded(payload: Uint8Array, maxMemoryBytes = 0, handlerMs?: number): void {
    this.#settle();
    this.#quickAnswers = handlerMs !== undefined && handlerMs <= QUICK_MS ? this.#quickAnswers + 1 : 0;
    this.#maxMemoryBytes = Math.max(this.#maxMemoryBytes, maxMemoryBytes);
    if (payload.length > MAX_RESPONSE_BYTES) return this.#fail(responseTooLarge());
    this.#complete(payload, undefined, handlerMs);
  }

  returned(requestIds: readonly string[]): void {
    this.#quickAnswers = 0;
    this.#giveBack(this.#ahead.filter(({ request }) => requestIds.includes(request.requestId)));
  }

  failed({ errorType, payload, maxMemoryBytes = 0, isFatal = false }: ReportedError): void {
    this.#settle();
    this.#quickAnswers = 0;
    if (isFatal) this.#isUsable = false;
    this.#maxMemoryBytes = Math.max(this.#maxMemoryBytes, maxMemoryBytes);
    // What the function threw is no failure of the platform: the REPORT line has no status for it, unless it was the runtime's.
    this.#complete(payload, { errorType, status: 'error' });
  }

  logged(line: string): void {
    this.#log(line, this.#invoking);
  }

  exited(status: ExitStatus, launchError?: Error): void {
    this.#settle();
    this.#hasEnded = true;
    this.#isUsable = false;
    const invoking = this.#invoking;
    if (invoking) {
      if (!this.#isReady) this.ready();
      const { requestId } = invoking.request;
      if (launchError) this.#fail(invalidEntrypoint(requestId, launchError.message));
      else this.#fail((invoking.verdict ?? ((id) => exited(id, status)))(requestId));
    }
    this.#options.onEnd(this);
  }

  #send(request: InvokeRequest): void {
    this.#driver?.invoke({
      requestId: request.requestId,
      payload: request.payload.length === 0 ? EMPTY_EVENT : request.payload,
      invokedFunctionArn: request.invokedFunctionArn ?? this.spec.functionArn,
      timeoutMs: this.spec.timeoutSeconds * 1000,
      clockLeadMs: clockLead(this.#options.host.clock),
      traceHeader: request.traceHeader,
      clientContext: request.clientContext,
      cognitoIdentity: request.cognitoIdentity,
    });
  }

  #condemn(invoking: Invoking, verdict: (requestId: string) => Failure): void {
    invoking.verdict = verdict;
    this.kill();
  }

  /** The load of the handler has a time of its own before the function's begins. */
  #allowedMs(): number {
    return this.spec.timeoutSeconds * 1000 + (this.#isReady ? 0 : INIT_TIMEOUT_MS);
  }

  #elapsedMs(invoking: Invoking): number {
    return this.#isReady ? invoking.stopwatch.elapsedMs : this.#initStopwatch.elapsedMs;
  }

  #isOverMemory(): boolean {
    if (this.#sinceMeasured.elapsedMs < MEASURING_INTERVAL_MS) return false;
    this.#sinceMeasured = new Stopwatch();
    const pid = this.#driver?.pid;
    const bytes = pid === undefined ? undefined : residentMemory(pid);
    if (bytes === undefined) return false;
    this.#maxMemoryBytes = Math.max(this.#maxMemoryBytes, bytes);
    return bytes > this.spec.memorySizeMb * MEGABYTE + MEMORY_TOLERANCE_BYTES;
  }

  #fail(failure: Failure): void {
    if (failure.logLine) this.logged(failure.logLine);
    this.#complete(failure.payload, failure);
  }

  #begin(invoking: Invoking): void {
    this.#invoking = invoking;
    if (this.#isReady) this.#log(startLine(invoking.request.requestId, this.spec.version), invoking);
  }

  #complete(payload: Uint8Array, failure?: Omit<Failure, 'payload'>, handlerMs = 0): void {
    if (!this.#invoking || this.#outcome) return;
    // Two answers may arrive at once.
    const durationMs = Math.max(this.#invoking.stopwatch.elapsedMs, handlerMs);
    this.#outcome = { payload, failure, durationMs };
    // The next one runs already. Otherwise a turn of the event loop later, so that output in the other pipes is read first.
    if (this.#ahead.length > 0) this.#settle();
    else setImmediate(() => this.#settle());
  }

  /** Gives the running invocation's result, if there is one, and goes on with the next. */
  #settle(): void {
    const [invoking, outcome] = [this.#invoking, this.#outcome];
    if (!invoking || !outcome) return;
    this.#outcome = undefined;
    this.#invoking = undefined;
    invoking.resolve(this.#result(invoking, outcome));
    if (!this.#isUsable) return this.#giveBack([...this.#ahead]);
    const next = this.#ahead.shift();
    if (!next) return;
    next.stopwatch = new Stopwatch();
    this.#begin(next);
  }

  #giveBack(unbegun: readonly Invoking[]): void {
    for (const invoking of unbegun) {
      this.#ahead.splice(this.#ahead.indexOf(invoking), 1);
      invoking.resolve(undefined);
    }
  }

  #result(invoking: Invoking, outcome: Outcome): InvokeResult {
    const { initDurationMs, request, tail } = invoking;
    const { payload, failure } = outcome;
    // A timeout is noticed a moment late, and AWS reports the limit.
    const durationMs = Math.min(outcome.durationMs, this.spec.timeoutSeconds * 1000);
    const billedDurationMs = billedDuration(durationMs, initDurationMs);
    const maxMemoryUsedMb = Math.min(Math.ceil(this.#maxMemoryBytes / MEGABYTE), this.spec.memorySizeMb);
    const { requestId } = request;
    const { memorySizeMb } = this.spec;

    this.#log(endLine(requestId), invoking);
    const platformFailure = failure && isPlatformError(failure.errorType) ? failure : undefined;
    const { status, errorType } = platformFailure ?? NO_FAILURE;
    const measured = { requestId, durationMs, billedDurationMs, memorySizeMb, maxMemoryUsedMb, initDurationMs };
    this.#log(reportLine(measured, status, errorType), invoking);
    return {
      payload,
      logStream: this.logStream,
      durationMs,
      billedDurationMs,
      maxMemoryUsedMb,
      initDurationMs,
      functionError: failure && 'Unhandled',
      errorType: failure?.errorType,
      logTail: request.logTail ? tail.text() : undefined,
    };
  }

  #log(message: string, invoking?: Invoking): void {
    if (invoking?.request.logTail) invoking.tail.append(message);
    this.#options.onLog(this.#logSource, { timestamp: this.#options.host.clock.now(), message });
  }
}

const isPlatformError = (errorType: string): boolean => /^(Runtime|Sandbox|Function)\./.test(errorType);

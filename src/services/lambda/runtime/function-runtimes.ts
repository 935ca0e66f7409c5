import { SystemClock, Stopwatch } from '../../../kernel/clock.ts';
import type { Host } from '../../../kernel/context.ts';
import { EnvironmentFactory, CannotStart } from './environment-factory.ts';
import { ExecutionEnvironment } from './execution-environment.ts';
import { type Failure, invalidEntrypoint, runtimeNotAvailable } from './failure.ts';
import type { FunctionSpec, InvokeRequest, InvokeResult, LogSink } from './function-spec.ts';
import { logStreamName } from './log-stream-name.ts';
import type { RuntimeAvailability } from './interpreter.ts';
import { CREDENTIALS_MARGIN_MS, IDLE_ENVIRONMENT_MS, MAX_ENVIRONMENTS, POOLED_PROCESSES } from './limits.ts';
import { ProcessWatch } from './process-watch.ts';
import type { Isolation } from './sandbox.ts';
import { WaitingLine } from './waiting-line.ts';
import { endLine, reportLine, startLine } from './report.ts';

export interface FunctionRuntimesOptions {
  /** Every line of every function's log, in order. Must not throw. */
  readonly onLog: LogSink;
  /** Processes that run functions at the same time; further invocations wait. */
  readonly maxEnvironments?: number;
  /** Generic processes kept ready for each language in use. */
  readonly poolSize?: number;
  /** How long an environment waits for its next invocation before it ends. */
  readonly idleEnvironmentMs?: number;
  /** `auto`: the best that works on this machine. */
  readonly isolation?: 'auto' | Isolation;
  /** The Python to use instead of the first one on the PATH. */
  readonly python?: string;
}

interface Starting {
  readonly functionKey: string;
  isRetired: boolean;
}

/**
 * Runs functions as processes of this machine. A process serves one function, one invocation at a time, and is used again
 * while it is warm. Processes live in real time: timeouts are measured by the system whatever the injected clock says, and a
 * running function counts as work, so that a virtual clock stands still meanwhile. An idle one is too old when either clock
 * says so, but sleeps on the system's: a virtual clock does not skip to the end of a process.
 */
export class FunctionRuntimes {
  readonly #host: Host;
  readonly #factory: EnvironmentFactory;
  readonly #onLog: LogSink;
  readonly #maxEnvironments: number;
  readonly #idleEnvironmentMs: number;
  readonly #processClock = new SystemClock();
  readonly #watch = new ProcessWatch();
  readonly #closed = new AbortController();
  readonly #busy = new Set<ExecutionEnvironment>();
  /** In the order in which they became idle. */
  readonly #idle = new Set<ExecutionEnvironment>();
  readonly #starting = new Set<Starting>();
  readonly #line = new WaitingLine();
  #isReaping = false;

  constructor(host: Host, options: FunctionRuntimesOptions) {
    this.#host = host;
    this.#onLog = options.onLog;
    this.#maxEnvironments = options.maxEnvironments ?? MAX_ENVIRONMENTS;
    this.#idleEnvironmentMs = options.idleEnvironmentMs ?? IDLE_ENVIRONMENT_MS;
    this.#factory = new EnvironmentFactory(host, {
      poolSize: options.poolSize ?? POOLED_PROCESSES,
      isolation: options.isolation ?? 'auto',
      python: options.python,
      onLog: options.onLog,
      onEnd: (environment) => this.#forget(environment),
    });
  }

  /** What the function does wrong is in the result; a rejection is Cirro's own trouble. */
  async invoke(spec: FunctionSpec, request: InvokeRequest): Promise<InvokeResult> {
    this.#host.work.begin();
    try {
      for (;;) {
        const environment = this.#findQuick(spec) ?? this.#takeIdle(spec) ?? (await this.#startOrWait(spec, request));
        if (!(environment instanceof ExecutionEnvironment)) return environment;
        const result = await this.#run(environment, request);
        if (result) return result;
      }
    } finally {
      this.#host.work.end();
    }
  }

  /** Starts generic processes for a runtime's language in the background. */
  prepare(runtime: string): void {
    void this.#prepare(runtime);
  }

  /** Whether this machine can run a runtime, with which interpreter, or what is missing. */
  availability(runtime: string): Promise<RuntimeAvailability> {
    return this.#factory.availability(runtime);
  }

  /** After an update or a deletion: idle environments of the key end now, busy ones after their invocation. */
  retire(functionKey: string): void {
    for (const environment of this.#idle) {
      if (environment.spec.functionKey === functionKey) this.#end(environment);
    }
    for (const environment of this.#busy) {
      if (environment.spec.functionKey === functionKey) environment.retire();
    }
    for (const starting of this.#starting) {
      if (starting.functionKey === functionKey) starting.isRetired = true;
    }
  }

  async close(): Promise<void> {
    this.#closed.abort(new Error('Cirro is closing'));
    this.#watch.close();
    this.#line.wakeAll();
    await this.#factory.close();
  }

  async #run(environment: ExecutionEnvironment, request: InvokeRequest): Promise<InvokeResult | undefined> {
    this.#watch.add(environment);
    try {
      return await environment.invoke(request);
    } finally {
      if (!environment.isBusy && this.#busy.has(environment)) {
        this.#watch.delete(environment);
        this.#release(environment);
      }
    }
  }

  /** One that will have answered what it has before another could be woken. */
  #findQuick(spec: FunctionSpec): ExecutionEnvironment | undefined {
    for (const environment of this.#busy) {
      const isFitting = environment.spec.functionKey === spec.functionKey && environment.takesAhead;
      if (isFitting && !this.#isExpiring(environment)) return environment;
    }
    return undefined;
  }

  /** The one used last is warmest, and the others grow old enough to be ended. */
  #takeIdle(spec: FunctionSpec): ExecutionEnvironment | undefined {
    let latest: ExecutionEnvironment | undefined;
    for (const environment of this.#idle) {
      if (environment.spec.functionKey !== spec.functionKey) continue;
      if (this.#isStale(environment)) this.#end(environment);
      else latest = environment;
    }
    if (latest) {
      this.#idle.delete(latest);
      this.#busy.add(latest);
    }
    return latest;
  }

  async #startOrWait(spec: FunctionSpec, request: InvokeRequest): Promise<ExecutionEnvironment | InvokeResult> {
    while (!this.#hasRoom()) {
      await this.#line.wait(spec.functionKey);
      const environment = this.#takeIdle(spec);
      if (environment) return environment;
    }
    this.#closed.signal.throwIfAborted();
    const starting: Starting = { functionKey: spec.functionKey, isRetired: false };
    this.#starting.add(starting);
    try {
      const environment = await this.#factory.create(spec);
      this.#busy.add(environment);
      if (starting.isRetired) environment.retire();
      return environment;
    } catch (error) {
      this.#line.next();
      if (error instanceof CannotStart) return this.#refuse(spec, request, error);
      throw error;
    } finally {
      this.#starting.delete(starting);
    }
  }

  async #prepare(runtime: string): Promise<void> {
    // What stands in the way is met again, and reported, by the invocation that needs it.
    await this.#factory.prepare(runtime).catch(() => {});
  }

  /** Makes room at the cost of the environment that has been idle longest. */
  #hasRoom(): boolean {
    if (this.#closed.signal.aborted) return true;
    if (this.#busy.size + this.#idle.size + this.#starting.size < this.#maxEnvironments) return true;
    const [oldest] = this.#idle;
    if (!oldest) return false;
    this.#end(oldest);
    return true;
  }

  #release(environment: ExecutionEnvironment): void {
    this.#busy.delete(environment);
    if (environment.isFresh) void this.#prepare(environment.spec.runtime);
    if (!environment.isUsable || environment.isRetired || this.#closed.signal.aborted) environment.kill();
    else this.#keep(environment);
    this.#line.next(environment.spec.functionKey);
  }

  #keep(environment: ExecutionEnvironment): void {
    environment.idleSince = this.#host.clock.now();
    environment.idleTime = new Stopwatch();
    this.#idle.add(environment);
    if (!this.#isReaping) void this.#reap();
  }

  async #reap(): Promise<void> {
    this.#isReaping = true;
    for (let [oldest] = this.#idle; oldest; [oldest] = this.#idle) {
      if (this.#isStale(oldest)) this.#end(oldest);
      else if (!(await this.#sleep(this.#idleEnvironmentMs - oldest.idleTime.elapsedMs))) return;
    }
    this.#isReaping = false;
  }

  /** False when everything is closing. */
  async #sleep(milliseconds: number): Promise<boolean> {
    try {
      await this.#processClock.sleepUntil(this.#processClock.now() + Math.max(1, milliseconds), this.#closed.signal);
      return true;
    } catch {
      return false;
    }
  }

  /** Idle for too long, or its credentials would not last for one more invocation. */
  #isStale(environment: ExecutionEnvironment): boolean {
    const idleMs = Math.max(this.#host.clock.now() - environment.idleSince, environment.idleTime.elapsedMs);
    return idleMs >= this.#idleEnvironmentMs || this.#isExpiring(environment);
  }

  #isExpiring(environment: ExecutionEnvironment): boolean {
    const neededUntil = this.#host.clock.now() + environment.spec.timeoutSeconds * 1000 + CREDENTIALS_MARGIN_MS;
    return environment.credentialsExpireAt < neededUntil;
  }

  #end(environment: ExecutionEnvironment): void {
    this.#idle.delete(environment);
    environment.kill();
  }

  /** Its process has ended, by itself or by us. */
  #forget(environment: ExecutionEnvironment): void {
    this.#idle.delete(environment);
    this.#line.next();
  }

  #refuse(spec: FunctionSpec, request: InvokeRequest, error: CannotStart): InvokeResult {
    const make = error.errorType === 'Runtime.NotAvailable' ? runtimeNotAvailable : invalidEntrypoint;
    return this.#failedBeforeStart(spec, request, make(request.requestId, error.message));
  }

  #failedBeforeStart(spec: FunctionSpec, request: InvokeRequest, failure: Failure): InvokeResult {
    const { requestId } = request;
    const logStream = logStreamName(this.#host, spec.version);
    const { accountId, region, functionName, logGroup, memorySizeMb } = spec;
    const measured = { durationMs: 0, billedDurationMs: 0, maxMemoryUsedMb: 0 };
    const { errorType, logLine = '', payload, status } = failure;
    const lines = [
      startLine(requestId, spec.version),
      logLine,
      endLine(requestId),
      reportLine({ requestId, memorySizeMb, ...measured }, status, errorType),
    ];
    const timestamp = this.#host.clock.now();
    const source = { accountId, region, functionName, logGroup, logStream };
    for (const message of lines) this.#onLog(source, { timestamp, message });
    const logTail = request.logTail ? { logTail: lines.join('') } : {};
    return { payload, functionError: 'Unhandled', errorType, logStream, ...measured, ...logTail };
  }
}

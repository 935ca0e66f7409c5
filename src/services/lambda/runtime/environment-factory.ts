import type { Host } from '../../../kernel/context.ts';
import {
  type EnvironmentFolder,
  fillEnvironmentFolder,
  type ModuleLinks,
  removeEnvironmentFolder,
} from './environment-folder.ts';
import { clockLead } from './clock-lead.ts';
import { environmentVariables } from './environment-variables.ts';
import { type EnvironmentOptions, ExecutionEnvironment } from './execution-environment.ts';
import { FramedDriver } from './framed-driver.ts';
import type { FunctionSpec, LogSink } from './function-spec.ts';
import {
  findPython,
  type Interpreter,
  nodeInterpreter,
  type RuntimeAvailability,
  unavailabilityReason,
} from './interpreter.ts';
import { type BootstrapKind, Launcher } from './launcher.ts';
import { logStreamName } from './log-stream-name.ts';
import { nodejsModules } from './module-links.ts';
import { ProcessPool } from './process-pool.ts';
import { findBootstrap, ProvidedDriver } from './provided-driver.ts';
import type { Initialization } from './runtime-driver.ts';
import { type RuntimeFamily, runtimeFamily } from './runtime-family.ts';
import type { RuntimeProcess } from './runtime-process.ts';
import type { Isolation } from './sandbox.ts';

export interface FactoryOptions {
  readonly poolSize: number;
  readonly isolation: 'auto' | Isolation;
  readonly python?: string | undefined;
  readonly onLog: LogSink;
  readonly onEnd: (environment: ExecutionEnvironment) => void;
}

/** The machine cannot run the function; the message says what is missing. */
export class CannotStart extends Error {
  readonly errorType: 'Runtime.NotAvailable' | 'Runtime.InvalidEntrypoint';

  constructor(errorType: CannotStart['errorType'], message: string) {
    super(message);
    this.errorType = errorType;
  }
}

/** What only a new process can heed: a function that sets one of these does not get a process from the pool. */
const START_VARIABLES =
  /^(NODE_OPTIONS|NODE_EXTRA_CA_CERTS|PYTHON[A-Z]+|LD_PRELOAD|LD_LIBRARY_PATH|UV_THREADPOOL_SIZE)$/;

/** Makes execution environments: a process from the pool, the function's files in its folder, its variables. */
export class EnvironmentFactory {
  readonly #host: Host;
  readonly #options: FactoryOptions;
  readonly #launcher: Launcher;
  readonly #pools = new Map<BootstrapKind, ProcessPool>();
  #python: Promise<Interpreter | undefined> | undefined;

  constructor(host: Host, options: FactoryOptions) {
    this.#host = host;
    this.#options = options;
    this.#launcher = new Launcher(host, options.isolation);
  }

  async availability(runtime: string): Promise<RuntimeAvailability> {
    const family = runtimeFamily(runtime);
    if (family.kind === 'provided') return { available: true, version: runtime, executable: 'bootstrap' };
    const interpreter = await this.#interpreter(family);
    if (!interpreter) return { available: false, reason: unavailabilityReason(runtime, family) };
    return { available: true, version: interpreter.version, executable: interpreter.executable };
  }

  /** Fills the pool of the runtime's language. */
  async prepare(runtime: string): Promise<void> {
    const family = runtimeFamily(runtime);
    if (family.kind !== 'nodejs' && family.kind !== 'python') return;
    const interpreter = await this.#interpreter(family);
    if (interpreter) await this.#pool(family.kind, interpreter).refill();
  }

  /** Started, but not ready: the first invocation may be given to it at once. Throws `CannotStart`. */
  async create(spec: FunctionSpec): Promise<ExecutionEnvironment> {
    const family = runtimeFamily(spec.runtime);
    if (family.kind === 'provided') return this.#createProvided(spec);

    const interpreter = await this.#interpreter(family);
    if (!interpreter || family.kind === 'unsupported') {
      throw new CannotStart('Runtime.NotAvailable', unavailabilityReason(spec.runtime, family));
    }
    return this.#createFromBootstrap(spec, family, interpreter);
  }

  async close(): Promise<void> {
    for (const pool of this.#pools.values()) pool.close();
    await this.#launcher.close();
  }

  async #createFromBootstrap(
    spec: FunctionSpec,
    family: RuntimeFamily & { kind: BootstrapKind },
    interpreter: Interpreter,
  ): Promise<ExecutionEnvironment> {
    const process = await this.#takeProcess(spec, family.kind, interpreter);
    const modules = family.kind === 'nodejs' ? nodejsModules(this.#host.config.runtimes, family.majorVersion) : {};
    const version = `${family.kind}:${interpreter.version}`;
    try {
      const { options, initialization } = await this.#prepareFunction(
        spec,
        process.folder,
        modules,
        version,
        interpreter,
      );
      const environment = new ExecutionEnvironment(options);
      environment.start(new FramedDriver(process, environment), initialization(''));
      return environment;
    } catch (error) {
      process.kill();
      throw error;
    }
  }

  #takeProcess(spec: FunctionSpec, kind: BootstrapKind, interpreter: Interpreter): Promise<RuntimeProcess> {
    const atStart = Object.entries(spec.environment ?? {}).filter(([name]) => START_VARIABLES.test(name));
    if (atStart.length > 0) return this.#launcher.startBootstrap(kind, interpreter, Object.fromEntries(atStart));
    return this.#pool(kind, interpreter).take();
  }

  async #createProvided(spec: FunctionSpec): Promise<ExecutionEnvironment> {
    const { folder, isolation } = await this.#launcher.prepareFolder();
    try {
      const { options, initialization } = await this.#prepareFunction(spec, folder, {}, spec.runtime.replace('.', ':'));
      const bootstrap = await findBootstrap(folder);
      if (bootstrap === undefined)
        throw new CannotStart(
          'Runtime.InvalidEntrypoint',
          "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]",
        );

      const start = ({ variables }: Initialization) =>
        this.#launcher.start(folder, isolation, { command: bootstrap, arguments: [], variables });
      const environment = new ExecutionEnvironment(options);
      const driver = new ProvidedDriver(environment, start);
      environment.start(driver, initialization(await driver.listen()));
      return environment;
    } catch (error) {
      await removeEnvironmentFolder(folder);
      throw error;
    }
  }

  async #prepareFunction(
    spec: FunctionSpec,
    folder: EnvironmentFolder,
    modules: ModuleLinks,
    runtimeVersion: string,
    interpreter?: Interpreter,
  ): Promise<{ options: EnvironmentOptions; initialization: (runtimeApi: string) => Initialization }> {
    const filled = spec
      .codeDirectory()
      .then((code) => fillEnvironmentFolder(folder, code, spec.layerDirectories ?? [], modules));
    const [credentials, endpoint] = await Promise.all([spec.credentials(), this.#host.config.endpoint(), filled]);
    const logStream = logStreamName(this.#host, spec.version);
    const { onEnd, onLog } = this.#options;
    const credentialsExpireAt = credentials.expiresAt;
    const { inside } = folder;
    return {
      options: { host: this.#host, spec, logStream, onLog, onEnd, runtimeVersion, credentialsExpireAt },
      initialization: (runtimeApi) => ({
        handler: spec.handler,
        taskRoot: inside.task,
        optRoot: inside.opt,
        memorySizeMb: spec.memorySizeMb,
        clockLeadMs: clockLead(this.#host.clock),
        variables: environmentVariables({
          spec,
          folder,
          credentials,
          logStream,
          endpoint,
          runtimeApi,
          runtimes: this.#host.config.runtimes,
          interpreter: interpreter?.executable,
        }),
      }),
    };
  }

  async #interpreter(family: RuntimeFamily): Promise<Interpreter | undefined> {
    if (family.kind === 'nodejs') return nodeInterpreter;
    return family.kind === 'python' ? this.#findPython() : undefined;
  }

  /** Asked again as long as there is none: it may be installed meanwhile. */
  async #findPython(): Promise<Interpreter | undefined> {
    this.#python ??= findPython(this.#options.python);
    const found = await this.#python;
    if (!found) this.#python = undefined;
    return found;
  }

  #pool(kind: BootstrapKind, interpreter: Interpreter): ProcessPool {
    const pool =
      this.#pools.get(kind) ??
      new ProcessPool(this.#options.poolSize, () => this.#launcher.startBootstrap(kind, interpreter));
    this.#pools.set(kind, pool);
    return pool;
  }
}

import { join } from 'node:path';
import type { Host } from '../../../kernel/context.ts';
import { createEnvironmentFolder, type EnvironmentFolder, removeEnvironmentFolder } from './environment-folder.ts';
import { waitingVariables } from './environment-variables.ts';
import type { Interpreter } from './interpreter.ts';
import { packagesFolder } from './module-links.ts';
import { RuntimeProcess } from './runtime-process.ts';
import { detectIsolations, isCovered, type Isolation } from './sandbox.ts';

export type BootstrapKind = 'nodejs' | 'python';

/** Starts processes, each in a folder of its own, under the isolation that this machine allows. */
export class Launcher {
  readonly #host: Host;
  readonly #wanted: 'auto' | Isolation;
  readonly #opening = new Set<Promise<unknown>>();
  #isolations: Promise<readonly Isolation[]> | undefined;
  #folders = 0;
  #isClosed = false;
  readonly #processes = new Map<RuntimeProcess, Promise<void>>();

  constructor(host: Host, isolation: 'auto' | Isolation) {
    this.#host = host;
    this.#wanted = isolation;
  }

  /** A process that has loaded the language's bootstrap and waits; `variables` are for what only a new process can heed. */
  startBootstrap(
    kind: BootstrapKind,
    interpreter: Interpreter,
    variables: Readonly<Record<string, string>> = {},
  ): Promise<RuntimeProcess> {
    return this.#untilClosed(this.#startBootstrap(kind, interpreter, variables));
  }

  async #startBootstrap(
    kind: BootstrapKind,
    interpreter: Interpreter,
    variables: Readonly<Record<string, string>>,
  ): Promise<RuntimeProcess> {
    const { runtimes } = this.#host.config;
    const modules = packagesFolder(join(runtimes, 'nodejs'), '@aws-sdk/client-lambda') ?? runtimes;
    const isolation = await this.#isolationFor([interpreter.executable, runtimes, modules]);
    const folder = await this.#createFolder(isolation);
    const watchesParent = isolation === 'none' ? { CIRRO_WATCH_PARENT: String(process.pid) } : {};
    return this.start(folder, isolation, {
      command: interpreter.executable,
      arguments: bootstrapArguments(kind, runtimes),
      variables: {
        ...variables,
        ...waitingVariables(folder, interpreter.executable),
        ...watchesParent,
        ...(kind === 'python' ? { CIRRO_MODULE_PATH: JSON.stringify(interpreter.modulePath) } : {}),
      },
    });
  }

  /** A folder for a program that comes with the function. */
  prepareFolder(): Promise<{ folder: EnvironmentFolder; isolation: Isolation }> {
    return this.#untilClosed(this.#prepareFolder());
  }

  async #prepareFolder(): Promise<{ folder: EnvironmentFolder; isolation: Isolation }> {
    const isolation = await this.#isolationFor([]);
    return { isolation, folder: await this.#createFolder(isolation) };
  }

  start(
    folder: EnvironmentFolder,
    isolation: Isolation,
    program: { command: string; arguments: readonly string[]; variables: Readonly<Record<string, string>> },
  ): RuntimeProcess {
    if (this.#isClosed) throw new Error('Cirro is closing');
    const started = new RuntimeProcess({ ...program, folder, isolation });
    this.#processes.set(started, this.#cleanUpAfter(started));
    return started;
  }

  async #cleanUpAfter(running: RuntimeProcess): Promise<void> {
    await running.ended;
    // Scratch files: what cannot be removed now goes with the whole folder.
    await removeEnvironmentFolder(running.folder).catch(() => {});
    this.#processes.delete(running);
  }

  /** Kills what still runs and waits until it has gone and its files are removed. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const running of this.#processes.keys()) running.kill();
    await Promise.allSettled(this.#opening);
    await Promise.all(this.#processes.values());
  }

  /** Folders that are being made must be there before anybody removes the folder around them. */
  async #untilClosed<T>(opening: Promise<T>): Promise<T> {
    this.#opening.add(opening);
    try {
      return await opening;
    } finally {
      this.#opening.delete(opening);
    }
  }

  /** What must be visible inside and lies where the sandbox has its own mounts rules the sandbox out. */
  async #isolationFor(needed: readonly string[]): Promise<Isolation> {
    if (this.#wanted !== 'auto') return this.#wanted;
    this.#isolations ??= detectIsolations(join(this.#host.config.scratch, 'functions'));
    const isSandboxPossible = !needed.some(isCovered);
    return (await this.#isolations).find((one) => one !== 'bubblewrap' || isSandboxPossible) ?? 'none';
  }

  #createFolder(isolation: Isolation): Promise<EnvironmentFolder> {
    const root = join(this.#host.config.scratch, 'functions', `environment-${++this.#folders}`);
    return createEnvironmentFolder(root, isolation === 'bubblewrap');
  }
}

/** The header size is what AWS starts Node.js with; Python's output is not to be held back in buffers. */
const bootstrapArguments = (kind: BootstrapKind, runtimes: string): readonly string[] =>
  kind === 'nodejs'
    ? ['--max-http-header-size=81920', join(runtimes, 'nodejs', 'bootstrap.mjs')]
    : ['-u', join(runtimes, 'python', 'bootstrap.py')];

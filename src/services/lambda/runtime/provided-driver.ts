import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { EnvironmentFolder } from './environment-folder.ts';
import { RuntimeApi } from './runtime-api.ts';
import type { Initialization, Invocation, RuntimeDriver, RuntimeListener } from './runtime-driver.ts';
import type { RuntimeProcess } from './runtime-process.ts';

/** A program of the customer that polls the Runtime API. */
export class ProvidedDriver implements RuntimeDriver {
  readonly #api: RuntimeApi;
  readonly #listener: RuntimeListener;
  readonly #start: (initialization: Initialization) => RuntimeProcess;
  #process: RuntimeProcess | undefined;
  #launchError: Error | undefined;

  constructor(listener: RuntimeListener, start: (initialization: Initialization) => RuntimeProcess) {
    this.#api = new RuntimeApi(listener);
    this.#listener = listener;
    this.#start = start;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Answers the address for AWS_LAMBDA_RUNTIME_API. */
  listen(): Promise<string> {
    return this.#api.listen();
  }

  /** Unlike the languages' bootstraps, this one is started only now: its environment is the function's from the first. */
  initialize(initialization: Initialization): void {
    try {
      this.#process = this.#start(initialization);
    } catch (error) {
      this.#api.close();
      throw error;
    }
    this.#process.listen({
      onFrame: () => {},
      onOutput: (line) => this.#read(line),
      onExit: (status, launchError) => {
        this.#api.close();
        this.#listener.exited(status, launchError ? toEntrypointError(launchError) : this.#launchError);
      },
    });
  }

  invoke(invocation: Invocation): void {
    this.#api.invoke(invocation);
  }

  kill(): void {
    this.#process?.kill();
  }

  #read(line: string): void {
    const [, path, reason] = NOT_EXECUTED.exec(line) ?? [];
    if (path && reason) this.#launchError = new Error(`fork/exec ${path}: ${reason.toLowerCase()}`);
    else this.#listener.logged(line);
  }
}

/** What bubblewrap and setpriv say when they cannot execute the program; from inside, nobody else can tell. */
const NOT_EXECUTED = /^(?:bwrap: execvp|setpriv: failed to execute) (\S+): (.+)\n$/;

const SYSTEM_WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  ENOENT: 'no such file or directory',
  ENOEXEC: 'exec format error',
};

const toEntrypointError = (error: NodeJS.ErrnoException): Error =>
  new Error(`fork/exec ${error.path ?? 'bootstrap'}: ${SYSTEM_WORDS[error.code ?? ''] ?? error.message}`);

/** The places where AWS looks, in its order. `undefined` if neither has a file. */
export async function findBootstrap(folder: EnvironmentFolder): Promise<string | undefined> {
  const places = [
    [join(folder.root, 'var', 'task', 'bootstrap'), join(folder.inside.task, 'bootstrap')],
    [join(folder.root, 'opt', 'bootstrap'), join(folder.inside.opt, 'bootstrap')],
  ] as const;
  for (const [path, inside] of places) {
    if (await isFile(path)) return inside;
  }
  return undefined;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

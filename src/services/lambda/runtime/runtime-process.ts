import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { SystemClock } from '../../../kernel/clock.ts';
import type { EnvironmentFolder } from './environment-folder.ts';
import type { ExitStatus } from './exit-status.ts';
import { type Frame, FrameReader } from './frame.ts';
import { LAST_OUTPUT_MS } from './limits.ts';
import { LineSplitter } from './line-splitter.ts';
import { type Isolation, isolated } from './sandbox.ts';

export interface Launch {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  readonly folder: EnvironmentFolder;
  readonly isolation: Isolation;
}

export interface ProcessListener {
  onFrame(frame: Frame): void;
  /** What was written past the bootstrap, by the line. */
  onOutput(line: string): void;
  /** After the last output. `launchError` when there never was a process. */
  onExit(status: ExitStatus, launchError?: Error): void;
}

/** An operating system process with two pipes for frames: descriptor 3 towards it, 4 from it. */
export class RuntimeProcess {
  readonly folder: EnvironmentFolder;
  /** Resolves after the exit and the last output. */
  readonly ended: Promise<void>;
  readonly #child: ChildProcess;
  readonly #reader = new FrameReader();
  readonly #isGroupLeader = process.platform !== 'win32';
  #listener: ProcessListener | undefined;
  #end: { readonly status: ExitStatus; readonly launchError?: Error } | undefined;

  constructor(launch: Launch) {
    const start = isolated(launch.isolation, launch.folder.root, launch.command, launch.arguments);
    this.folder = launch.folder;
    this.#child = spawn(start.command, [...start.arguments], {
      cwd: launch.folder.root,
      env: { ...launch.variables },
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
      // Its own group, to end with all that it started. On Windows this would open a console and outlive us instead.
      detached: this.#isGroupLeader,
      windowsHide: true,
    });
    this.ended = this.#listen(launch.isolation);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get hasEnded(): boolean {
    return this.#end !== undefined || this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** At most one listener: the execution environment that this process has become. */
  listen(listener: ProcessListener): void {
    this.#listener = listener;
    if (this.#end) listener.onExit(this.#end.status, this.#end.launchError);
  }

  send(frame: Buffer): void {
    (this.#child.stdio[3] as Writable | null)?.write(frame);
  }

  kill(): void {
    if (this.#child.pid === undefined) return;
    try {
      process.kill(this.#isGroupLeader ? -this.#child.pid : this.#child.pid, 'SIGKILL');
    } catch {
      // It has gone already.
    }
  }

  #listen(isolation: Isolation): Promise<void> {
    for (const stream of this.#child.stdio) stream?.on('error', () => {});
    (this.#child.stdio[4] as Readable | null)?.on('data', (chunk: Buffer) => this.#receive(chunk));
    this.#splitLines(this.#child.stdout);
    this.#splitLines(this.#child.stderr);

    return new Promise((resolve) => {
      this.#child.once('error', (error) => {
        if (this.#child.pid === undefined) resolve(this.#finish({ code: null, signal: null }, error));
      });
      this.#child.once('exit', (code, signal) => {
        // What it started ends with it.
        this.kill();
        const status = isolation === 'bubblewrap' ? innerStatus(code, signal) : { code, signal };
        resolve(this.#finishAfterLastOutput(status));
      });
    });
  }

  #receive(chunk: Buffer): void {
    let frames: Frame[];
    try {
      frames = this.#reader.push(chunk);
    } catch {
      // The function wrote into its bootstrap's pipe: what comes next cannot be told any more.
      return this.kill();
    }
    for (const frame of frames) this.#listener?.onFrame(frame);
  }

  #splitLines(stream: Readable | null): void {
    const lines = new LineSplitter();
    stream?.on('data', (chunk: Buffer) => {
      for (const line of lines.push(chunk)) this.#listener?.onOutput(line);
    });
    stream?.on('close', () => {
      for (const line of lines.flush()) this.#listener?.onOutput(line);
    });
  }

  /** The pipes close after the exit, unless a process that it started in another group holds them open. */
  async #finishAfterLastOutput(status: ExitStatus): Promise<void> {
    const patience = new AbortController();
    const closed = new Promise<void>((resolve) => this.#child.once('close', () => resolve()));
    const clock = new SystemClock();
    await Promise.race([closed, clock.sleepUntil(clock.now() + LAST_OUTPUT_MS, patience.signal).catch(() => {})]);
    patience.abort();
    for (const stream of this.#child.stdio) stream?.destroy();
    this.#finish(status);
  }

  #finish(status: ExitStatus, launchError?: Error): void {
    this.#end = launchError ? { status, launchError } : { status };
    this.#listener?.onExit(status, launchError);
  }
}

const SIGNALS_BY_NUMBER: Readonly<Record<number, NodeJS.Signals>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  4: 'SIGILL',
  5: 'SIGTRAP',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  15: 'SIGTERM',
};

/** Bubblewrap says 128 and the signal's number, as shells do. Bootstraps themselves exit with 128 and 129. */
function innerStatus(code: number | null, signal: NodeJS.Signals | null): ExitStatus {
  const bySignal = code !== null && code > 129 ? SIGNALS_BY_NUMBER[code - 128] : undefined;
  return bySignal ? { code: null, signal: bySignal } : { code, signal };
}

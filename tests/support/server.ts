import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');
const bin = join(root, 'bin/cirro.js');

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command as a user types it; resolves when it ends. */
export async function cirro(...args: string[]): Promise<Finished> {
  return finish(spawn(process.execPath, [bin, ...args], { cwd: root, env: withoutAws() }));
}

/** A shell script, e.g. the lines of a README. */
export async function bash(
  script: string,
  options: { cwd?: string; env?: Record<string, string> } = {},
): Promise<Finished> {
  const env = { ...withoutAws(), ...options.env };
  // With a socket as its input bash takes itself for a remote shell, and reads what a login would.
  const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
  return finish(spawn('bash', ['--norc', '-euo', 'pipefail', '-c', script], { cwd: options.cwd ?? root, env, stdio }));
}

/** What `child` printed, when it has ended. */
export async function finish(child: ChildProcess): Promise<Finished> {
  let stdout = '';
  let stderr = '';
  child.stdout!.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** The tests' own AWS settings must not reach, and must not be reached by, what a person has set up. */
export function withoutAws(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
}

export interface Server extends AsyncDisposable {
  readonly endpoint: string;
  readonly port: number;
  readonly data: string;
  readonly process: ChildProcess;
  /** What it printed so far. */
  output(): string;
  kill(): Promise<void>;
}

/** `cirro start` as a user starts it, on a free port; on `data` or a folder of its own that goes with it. */
export async function startServer(options: { data?: string; args?: string[] } = {}): Promise<Server> {
  const data = options.data ?? mkdtempSync(join(tmpdir(), 'cirro-server-'));
  const child = spawn(process.execPath, [bin, 'start', '--port', '0', '--data', data, ...(options.args ?? [])], {
    env: withoutAws(),
  });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const port = await new Promise<number>((listening, failed) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = /127\.0\.0\.1:(\d+)/.exec(output)?.[1];
      if (found !== undefined) listening(Number(found));
    });
    child.once('exit', () => failed(new Error(`the server ended before it listened:\n${output}`)));
  });
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return {
    endpoint: `http://127.0.0.1:${port}`,
    port,
    data,
    process: child,
    output: () => output,
    kill,
    async [Symbol.asyncDispose]() {
      await kill();
      if (options.data === undefined) rmSync(data, { recursive: true, force: true });
    },
  };
}

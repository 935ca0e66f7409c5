import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * How a function's process is kept apart, found out once per machine:
 * `bubblewrap` gives it private `/var/task`, `/opt`, `/tmp` and process ids; `death-signal` only sees to it that it dies with
 * Cirro; with `none`, the bootstraps watch their parent themselves.
 */
export type Isolation = 'bubblewrap' | 'death-signal' | 'none';

const run = promisify(execFile);

/** Mounted over in the sandbox, so that nothing in them can be used from inside. */
const COVERED_FOLDERS = ['/var/', '/tmp/', '/opt/'];

export const isCovered = (path: string): boolean => COVERED_FOLDERS.some((folder) => path.startsWith(folder));

/** Those that work here, best first. */
export async function detectIsolations(scratch: string): Promise<readonly Isolation[]> {
  if (process.platform !== 'linux') return ['none'];
  const folder = join(scratch, 'probe');
  for (const part of ['var/task', 'tmp', 'opt']) await mkdir(join(folder, part), { recursive: true });

  const [bubblewrap, deathSignal] = await Promise.all([
    works('bwrap', [...bubblewrapArguments(folder), '/bin/sh', '-c', 'test -d /var/task']),
    works('setpriv', ['--pdeathsig', 'KILL', '/bin/sh', '-c', 'true']),
  ]);
  return [...(bubblewrap ? ['bubblewrap' as const] : []), ...(deathSignal ? ['death-signal' as const] : []), 'none'];
}

/** The command that starts `command` under the isolation. */
export function isolated(
  isolation: Isolation,
  folder: string,
  command: string,
  commandArguments: readonly string[],
): { command: string; arguments: readonly string[] } {
  if (isolation === 'bubblewrap')
    return { command: 'bwrap', arguments: [...bubblewrapArguments(folder), command, ...commandArguments] };
  if (isolation === 'death-signal')
    return { command: 'setpriv', arguments: ['--pdeathsig', 'KILL', command, ...commandArguments] };
  return { command, arguments: commandArguments };
}

/** `folder` is bound while it is still empty: what is put into it later appears inside. */
const bubblewrapArguments = (folder: string): readonly string[] => {
  const processes = ['--die-with-parent', '--unshare-pid', '--proc', '/proc'];
  const system = ['--ro-bind', '/', '/', '--dev-bind', '/dev', '/dev'];
  const code = ['--ro-bind', join(folder, 'var'), '/var', '--ro-bind', join(folder, 'opt'), '/opt'];
  const scratch = ['--bind', join(folder, 'tmp'), '/tmp'];
  return [...system, ...processes, ...code, ...scratch, '--chdir', '/var/task', '--'];
};

async function works(command: string, commandArguments: readonly string[]): Promise<boolean> {
  try {
    await run(command, [...commandArguments], { timeout: 5000 });
    return true;
  } catch {
    return false;
  }
}

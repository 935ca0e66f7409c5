import { spawnSync } from 'node:child_process';
import type { Isolation } from '../../src/services/lambda/runtime/sandbox.ts';

const works = (command: string, ...commandArguments: string[]): boolean =>
  spawnSync(command, commandArguments, { stdio: 'ignore' }).status === 0;

const hasBubblewrap = works('bwrap', '--ro-bind', '/', '/', '--unshare-pid', '--proc', '/proc', 'true');
if (!hasBubblewrap) console.warn('Skipped: tests of the sandbox, since bubblewrap does not work on this machine.');

/** Those that work on this machine. */
export const isolations: readonly Isolation[] = [
  ...(hasBubblewrap ? (['bubblewrap'] as const) : []),
  ...(works('setpriv', '--pdeathsig', 'KILL', 'true') ? (['death-signal'] as const) : []),
  'none',
];

import { spawnSync } from 'node:child_process';
import { isCovered, type Isolation } from '../../src/services/lambda/runtime/sandbox.ts';
import { REPOSITORY } from './support.ts';

const works = (command: string, ...commandArguments: string[]): boolean =>
  spawnSync(command, commandArguments, { stdio: 'ignore' }).status === 0;

const hasBubblewrap = works('bwrap', '--ro-bind', '/', '/', '--unshare-pid', '--proc', '/proc', 'true');
if (!hasBubblewrap) console.warn('Skipped: tests of the sandbox, since bubblewrap does not work on this machine.');
// The sandbox has a /tmp of its own: from a clone in there Cirro runs functions without it.
if (isCovered(REPOSITORY)) console.warn(`Skipped: tests of the sandbox, since it hides ${REPOSITORY} from functions.`);

/** Those that work on this machine. */
export const isolations: readonly Isolation[] = [
  ...(hasBubblewrap && !isCovered(REPOSITORY) ? (['bubblewrap'] as const) : []),
  ...(works('setpriv', '--pdeathsig', 'KILL', 'true') ? (['death-signal'] as const) : []),
  'none',
];

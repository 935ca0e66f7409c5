import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds `runtimes/` and `labs/`: the repository's, or the installed package's. */
export const packageRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)));

// The bundle and the sources lie at different depths, so the folder is looked for instead of counted.
function findRoot(folder: string): string {
  if (existsSync(join(folder, 'runtimes')) && existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('Cirro is not installed completely: its runtimes folder is missing.');
  return findRoot(parent);
}

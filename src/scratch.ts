import { mkdtempSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

const PREFIX = 'cirro-';
/** In the data folder: where the scratch folder of the process that has it open is. */
const NOTE = 'scratch';

/** A folder for one process's sockets and unpacked code, which it removes when it closes. */
export const makeScratch = (): string => mkdtempSync(join(tmpdir(), PREFIX));

/**
 * Removes the scratch folder that a killed process left behind, and notes this process's own. To be called by who
 * holds the data folder's lock: then the other one is gone.
 */
export async function inheritScratch(data: string, scratch: string): Promise<void> {
  const note = join(data, NOTE);
  const left = await readFile(note, 'utf8').catch(() => undefined);
  if (left !== undefined && left !== scratch && isScratch(left)) await rm(left, { recursive: true, force: true });
  // A folder that stays behind is no reason not to start.
  await writeFile(note, scratch).catch(() => undefined);
}

/** Nothing else is ever deleted, whatever the note says. */
const isScratch = (path: string): boolean => dirname(path) === tmpdir() && basename(path).startsWith(PREFIX);

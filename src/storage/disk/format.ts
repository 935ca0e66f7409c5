import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { StorageError } from '../storage-error.ts';
import { syncFolder } from './sync-folder.ts';

/** Raised when an older Cirro could not read what this one writes. 2: the journal. 3: how the size of an item is stored. */
const FORMAT = 3;
const FILE = 'format.json';

/** Makes the folder when it is new; refuses what only a newer Cirro understands. Returns the format that it has. */
export async function prepareFolder(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  const format = await readFormat(folder);
  if (format === undefined) {
    await writeFormat(folder);
    return FORMAT;
  }
  if (format > FORMAT) {
    throw new StorageError(
      `The data folder ${folder} was written by a newer Cirro (format ${format}; this one knows up to ${FORMAT}). ` +
        'Update Cirro, or choose another folder.',
    );
  }
  return format;
}

/** From here on an older Cirro refuses the folder. To be asked by who holds its lock. */
export async function raiseFormat(folder: string, format: number): Promise<void> {
  if (format < FORMAT) await writeFormat(folder);
}

const writeFormat = (folder: string): Promise<void> =>
  writeDurably(join(folder, FILE), `${JSON.stringify({ format: FORMAT })}\n`);

async function readFormat(folder: string): Promise<number | undefined> {
  let text: string;
  try {
    text = await readFile(join(folder, FILE), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  const format: unknown = parse(text)?.['format'];
  if (typeof format === 'number') return format;
  throw new StorageError(`The data folder ${folder} is not one of Cirro's: ${FILE} is not readable.`);
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** A crash leaves the whole file or none. */
async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(`${path}.new`, 'w');
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
  await syncFolder(dirname(path));
}

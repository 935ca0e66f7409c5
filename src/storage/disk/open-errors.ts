import { StorageError } from '../storage-error.ts';

const sentences: readonly (readonly [pattern: RegExp, sentence: (folder: string) => string])[] = [
  [
    /LEVEL_LOCKED|already held by process|lock .*: (already|Resource temporarily unavailable)/,
    (folder) => `The data folder ${folder} is in use by another Cirro. Stop that one, or choose another folder.`,
  ],
  [
    /ENOSPC|No space left on device|EDQUOT|Disk quota exceeded/,
    (folder) => `The disk of the data folder ${folder} is full. Free some space and start Cirro again.`,
  ],
  [
    /EFBIG|File too large/,
    (folder) =>
      `A file of the data folder ${folder} may not grow further ('ulimit -f'). Raise the limit and start Cirro again.`,
  ],
  [
    /EACCES|EPERM|EROFS|Permission denied|Operation not permitted|Read-only file system/,
    (folder) => `The data folder ${folder} cannot be written. Give this user write access, or choose another folder.`,
  ],
  [
    /ENOTDIR|EEXIST|Not a directory/,
    (folder) => `The data folder ${folder} cannot be made: there is a file of that name. Choose another folder.`,
  ],
  [
    // What Node says of a folder below a read-only one.
    /ENOENT.*mkdir/,
    (folder) => `The data folder ${folder} cannot be made where it should be. Choose another folder.`,
  ],
  [
    /LEVEL_CORRUPTION|Corruption/,
    (folder) => `The data folder ${folder} is damaged. Restore it from a copy, or choose another folder.`,
  ],
];

/** What the system or LevelDB said, in a sentence for the person whose folder it is. */
export function toStorageError(error: unknown, folder: string): StorageError {
  if (error instanceof StorageError) return error;
  const said = describe(error);
  const known = sentences.find(([pattern]) => pattern.test(said));
  return new StorageError(known ? known[1](folder) : `The data folder ${folder} cannot be used: ${said}`, {
    cause: error,
  });
}

/** LevelDB's own words are in the causes. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? `${String(error.code)}: ` : '';
  return `${code}${error.message}${error.cause === undefined ? '' : ` (${describe(error.cause)})`}`;
}

import { notAPackage } from '../errors.ts';

/** One file of a zip package, as its central directory tells. */
export interface ZipEntry {
  /** Slashes between folders; never absolute, never outside. A folder's own entry ends with one. */
  readonly path: string;
  readonly method: number;
  readonly crc32: number;
  readonly compressedBytes: number;
  readonly sizeBytes: number;
  /** Unix permissions and type, where the package was made on such a system. */
  readonly mode: number | undefined;
  /** Where the local header begins. */
  readonly headerAt: number;
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT_BYTES = 0xffff;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_BYTES = 30;
const ENCRYPTED = 1;
const MADE_ON_UNIX = 3;
const MADE_ON_MACOS = 19;

/**
 * Reads the central directory of a zip package. Throws InvalidParameterValueException where it is not one, and for
 * paths that lead outside. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function readZipDirectory(zip: Buffer): readonly ZipEntry[] {
  const endAt = findEnd(zip);
  const count = zip.readUInt16LE(endAt + 10);
  let at = zip.readUInt32LE(endAt + 16);
  const entries: ZipEntry[] = [];
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_BYTES > endAt || zip.readUInt32LE(at) !== ENTRY_SIGNATURE) throw notAPackage();
    const nameBytes = zip.readUInt16LE(at + 28);
    entries.push(readEntry(zip, at, nameBytes));
    at += ENTRY_BYTES + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

/** The compressed bytes of an entry. */
export function entryData(zip: Buffer, entry: ZipEntry): Buffer {
  const { headerAt } = entry;
  if (headerAt + LOCAL_BYTES > zip.length || zip.readUInt32LE(headerAt) !== LOCAL_SIGNATURE) throw notAPackage();
  const dataAt = headerAt + LOCAL_BYTES + zip.readUInt16LE(headerAt + 26) + zip.readUInt16LE(headerAt + 28);
  if (dataAt + entry.compressedBytes > zip.length) throw notAPackage();
  return zip.subarray(dataAt, dataAt + entry.compressedBytes);
}

/** A comment may follow the end record, so it is looked for from behind. */
function findEnd(zip: Buffer): number {
  const first = Math.max(0, zip.length - END_BYTES - MAX_COMMENT_BYTES);
  for (let at = zip.length - END_BYTES; at >= first; at--) if (zip.readUInt32LE(at) === END_SIGNATURE) return at;
  throw notAPackage();
}

function readEntry(zip: Buffer, at: number, nameBytes: number): ZipEntry {
  const madeOn = zip.readUInt8(at + 5);
  const isEncrypted = (zip.readUInt16LE(at + 8) & ENCRYPTED) !== 0;
  const path = zip.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes);
  if (isEncrypted || !isInside(path)) throw notAPackage();
  const hasMode = madeOn === MADE_ON_UNIX || madeOn === MADE_ON_MACOS;
  return {
    path,
    method: zip.readUInt16LE(at + 10),
    crc32: zip.readUInt32LE(at + 16),
    compressedBytes: zip.readUInt32LE(at + 20),
    sizeBytes: zip.readUInt32LE(at + 24),
    mode: hasMode ? zip.readUInt16LE(at + 40) || undefined : undefined,
    headerAt: zip.readUInt32LE(at + 42),
  };
}

/** A path of the package may not leave the folder it is unpacked in, on any system. */
export const isInside = (path: string): boolean =>
  path !== '' &&
  !/[\0\\]/.test(path) &&
  !path.startsWith('/') &&
  !/^[A-Za-z]:/.test(path) &&
  !path.split('/').includes('..');

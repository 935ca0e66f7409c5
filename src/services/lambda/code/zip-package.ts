import { toBuffer } from '../../../lib/to-buffer.ts';
import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import { emptyPackage, notAPackage, packageTooLarge } from '../errors.ts';
import { MAX_UNZIPPED_BYTES } from '../limits.ts';
import { type ZipEntry, entryData, isInside, readZipDirectory } from './zip-directory.ts';

const inflate = promisify(inflateRaw);

const STORED = 0;
const DEFLATED = 8;
const TYPE_BITS = 0o170_000;
const SYMBOLIC_LINK = 0o120_000;
const PERMISSION_BITS = 0o777;
/** Files of packages made where there are no permissions. */
const DEFAULT_PERMISSIONS = 0o644;
/** Whatever the package says: the function reads its code, and we remove it. */
const LEAST_PERMISSIONS = 0o600;

/** What a package holds. Throws InvalidParameterValueException in AWS's words. */
export function inspectPackage(zipFile: Uint8Array): readonly ZipEntry[] {
  if (zipFile.byteLength === 0) throw emptyPackage();
  const entries = readZipDirectory(toBuffer(zipFile));
  if (entries.length === 0) throw emptyPackage();
  const unzippedBytes = entries.reduce((sum, entry) => sum + entry.sizeBytes, 0);
  if (unzippedBytes > MAX_UNZIPPED_BYTES) throw packageTooLarge(MAX_UNZIPPED_BYTES);
  return entries;
}

/** Writes a package's files under `folder`, which exists and is empty. Throws as `inspectPackage` does. */
export async function unpack(zipFile: Uint8Array, folder: string): Promise<void> {
  const zip = toBuffer(zipFile);
  // One after another: a package of 250 MB is never in memory as a whole.
  const entries = inspectPackage(zipFile);
  refuseDetours(entries);
  for (const entry of entries) await writeEntry(zip, entry, folder);
}

/** Nothing is written through a link: two of them together can lead outside. */
function refuseDetours(entries: readonly ZipEntry[]): void {
  const links = entries.filter(isLink).map((entry) => `${entry.path}/`);
  if (entries.some((entry) => links.some((link) => entry.path.startsWith(link)))) throw notAPackage();
}

const isLink = (entry: ZipEntry): boolean => ((entry.mode ?? 0) & TYPE_BITS) === SYMBOLIC_LINK;

async function writeEntry(zip: Buffer, entry: ZipEntry, folder: string): Promise<void> {
  const target = join(folder, entry.path);
  if (entry.path.endsWith('/')) {
    await mkdir(target, { recursive: true });
    return;
  }
  const body = await readBody(zip, entry);
  await mkdir(dirname(target), { recursive: true });
  if (isLink(entry)) return link(entry, body.toString(), target);
  const mode = permissionsOf(entry);
  await refuseClashes(writeFile(target, body, { mode, flag: 'wx' }));
  // `writeFile` applies the process's umask.
  await chmod(target, mode);
}

/** Bounded by the size the directory declares: a bomb that lies about it fails here. */
async function readBody(zip: Buffer, entry: ZipEntry): Promise<Buffer> {
  const data = entryData(zip, entry);
  const body = await decompress(data, entry);
  if (body.length !== entry.sizeBytes || crc32(body) !== entry.crc32) throw notAPackage();
  return body;
}

async function decompress(data: Buffer, entry: ZipEntry): Promise<Buffer> {
  if (entry.method === STORED) return data;
  if (entry.method !== DEFLATED) throw notAPackage();
  if (entry.sizeBytes === 0) return Buffer.alloc(0);
  try {
    return await inflate(data, { maxOutputLength: entry.sizeBytes });
  } catch {
    throw notAPackage();
  }
}

/** A link may lead only to what is in the package as well. */
async function link(entry: ZipEntry, to: string, target: string): Promise<void> {
  const resolved = posix.normalize(posix.join(posix.dirname(entry.path), to));
  if (posix.isAbsolute(to) || !isInside(resolved)) throw notAPackage();
  await refuseClashes(symlink(to, target));
}

/** Two entries of one path, or a file where a folder should be. */
async function refuseClashes(writing: Promise<void>): Promise<void> {
  try {
    await writing;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' || code === 'ENOTDIR' || code === 'EISDIR') throw notAPackage();
    throw error;
  }
}

const permissionsOf = (entry: ZipEntry): number =>
  ((entry.mode === undefined ? DEFAULT_PERMISSIONS : entry.mode & PERMISSION_BITS) | LEAST_PERMISSIONS) &
  PERMISSION_BITS;

import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for `body`, removed afterwards. On the disk that tmpdir is on. */
export async function inFolder<T>(body: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'cirro-bench-'));
  try {
    return await body(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One kilobyte that no engine can compress away or has seen before. */
export function kilobyte(seed: string | number): Buffer {
  const blocks = Array.from({ length: 16 }, (_, index) => createHash('sha512').update(`${seed}/${index}`).digest());
  return Buffer.concat(blocks);
}

const pool = kilobyte('pool');
/** Varied for each write, but cheap: what is measured is the storage. */
export function variedKilobyte(number: number): Buffer {
  const bytes = Buffer.from(pool);
  for (let at = 0; at < bytes.length; at += 64) bytes.writeUInt32LE((number * 2_654_435_761 + at) >>> 0, at);
  return bytes;
}

/** Calls `once` from so many writers at a time for so long; returns calls a second. */
export async function rate(writers: number, durationMs: number, once: (count: number) => Promise<unknown>) {
  let calls = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + durationMs;
  const write = async () => {
    while (performance.now() < endsAt) await once(calls++);
  };
  await Promise.all(Array.from({ length: writers }, write));
  return (calls / (performance.now() - startedAt)) * 1000;
}

export async function folderBytes(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

export const median = (values: readonly number[]): number =>
  values.toSorted((left, right) => left - right)[values.length >> 1] ?? NaN;

import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createRandom } from '../kernel/random.ts';
import type { BlobStore } from './blobs.ts';
import { DiskBlobs } from './disk/disk-blobs.ts';
import { MemoryBlobs } from './memory/memory-blobs.ts';

const random = createRandom('blobs');
const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cirro-'));
  folders.push(folder);
  return folder;
}

const engines: Record<string, () => Promise<BlobStore>> = {
  memory: async () => new MemoryBlobs({ random }),
  disk: async () => DiskBlobs.open({ folder: await newFolder(), random }),
};

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString();
}

async function* inChunks(...chunks: string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}

const hex = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex');

describe.each(Object.entries(engines))('%s', (_, open) => {
  test('a blob streams in and out, with its digests', async () => {
    const blobs = await open();
    const { id, ...info } = await blobs.put(inChunks('hello ', 'wor', 'ld'));
    expect(info).toEqual({ sizeBytes: 11, md5: hex('md5', 'hello world'), sha256: hex('sha256', 'hello world') });
    expect(await textOf(blobs.get(id))).toBe('hello world');
    const again = await blobs.put(Buffer.from('hello world'));
    expect(again).toMatchObject(info);
    expect(again.id).not.toBe(id);
  });

  test('a part of it can be read: from the start up to, not including, the end', async () => {
    const blobs = await open();
    const { id } = await blobs.put(Buffer.from('0123456789'));
    expect(await textOf(blobs.get(id, { start: 2, end: 5 }))).toBe('234');
    expect(await textOf(blobs.get(id, { start: 8, end: 100 }))).toBe('89');
    expect(await textOf(blobs.get(id, { start: 3, end: 3 }))).toBe('');
  });

  test('an empty blob is one too', async () => {
    const blobs = await open();
    const { id, sizeBytes } = await blobs.put(inChunks());
    expect(sizeBytes).toBe(0);
    expect(await textOf(blobs.get(id))).toBe('');
  });

  test('what was deleted, or never was, is not there', async () => {
    const blobs = await open();
    const { id } = await blobs.put(Buffer.from('x'));
    await blobs.delete(id);
    await blobs.delete(id);
    await expect(textOf(blobs.get(id))).rejects.toThrow(`There is no blob ${id}.`);
    await expect(textOf(blobs.get('../../etc/passwd'))).rejects.toThrow('There is no blob ../../etc/passwd.');
  });

  test('a source that fails leaves nothing behind', async () => {
    const blobs = await open();
    const failing = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half');
      throw new Error('connection lost');
    };
    await expect(blobs.put(failing())).rejects.toThrow('connection lost');
    expect(await blobs.collect(() => false)).toBe(0);
    expect(await blobs.collect(() => false)).toBe(0);
  });

  test('what nothing refers to is collected, but not before its row had the time to come', async () => {
    const blobs = await open();
    const [kept, orphan] = [await blobs.put(Buffer.from('kept')), await blobs.put(Buffer.from('orphan'))];
    const isReferenced = (id: string) => id === kept.id;
    expect(await blobs.collect(isReferenced)).toBe(0);
    expect(await blobs.collect(isReferenced)).toBe(1);
    expect(await textOf(blobs.get(kept.id))).toBe('kept');
    await expect(textOf(blobs.get(orphan.id))).rejects.toThrow('There is no blob');
  });
});

test('blobs on the disk are there for the next process, its unfinished ones and orphans are not', async () => {
  const folder = await newFolder();
  const before = await DiskBlobs.open({ folder, random });
  const [kept, orphan] = [await before.put(Buffer.from('kept')), await before.put(Buffer.from('orphan'))];
  await writeFile(join(folder, 'blobs', 'unfinished', 'f'.repeat(32)), 'half');

  const after = await DiskBlobs.open({ folder, random });
  expect(await textOf(after.get(kept.id))).toBe('kept');
  expect(await readdir(join(folder, 'blobs', 'unfinished'))).toEqual([]);
  expect(await after.collect((id) => id === kept.id)).toBe(1);
  await expect(textOf(after.get(orphan.id))).rejects.toThrow('There is no blob');
});

test('forks of blobs in memory are strangers to each other', async () => {
  const original = new MemoryBlobs({ random });
  const { id } = await original.put(Buffer.from('shared'));
  const fork = original.fork({ random });
  await original.delete(id);
  expect(await textOf(fork.get(id))).toBe('shared');
});

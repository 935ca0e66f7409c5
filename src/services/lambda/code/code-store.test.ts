import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Host } from '../../../kernel/context.ts';
import { Work } from '../../../kernel/work.ts';
import { CodeStore } from './code-store.ts';

let scratch: string;
let reads: number;
beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'code-store-'));
  reads = 0;
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

const packageWith = (content: string) => zipSync({ 'index.js': new TextEncoder().encode(content) });

/** As much of a host as the store uses, with blobs in memory. */
function hostWith(blobs: Map<string, Uint8Array>): Host {
  const host = {
    config: { scratch },
    work: new Work(),
    blobs: {
      put: (bytes: Uint8Array) => {
        const id = String(blobs.size);
        blobs.set(id, bytes);
        return Promise.resolve({ id, sizeBytes: bytes.byteLength });
      },
      async *get(id: string) {
        reads++;
        yield blobs.get(id)!;
      },
    },
  };
  return host as unknown as Host;
}

test('equal packages are unpacked once, and stay while anybody uses them', async () => {
  const store = new CodeStore(hostWith(new Map()));
  const [one, two] = [await store.keep(packageWith('same')), await store.keep(packageWith('same'))];
  const folder = await store.folderFor(one, 'a');
  expect(await store.folderFor(two, 'b')).toBe(folder);
  expect(await readFile(join(folder, 'index.js'), 'utf8')).toBe('same');

  await store.release('a');
  expect(existsSync(folder)).toBe(true);
  await store.release('b');
  expect(existsSync(folder)).toBe(false);
});

test('what is not unpacked any more is read from its blob', async () => {
  const blobs = new Map<string, Uint8Array>();
  const code = await new CodeStore(hostWith(blobs)).keep(packageWith('kept'));
  const folder = await new CodeStore(hostWith(blobs)).folderFor(code, 'a');
  expect(await readFile(join(folder, 'index.js'), 'utf8')).toBe('kept');
  expect(reads).toBe(1);
});

test('a package that is none is not kept', async () => {
  const blobs = new Map<string, Uint8Array>();
  const store = new CodeStore(hostWith(blobs));
  await expect(store.keep(new TextEncoder().encode('not a zip, whatever it says'))).rejects.toThrow('Could not unzip');
  expect(blobs.size).toBe(0);
});

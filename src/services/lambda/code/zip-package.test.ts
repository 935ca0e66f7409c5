import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inspectPackage, unpack } from './zip-package.ts';

const NOT_A_PACKAGE = 'Could not unzip uploaded file. Please check your file, then try to upload again.';
const text = (content: string) => new TextEncoder().encode(content);
const UNIX = 3;
const LINK = 0o120777;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zip-package-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a package', () => {
  test('is unpacked with its folders', async () => {
    await unpack(
      zipSync({ 'index.mjs': text('code'), lib: { 'a.js': text('a'.repeat(5000)) }, 'empty.txt': text('') }),
      folder,
    );
    expect(await readFile(join(folder, 'index.mjs'), 'utf8')).toBe('code');
    expect(await readFile(join(folder, 'lib/a.js'), 'utf8')).toHaveLength(5000);
    expect(await readFile(join(folder, 'empty.txt'), 'utf8')).toBe('');
  });

  test('keeps the permission to execute', async () => {
    const files: Zippable = {
      bootstrap: [text('#!/bin/sh'), { os: UNIX, attrs: 0o100755 << 16 }],
      'plain.txt': text('x'),
    };
    await unpack(zipSync(files), folder);
    expect((await stat(join(folder, 'bootstrap'))).mode & 0o777).toBe(0o755);
    expect((await stat(join(folder, 'plain.txt'))).mode & 0o777).toBe(0o644);
  });

  test('may be stored without compression', async () => {
    await unpack(zipSync({ 'a.txt': [text('stored'), { level: 0 }] }), folder);
    expect(await readFile(join(folder, 'a.txt'), 'utf8')).toBe('stored');
  });

  test('may link to its own files', async () => {
    const link: Zippable[string] = [text('real.txt'), { os: UNIX, attrs: LINK * 65_536 }];
    await unpack(zipSync({ 'real.txt': text('real'), 'link.txt': link }), folder);
    expect(await readFile(join(folder, 'link.txt'), 'utf8')).toBe('real');
  });
});

describe('refused is', () => {
  test('what is empty', () => {
    expect(() => inspectPackage(new Uint8Array())).toThrow('Uploaded file must be a non-empty zip');
    expect(() => inspectPackage(zipSync({}))).toThrow('Uploaded file must be a non-empty zip');
  });

  test('what is not a zip, or a part of one', () => {
    const zip = zipSync({ 'index.js': text('code '.repeat(100)) });
    expect(() => inspectPackage(text('this is no zip file at all, but long enough'))).toThrow(NOT_A_PACKAGE);
    expect(() => inspectPackage(zip.subarray(0, zip.length - 30))).toThrow(NOT_A_PACKAGE);
    expect(() => inspectPackage(zip.subarray(40))).toThrow(NOT_A_PACKAGE);
  });

  test('a damaged file', async () => {
    const zip = zipSync({ 'index.js': [text('some code'), { level: 0 }] });
    zip[zip.indexOf('c'.charCodeAt(0), 40)]! ^= 1;
    await expect(unpack(zip, folder)).rejects.toThrow(NOT_A_PACKAGE);
  });

  test.each(['../outside.txt', '/etc/outside', 'a/../../outside', 'a\\..\\b', 'C:/outside'])('the path %s', (path) => {
    expect(() => inspectPackage(zipSync({ [path]: text('x') }))).toThrow(NOT_A_PACKAGE);
  });

  test.each(['/etc/passwd', '../../outside', '../..'])('a link to %s', async (to) => {
    const link: Zippable[string] = [text(to), { os: UNIX, attrs: LINK * 65_536 }];
    await expect(unpack(zipSync({ 'a/link': link }), folder)).rejects.toThrow(NOT_A_PACKAGE);
  });

  test('a file behind a link', async () => {
    const link: Zippable[string] = [text('real'), { os: UNIX, attrs: LINK * 65_536 }];
    await expect(unpack(zipSync({ link, 'link/file': text('x') }), folder)).rejects.toThrow(NOT_A_PACKAGE);
  });

  test('what unzips to more than 250 MB', () => {
    const zip = zipSync({ 'zeros.bin': new Uint8Array(1_000_000) });
    expect(() => inspectPackage(withDeclaredSize(zip, 262_144_001))).toThrow(
      'Unzipped size must be smaller than 262144000 bytes',
    );
  });

  test('a bomb that hides its size', async () => {
    const zip = zipSync({ 'zeros.bin': new Uint8Array(1_000_000) });
    await expect(unpack(withDeclaredSize(zip, 10), folder)).rejects.toThrow(NOT_A_PACKAGE);
  });
});

/** Writes another size into the central directory of a package with one file. */
function withDeclaredSize(zip: Uint8Array, sizeBytes: number): Uint8Array {
  const lying = Buffer.from(zip);
  const directoryAt = lying.readUInt32LE(lying.length - 22 + 16);
  lying.writeUInt32LE(sizeBytes, directoryAt + 24);
  return lying;
}

import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inheritScratch, makeScratch } from './scratch.ts';

let data: string;
beforeEach(() => void (data = mkdtempSync(join(tmpdir(), 'scratch-test-'))));
afterEach(() => rmSync(data, { recursive: true, force: true }));

test('what a killed process left is removed by the next one on its data folder', async () => {
  const killed = makeScratch();
  await inheritScratch(data, killed);
  mkdirSync(join(killed, 'functions'));
  const next = makeScratch();
  await inheritScratch(data, next);
  expect(existsSync(killed)).toBe(false);
  await inheritScratch(data, next);
  expect(existsSync(next)).toBe(true);
  rmSync(next, { recursive: true });
});

test('nothing but a scratch folder is removed', async () => {
  const other = join(data, 'cirro-precious');
  mkdirSync(other);
  for (const left of [other, data, tmpdir(), '/', '', join(tmpdir(), 'cirro-x', '..')]) {
    writeFileSync(join(data, 'scratch'), left);
    await inheritScratch(data, join(tmpdir(), 'cirro-this-one'));
  }
  expect(existsSync(other)).toBe(true);
});

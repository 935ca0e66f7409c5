import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { createRandom } from '../../src/kernel/random.ts';
import { root } from '../support/server.ts';

const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 30);
const LONGEST_MS = 500;
const SEED = process.env['CRASH_SEED'] ?? String(Date.now());

interface Line {
  readonly writer: number;
  readonly version?: number;
  readonly found?: { readonly left: number; readonly right: number; readonly passing: readonly number[] };
}

test(`what a journal of small segments held survives ${ROUNDS} kills, also while it is recovered`, async () => {
  const random = createRandom(SEED);
  const folder = mkdtempSync(join(tmpdir(), 'cirro-journal-'));
  // Inside the repository, so that packages are found from there.
  const built = mkdtempSync(join(root, 'dist', 'crash-'));
  const program = join(built, 'journal-writer.mjs');
  const acknowledged = new Map<number, number>();
  let openings = 0;
  try {
    await build({
      entryPoints: [join(root, 'tests/crash/journal-writer.ts')],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      packages: 'external',
      logLevel: 'error',
    });
    for (let round = 0; round < ROUNDS; round++) {
      const lines = await runAndKill(program, folder, 50 + random.number() * LONGEST_MS);
      for (const { writer, version, found } of lines) {
        if (version !== undefined) acknowledged.set(writer, version);
        if (!found) continue;
        openings++;
        const said = `seed ${SEED}, round ${round}, writer ${writer}`;
        expect(found.left, said).toBeGreaterThanOrEqual(acknowledged.get(writer) ?? 0);
        expect(found.right, said).toBe(found.left);
        expect(found.passing, said).toEqual(found.left > 0 ? [found.left] : []);
      }
    }
    expect(openings).toBeGreaterThan(ROUNDS / 2);
    expect(Math.min(...acknowledged.values())).toBeGreaterThan(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(built, { recursive: true, force: true });
  }
}, 600_000);

async function runAndKill(program: string, folder: string, afterMs: number): Promise<readonly Line[]> {
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const closed = once(child, 'close');
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  expect(child.exitCode, 'it must not end by itself').toBeNull();
  child.kill('SIGKILL');
  await closed;
  // The last line may be cut off.
  return output
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
}

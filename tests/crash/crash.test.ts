import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRandom } from '../../src/kernel/random.ts';
import { startServer } from '../support/server.ts';
import { CrashLoad } from './load.ts';
import { Ledger } from './ledger.ts';

const ROUNDS = Number(process.env['CRASH_ROUNDS'] ?? 30);
const SHORTEST_MS = 50;
const LONGEST_MS = 400;
const SEED = process.env['CRASH_SEED'] ?? String(Date.now());

test(`what was acknowledged survives ${ROUNDS} kills`, async () => {
  const random = createRandom(SEED);
  const data = mkdtempSync(join(tmpdir(), 'cirro-crash-'));
  const ledger = new Ledger();
  try {
    for (let round = 0; round < ROUNDS; round++) {
      await using server = await startServer({ data });
      const load = new CrashLoad(server.endpoint, ledger);
      if (round === 0) await load.prepare();
      // All that was promised before the last kill is there, before anything new is asked for.
      expect(await load.findLosses(), `seed ${SEED}, round ${round}`).toEqual([]);
      const running = load.run(round);
      await new Promise((resolve) => setTimeout(resolve, SHORTEST_MS + random.number() * (LONGEST_MS - SHORTEST_MS)));
      await server.kill();
      await running;
    }
    await using server = await startServer({ data });
    const load = new CrashLoad(server.endpoint, ledger);
    expect(await load.findLosses(), `seed ${SEED}`).toEqual([]);
    expect(await load.drain(), `seed ${SEED}`).toEqual([]);
    expect(ledger.items.size, 'the load must have written something').toBeGreaterThan(ROUNDS);
    expect(ledger.messages.size).toBeGreaterThan(0);
    expect(ledger.invocations.size).toBeGreaterThan(0);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}, 600_000);

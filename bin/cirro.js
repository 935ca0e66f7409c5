#!/usr/bin/env node
import { existsSync } from 'node:fs';

const dist = new URL('../dist/cli.js', import.meta.url);
// Inside the repository a command builds first; the published package has `dist` only.
if (existsSync(new URL('../scripts/prepare.mjs', import.meta.url))) {
  const { ensureBuilt, ensureInstalled } = await import('../scripts/prepare.mjs');
  await ensureInstalled();
  await ensureBuilt();
}
const { main } = await import(dist.href);
process.exitCode = await main(process.argv.slice(2));

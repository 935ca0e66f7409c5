import { ensureBuilt, ensureInstalled } from './prepare.mjs';

try {
  await ensureInstalled();
  await ensureBuilt();
} catch (error) {
  console.error(`cirro: ${error.message}`);
  process.exit(1);
}
const { main } = await import('../dist/cli.js');
process.exitCode = await main(['start', ...process.argv.slice(2)]);

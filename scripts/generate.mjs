// `npm run generate`: docs/coverage.md. With a folder of AWS API models as argument: each service's constraints.ts as well.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled, root, run } from './prepare.mjs';

await ensureInstalled();
const [models] = process.argv.slice(2);
if (models) await run(process.execPath, [join(root, 'scripts/generate-constraints.mjs'), models]);

const { build } = await import('esbuild');
const outfile = join(root, 'dist', 'coverage.mjs');
await build({
  entryPoints: [join(root, 'scripts/coverage.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
});
const { renderCoverage } = await import(pathToFileURL(outfile));
writeFileSync(join(root, 'docs/coverage.md'), await renderCoverage());
console.log('wrote docs/coverage.md');

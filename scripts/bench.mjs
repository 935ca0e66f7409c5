// `npm run bench [-- name …]`: bundles each file of bench/ that exports `run`, runs them one after another, prints a table.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt, ensureInstalled, root } from './prepare.mjs';

await ensureInstalled();
await ensureBuilt();
const { build } = await import('esbuild');

const wanted = process.argv.slice(2);
const files = readdirSync(join(root, 'bench'), { recursive: true })
  .filter((file) => /^(http|storage)[\\/][^\\/]+\.ts$/.test(file) && !file.endsWith('.test.ts'))
  .filter((file) => wanted.length === 0 || wanted.some((name) => file.includes(name)));
// Inside the repository, so that packages are found from there.
const outdir = mkdtempSync(join(root, 'dist', 'bench-'));
const bundle = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  outExtension: { '.js': '.mjs' },
};
await build({
  ...bundle,
  outdir,
  outbase: join(root, 'bench'),
  entryPoints: [...files, 'support/result.ts'].map((file) => join(root, 'bench', file)),
});
const { toRow } = await import(pathToFileURL(join(outdir, 'support', 'result.mjs')));

try {
  for (const file of files) {
    const { run } = await import(pathToFileURL(join(outdir, file.replace(/\.ts$/, '.mjs'))));
    if (!run) continue;
    console.log(`\n${relative(root, join(root, 'bench', file))}`);
    for (const result of await run()) console.log(toRow(result));
  }
} finally {
  rmSync(outdir, { recursive: true, force: true });
}

// Bundles the cloud so that start-up reads a few files instead of thousands; each service is a chunk of its own.
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { root } from './prepare.mjs';

const require = createRequire(import.meta.url);

/** A service needs its SDK client's schemas only; the client itself, with its middleware, stays out of the bundle. */
const schemasOnly = {
  name: 'schemas-only',
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\/client-[^/]+$/ }, ({ path, importer, kind }) => {
      if (kind !== 'dynamic-import' || !/[\\/]services[\\/][^\\/]+[\\/]index\.ts$/.test(importer))
        return { external: true };
      return { path: join(packageFolder(path), 'dist-es', 'schemas', 'schemas_0.js'), sideEffects: false };
    });
  },
};

function packageFolder(name) {
  const entry = require.resolve(name);
  return entry.slice(0, entry.indexOf(join('node_modules', name))) + join('node_modules', name);
}

export async function build() {
  const { build: bundle } = await import('esbuild');
  const outdir = join(root, 'dist');
  rmSync(outdir, { recursive: true, force: true });
  await bundle({
    entryPoints: { index: join(root, 'src/index.ts'), cli: join(root, 'src/cli/main.ts') },
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['classic-level'],
    plugins: [schemasOnly],
    sourcemap: 'linked',
    logLevel: 'warning',
    legalComments: 'none',
    // Bundled CommonJS packages call `require` for Node's own modules.
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
}

if (process.argv[1] && dirname(process.argv[1]).endsWith('scripts') && process.argv[1].endsWith('build.mjs'))
  await build();

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { renderCoverage } from '../scripts/coverage.ts';
import { root } from './support/server.ts';

test('docs/coverage.md is what the manifests say', async () => {
  expect(readFileSync(join(root, 'docs/coverage.md'), 'utf8'), "run 'npm run generate'").toBe(await renderCoverage());
});

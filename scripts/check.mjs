// `npm run check`: format, lint, types, unused code, unit and architecture tests; each with its time.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureInstalled, root } from './prepare.mjs';

const bin = (name) => join(root, 'node_modules', '.bin', name);
const steps = [
  ['format', bin('oxfmt'), ['--check', '.']],
  ['lint', bin('oxlint'), []],
  ['types', bin('tsc'), ['-p', '.']],
  ['unused code', bin('knip'), ['--no-progress']],
  ['unit tests', bin('vitest'), ['run', '--project', 'unit', '--reporter=dot']],
];

await ensureInstalled();
const results = await Promise.all(steps.map(runStep));
for (const { title, code, output, seconds } of results) {
  if (code !== 0) process.stdout.write(`\n--- ${title} ---\n${output}\n`);
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${title} (${seconds} s)`);
}
process.exitCode = results.some(({ code }) => code !== 0) ? 1 : 0;

function runStep([title, command, args]) {
  const startedAt = Date.now();
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, { cwd: root, shell: process.platform === 'win32' });
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('exit', (code) =>
      resolve({ title, code: code ?? 1, output, seconds: ((Date.now() - startedAt) / 1000).toFixed(1) }),
    );
  });
}

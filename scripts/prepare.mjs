// Makes a fresh clone runnable with nothing but Node and npm, and does nothing when all is up to date.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const installStamp = join(root, 'node_modules', '.cirro-installed');
const buildStamp = join(root, 'dist', '.built');

/** Installs what the lock file names, unless it already did. */
export async function ensureInstalled() {
  const wanted = hash(['package.json', 'package-lock.json'].map((file) => readFileSync(join(root, file))));
  if (read(installStamp) === wanted) return;
  // Not 'ci': it refuses a lock file that lacks the optional packages of other platforms.
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  await step('installing packages', () =>
    run(npm, ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']),
  );
  writeFileSync(installStamp, wanted);
}

/** Bundles `src/` into `dist/`, unless no source changed since. */
export async function ensureBuilt() {
  const wanted = hash([...files('src'), ...files('labs')].map(fingerprint));
  if (read(buildStamp) === wanted) return;
  await step('building', async () => (await import('./build.mjs')).build());
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(buildStamp, wanted);
}

/** Runs a command of this repository with its output passed on; rejects when it fails. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
      ...options,
    });
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ${args.join(' ')} failed`))));
  });
}

async function step(title, work) {
  const startedAt = Date.now();
  const isTerminal = process.stderr.isTTY;
  const seconds = () => ((Date.now() - startedAt) / 1000).toFixed(1);
  process.stderr.write(isTerminal ? `\r${title} …` : `${title} …\n`);
  const ticker = isTerminal && setInterval(() => process.stderr.write(`\r${title} … ${seconds()} s`), 200);
  try {
    await work();
  } finally {
    clearInterval(ticker);
  }
  process.stderr.write(`${isTerminal ? '\r' : ''}${title} … done in ${seconds()} s\n`);
}

const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

function hash(parts) {
  const sum = createHash('sha256').update(process.version);
  for (const part of parts) sum.update(part);
  return sum.digest('hex');
}

const files = (folder) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
    : [];

function fingerprint(file) {
  const { mtimeMs, size } = statSync(file);
  return `${file}:${mtimeMs}:${size}`;
}

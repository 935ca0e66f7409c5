import { spawnSync } from 'node:child_process';

/** The distinct Python interpreters of this machine that can run functions. */
export const pythons: readonly string[] = distinct(['python3', '/usr/bin/python3']);

if (pythons.length === 0) {
  if (process.env['CI'] === 'true') throw new Error('python3 is needed for the tests of the Python runtimes');
  console.warn('Skipped: tests of the Python runtimes, since there is no python3 on the PATH.');
}

function distinct(names: readonly string[]): readonly string[] {
  const found = names.map((name) => spawnSync(name, ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }));
  return [...new Set(found.filter(({ status }) => status === 0).map(({ stdout }) => stdout.trim()))];
}

/** Whether this interpreter has boto3, and which. */
export function botoVersion(python: string): string | undefined {
  const { status, stdout } = spawnSync(python, ['-c', 'import boto3; print(boto3.__version__)'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'vitest';

/** Debian's package where it is installed (its botocore speaks Query to SQS), else what the path finds. */
const preferred = (name: string) => (existsSync(`/usr/bin/${name}`) ? `/usr/bin/${name}` : name);
export const aws = preferred('aws');
export const python3 = preferred('python3');

/** Programs that some tests drive. `.ci/run` installs them; elsewhere they may be missing. */
const PROBES = {
  'aws cli': [aws, '--version'],
  python3: [python3, '--version'],
  boto3: [python3, '-c', 'import boto3'],
  chromium: ['chromium', '--version'],
} as const;
export type Tool = keyof typeof PROBES;

const probed = new Map<Tool, boolean>();

function isPresent(tool: Tool): boolean {
  const known = probed.get(tool);
  if (known !== undefined) return known;
  const [command, ...args] = PROBES[tool];
  const present = spawnSync(command, args, { stdio: 'ignore' }).status === 0;
  probed.set(tool, present);
  return present;
}

/** `testWith('boto3')('…', …)`: skipped with the reason where the tool is missing; under CI it runs, and fails. */
export function testWith(...tools: readonly Tool[]): typeof test {
  const missing = tools.filter((tool) => !isPresent(tool));
  if (missing.length === 0 || process.env['CI'] === 'true') return test;
  console.log(`skipped: ${missing.join(' and ')} not found on this machine`);
  return test.skip as unknown as typeof test;
}

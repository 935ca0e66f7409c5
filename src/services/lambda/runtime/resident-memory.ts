import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Reading /proc costs microseconds; elsewhere a program has to be asked. */
export const MEASURING_INTERVAL_MS = process.platform === 'linux' ? 0 : 2000;

/**
 * Bytes that a process and all that it started hold for themselves (what they share with others, such as the
 * interpreter's own code, does not count). `undefined` where the system does not tell.
 */
export function residentMemory(pid: number): number | undefined {
  try {
    if (process.platform === 'linux') return linuxTree(pid);
    if (process.platform === 'darwin') return processGroup(pid);
  } catch {
    // It ended while it was being measured.
  }
  return undefined;
}

function linuxTree(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const own = kilobytes(/^RssAnon:\s+(\d+)/m.exec(status)) + kilobytes(/^RssShmem:\s+(\d+)/m.exec(status));
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return children.reduce((sum, child) => sum + (residentMemory(Number(child)) ?? 0), own);
}

function processGroup(pid: number): number {
  const output = execFileSync('ps', ['-o', 'rss=', '-g', String(pid)], { encoding: 'utf8' });
  return output.split('\n').reduce((sum, line) => sum + Number(line) * 1024, 0);
}

const kilobytes = (match: RegExpExecArray | null): number => Number(match?.[1] ?? 0) * 1024;

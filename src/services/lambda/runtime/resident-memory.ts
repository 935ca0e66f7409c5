import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const PAGE_BYTES = 4096;

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
  const [, resident, shared] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ').map(Number);
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  const own = Math.max(0, resident! - shared!) * PAGE_BYTES;
  return children
    .split(' ')
    .filter(Boolean)
    .reduce((sum, child) => sum + (residentMemory(Number(child)) ?? 0), own);
}

function processGroup(pid: number): number {
  const kilobytes = execFileSync('ps', ['-o', 'rss=', '-g', String(pid)], { encoding: 'utf8' });
  return kilobytes.split('\n').reduce((sum, line) => sum + Number(line) * 1024, 0);
}

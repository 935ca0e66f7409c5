import { Worker } from 'node:worker_threads';

/** Where the system does not end us with our parent, a thread looks: the main one may be busy in the function's endless loop. */
export function watchParent() {
  const parent = process.env.CIRRO_WATCH_PARENT;
  if (parent === undefined || process.platform === 'win32') return;
  const code = `setInterval(() => { if (process.ppid !== ${Number(parent)}) process.kill(process.pid, 'SIGKILL'); }, 1000);`;
  new Worker(code, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 8, stackSizeMb: 1 } }).unref();
}

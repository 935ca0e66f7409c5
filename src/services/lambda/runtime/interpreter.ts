import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { RuntimeFamily } from './runtime-family.ts';

/** The program of this machine that runs a language's functions. */
export interface Interpreter {
  readonly executable: string;
  readonly version: string;
  /** Where it finds installed modules; beyond its own defaults when it runs without the user's environment. */
  readonly modulePath: readonly string[];
}

export type RuntimeAvailability =
  | { readonly available: true; readonly version: string; readonly executable: string }
  | { readonly available: false; readonly reason: string };

const run = promisify(execFile);

/** Newest first after the plain name, which is what the user means by "python". */
const PYTHON_NAMES = [
  'python3',
  ...Array.from({ length: 12 }, (_, index) => `python3.${19 - index}`),
  ...(process.platform === 'win32' ? ['python', 'py'] : []),
];

const PYTHON_PROBE = [
  'import json, os, sys',
  'assert sys.version_info >= (3, 7)',
  'print(json.dumps([sys.executable, "%d.%d.%d" % sys.version_info[:3], [p for p in sys.path if os.path.isdir(p)]]))',
].join('\n');

export const nodeInterpreter: Interpreter = {
  executable: process.execPath,
  version: process.versions.node,
  modulePath: [],
};

/** Any Python 3 serves every `python3.*` runtime. `undefined` when the machine has none that works. */
export async function findPython(preferred?: string): Promise<Interpreter | undefined> {
  for (const name of preferred === undefined ? PYTHON_NAMES : [preferred]) {
    const found = await probePython(name);
    if (found) return found;
  }
  return undefined;
}

async function probePython(name: string): Promise<Interpreter | undefined> {
  try {
    const { stdout } = await run(name, ['-c', PYTHON_PROBE], { timeout: 10_000, cwd: '/' });
    const [executable, version, modulePath] = JSON.parse(stdout) as [string, string, string[]];
    return { executable, version, modulePath };
  } catch {
    // Not installed, a shim of a version manager without a version, or the Microsoft Store's placeholder.
    return undefined;
  }
}

/** What to tell whoever asks for a runtime that this machine does not have. */
export function unavailabilityReason(runtime: string, family: RuntimeFamily): string {
  if (family.kind === 'python')
    return `Runtime ${runtime} is not available on this machine: no python3 on the PATH. Install Python 3.7 or later and invoke again.`;
  const language = family.kind === 'unsupported' ? family.language : runtime;
  return `Runtime ${runtime} is not available: Cirro does not run ${language} functions yet. Node.js, Python and provided.* functions run.`;
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Clock, SystemClock } from '../../src/kernel/clock.ts';
import type { Host } from '../../src/kernel/context.ts';
import { createRandom } from '../../src/kernel/random.ts';
import { Work } from '../../src/kernel/work.ts';
import {
  FunctionRuntimes,
  type FunctionRuntimesOptions,
  type FunctionSpec,
  type InvokeRequest,
  type InvokeResult,
  type LogLine,
  type LogSource,
} from '../../src/services/lambda/runtime/index.ts';

export const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

export interface TestInvocation {
  readonly result: InvokeResult;
  /** The payload, parsed. */
  readonly answer: any; // oxlint-disable-line typescript/no-explicit-any
  readonly requestId: string;
}

/** A function and the folder of its package. */
export interface TestFunction extends FunctionSpec {
  readonly folder: string;
}

/** The runtimes on a minimal host: what they use of it is real, and they use nothing else. */
export class TestRuntimes {
  readonly runtimes: FunctionRuntimes;
  readonly logs: (LogSource & LogLine)[] = [];
  readonly work: Work;
  readonly scratch: string;
  /** Where the functions' SDKs are pointed. */
  endpoint = 'http://127.0.0.1:4566';
  #requests = 0;
  #functions = 0;

  constructor(scratch: string, options: Partial<FunctionRuntimesOptions>, clock: Clock, work: Work) {
    this.work = work;
    this.scratch = scratch;
    const host: Pick<Host, 'clock' | 'random' | 'work' | 'config'> = {
      clock,
      random: createRandom(),
      work: this.work,
      config: {
        endpoint: () => Promise.resolve(this.endpoint),
        scratch,
        runtimes: join(REPOSITORY, 'runtimes'),
      },
    };
    // The runtimes touch nothing else of the host.
    this.runtimes = new FunctionRuntimes(host as Host, {
      ...options,
      onLog: (source, line) => this.logs.push({ ...source, ...line }),
    });
  }

  /** A function whose package has these files. */
  async create(files: Readonly<Record<string, string>>, changes: Partial<FunctionSpec> = {}): Promise<TestFunction> {
    const number = ++this.#functions;
    const folder = join(this.scratch, 'code', String(number));
    await writeFiles(folder, files);
    return {
      folder,
      functionKey: `function-${number}`,
      functionName: 'orders',
      functionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:orders',
      version: '$LATEST',
      runtime: 'nodejs20.x',
      handler: 'index.handler',
      codeDirectory: () => Promise.resolve(folder),
      memorySizeMb: 256,
      timeoutSeconds: 10,
      logGroup: '/aws/lambda/orders',
      accountId: '123456789012',
      region: 'eu-west-1',
      credentials: () =>
        Promise.resolve({
          accessKeyId: 'ASIAEXAMPLE',
          secretAccessKey: 'secret',
          sessionToken: 'token',
          expiresAt: Date.now() + 3_600_000,
        }),
      ...changes,
    };
  }

  async invoke(spec: FunctionSpec, event: unknown = {}, more: Partial<InvokeRequest> = {}): Promise<TestInvocation> {
    const requestId = `00000000-0000-4000-8000-${String(++this.#requests).padStart(12, '0')}`;
    const payload = Buffer.from(JSON.stringify(event));
    const result = await this.runtimes.invoke(spec, { requestId, payload, logTail: true, ...more });
    const text = Buffer.from(result.payload).toString();
    return { result, requestId, answer: text === '' ? undefined : JSON.parse(text) };
  }

  /** What one function of one file answers. */
  async run(code: string, changes: Partial<FunctionSpec> = {}, event: unknown = {}): Promise<TestInvocation> {
    const file = changes.runtime?.startsWith('python') ? 'index.py' : 'index.js';
    return this.invoke(await this.create({ [file]: code }, changes), event);
  }

  messages(): string[] {
    return this.logs.map((event) => event.message);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.runtimes.close();
    await rm(this.scratch, { recursive: true, force: true });
  }
}

export async function testRuntimes(
  options: Partial<FunctionRuntimesOptions> = {},
  clock: Clock = new SystemClock(),
  work: Work = new Work(),
): Promise<TestRuntimes> {
  return new TestRuntimes(await mkdtemp(join(tmpdir(), 'cirro-runtimes-')), options, clock, work);
}

export async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text, { mode: name.endsWith('bootstrap') ? 0o755 : 0o644 });
  }
}

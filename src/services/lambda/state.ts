import type { Host } from '../../kernel/context.ts';
import { CodeLinks } from './code/code-links.ts';
import { CodeStore } from './code/code-store.ts';
import { ActivePollers } from './event-source-mapping/active-pollers.ts';
import { RoleCredentials } from './invocation/role-credentials.ts';
import { Concurrency } from './invocation/concurrency.ts';
import { FunctionLogs } from './invocation/function-logs.ts';
import type { Configuration } from './lambda-function.ts';
import { FunctionRuntimes, type FunctionSpec } from './runtime/index.ts';
import { knownRuntimes } from './store.ts';

/** What Lambda keeps in memory for one cloud. Everything here can be made again from the rows. */
export class LambdaState {
  readonly code: CodeStore;
  readonly links: CodeLinks;
  readonly credentials: RoleCredentials;
  readonly concurrency = new Concurrency();
  readonly logs: FunctionLogs;
  readonly pollers = new ActivePollers();
  readonly runtimes: FunctionRuntimes;
  /** What `run-function.ts` made of a version's row. */
  readonly specs = new WeakMap<Configuration, FunctionSpec>();
  readonly #host: Host;
  /** By function, the keys of revisions that may have processes. */
  readonly #keys = new Map<string, Set<string>>();

  constructor(host: Host) {
    this.#host = host;
    this.code = new CodeStore(host);
    this.links = new CodeLinks(host);
    this.credentials = new RoleCredentials(host);
    this.logs = new FunctionLogs(host);
    this.runtimes = new FunctionRuntimes(host, {
      onLog: (source, line) => this.logs.append(source, line),
    });
    void host.work.track(this.#prepareKnown());
  }

  /** Processes for the functions that are there already, so that their first invocation need not wait for one. */
  async #prepareKnown(): Promise<void> {
    const runtimes = await this.#host.storage.read(knownRuntimes).catch(() => new Set<string>());
    for (const runtime of runtimes) this.runtimes.prepare(runtime);
  }

  /** Remembers that processes of this revision may exist from now on. */
  use(functionArn: string, functionKey: string): void {
    const keys = this.#keys.get(functionArn);
    if (keys) keys.add(functionKey);
    else this.#keys.set(functionArn, new Set([functionKey]));
  }

  /** After a change or the end of a function: processes of other revisions than the kept one end when they are free. */
  retire(functionArn: string, isKept: (functionKey: string) => boolean = () => false): void {
    const keys = this.#keys.get(functionArn) ?? new Set();
    for (const functionKey of [...keys].filter((key) => !isKept(key))) {
      keys.delete(functionKey);
      this.runtimes.retire(functionKey);
      void this.#host.work.track(this.#releaseCode(functionKey));
    }
    if (keys.size === 0) this.#keys.delete(functionArn);
  }

  async #releaseCode(functionKey: string): Promise<void> {
    await this.concurrency.whenUnused(functionKey);
    await this.code.release(functionKey);
  }

  async close(): Promise<void> {
    this.pollers.close();
    await this.runtimes.close();
    await this.logs.close();
  }
}

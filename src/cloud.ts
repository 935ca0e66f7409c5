import { rmSync } from 'node:fs';
import { Gateway } from './gateway/server.ts';
import type { ServiceName } from './kernel/clients.ts';
import { SystemClock, type Clock } from './kernel/clock.ts';
import { createRandom } from './kernel/random.ts';
import { openCore, type OpenCore } from './core.ts';
import { Trace } from './kernel/trace.ts';
import { VirtualClock } from './kernel/virtual-clock.ts';
import { Work } from './kernel/work.ts';
import { makeScratch } from './scratch.ts';
import { registry } from './services/registry.ts';
import { version } from './version.ts';

export interface CloudOptions {
  /** A folder to keep everything in; in memory when absent. */
  readonly data?: string;
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** The address to bind to; any but loopback forces strict authentication. */
  readonly host?: string;
  /** Further host names and web origins under which this cloud may be reached. */
  readonly hosts?: readonly string[];
  readonly origins?: readonly string[];
  /** `virtual`: time stands still until it is moved. */
  readonly clock?: 'system' | 'virtual';
  /** Where a virtual clock begins, epoch milliseconds; the system's time by default. */
  readonly startAt?: number;
  /** The same seed gives the same ids. */
  readonly seed?: string;
  readonly auth?: 'lenient' | 'strict';
}

export interface RootKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** A running cloud. Two in one process are strangers to each other. */
export interface Cloud extends AsyncDisposable {
  readonly version: string;
  /** `http://127.0.0.1:4566` */
  readonly endpoint: string;
  readonly data: string | undefined;
  readonly clock: Clock | VirtualClock;
  readonly trace: Trace;
  readonly services: readonly ServiceName[];
  /** With strict authentication: the key of the account's root user. */
  readonly rootKey: RootKey | undefined;
  /** Deletes everything in it. */
  reset(): Promise<void>;
  /** Ends it; what it held in memory is gone, what is in a folder stays. */
  close(): Promise<void>;
  /** Resolves when it has been closed. */
  readonly closed: Promise<void>;
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

/** A cloud whose time stands still until it is moved. */
export interface VirtualCloud extends Cloud {
  readonly clock: VirtualClock;
}

/** Opens its state, listens, and resolves when it answers. Throws a `UserFacingError` for what its owner can mend. */
export async function createCloud(options: CloudOptions & { readonly clock: 'virtual' }): Promise<VirtualCloud>;
export async function createCloud(options?: CloudOptions): Promise<Cloud>;
export async function createCloud(options: CloudOptions = {}): Promise<Cloud> {
  const cloud = new RunningCloud(options);
  await cloud.open();
  return cloud;
}

class RunningCloud implements Cloud {
  readonly version = version;
  readonly services = Object.keys(registry) as ServiceName[];
  readonly trace = new Trace();
  readonly clock: Clock | VirtualClock;
  readonly closed: Promise<void>;
  readonly #options: CloudOptions;
  readonly #system = new SystemClock();
  readonly #work = new Work();
  readonly #scratch = makeScratch();
  readonly #gateway: Gateway;
  #core: OpenCore | undefined;
  #endpoint: string | undefined;
  #closing: Promise<void> | undefined;
  #onClosed: () => void = () => undefined;

  constructor(options: CloudOptions) {
    this.#options = options;
    const startAt = options.startAt ?? this.#system.now();
    this.clock = options.clock === 'virtual' ? new VirtualClock({ work: this.#work, now: startAt }) : this.#system;
    this.closed = new Promise((resolve) => {
      this.#onClosed = resolve;
    });
    this.#gateway = new Gateway({
      port: options.port ?? 0,
      host: this.#host,
      ...(options.hosts ? { hosts: options.hosts } : {}),
      ...(options.origins ? { origins: options.origins } : {}),
      cloud: () => this,
      core: () => this.#core!,
    });
  }

  get data(): string | undefined {
    return this.#options.data;
  }

  get endpoint(): string {
    return this.#endpoint!;
  }

  get rootKey(): RootKey | undefined {
    return this.#core?.rootKey;
  }

  get #host(): string {
    return this.#options.host ?? '127.0.0.1';
  }

  /** State first: a locked or newer folder is told before anybody can connect. */
  async open(): Promise<void> {
    try {
      this.#core = await this.#openCore(false);
      const port = await this.#gateway.listen();
      this.#endpoint = `http://${toReachable(this.#host)}:${port}`;
      await this.#core.start();
    } catch (error) {
      await this.#core?.close();
      rmSync(this.#scratch, { recursive: true, force: true });
      throw error;
    }
  }

  async reset(): Promise<void> {
    await this.#core!.close();
    this.#core = await this.#openCore(true);
    await this.#core.start();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #close(): Promise<void> {
    // Stops listening, then ends what long polls and tasks wait for; requests under way are answered first.
    const drained = this.#gateway.close();
    await this.#core?.close();
    await this.#gateway.closeAll();
    await drained;
    rmSync(this.#scratch, { recursive: true, force: true });
    this.#onClosed();
  }

  #openCore(isReset: boolean): Promise<OpenCore> {
    const isStrict = this.#options.auth === 'strict' || !LOOPBACK.has(this.#host);
    return openCore({
      data: this.#options.data,
      isReset,
      clock: this.clock,
      signingClock: this.#system,
      random: createRandom(this.#options.seed),
      work: this.#work,
      trace: this.trace,
      mode: isStrict ? 'strict' : 'lenient',
      endpoint: () => this.endpoint,
      scratch: this.#scratch,
    });
  }
}

/** Functions and clients of this machine reach a cloud that listens everywhere through loopback. */
const toReachable = (host: string): string => {
  if (host === '0.0.0.0' || host === '::' || host === 'localhost') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
};

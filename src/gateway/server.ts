import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { isOwnHost, isOwnOrigin } from '../auth/hosts.ts';
import type { Cloud } from '../cloud.ts';
import { answerControl, isControlPath } from '../inspect/control.ts';
import { AwsError } from '../kernel/aws-error.ts';
import { UserFacingError } from '../kernel/user-facing-error.ts';
import { Lru } from '../lib/lru.ts';
import { toBuffer } from '../lib/to-buffer.ts';
import type { WireResponse } from '../protocols/wire.ts';
import { answerAws } from './answer.ts';
import { AnswerHeads } from './answer-head.ts';
import { wholeBody } from './body.ts';
import { Connection, type Wiring } from './connection.ts';
import type { Core } from './core.ts';
import { corsHeaders, isPreflight, preflightHeaders } from './cors.ts';
import { ClientGone, type Incoming } from './incoming.ts';
import { NodeIncoming } from './node-incoming.ts';
import { Outbox } from './outbox.ts';
import { answerServiceRoute } from './service-routes.ts';

export interface GatewayOptions {
  readonly port: number;
  readonly host: string;
  /** Further names under which this cloud is reached, and web origins that may call it. */
  readonly hosts?: readonly string[];
  readonly origins?: readonly string[];
  readonly cloud: () => Cloud;
  readonly core: () => Core;
}

/** SigV4 headers with a session token are long. */
const MAX_HEADER_BYTES = 64 * 1024;
/** Longer than clients keep idle connections, so that they close first. */
const KEEP_ALIVE_MS = 120_000;

const REMEMBERED_HOSTS = 100;

/** HTTP in. */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #server: Server;
  /** Those that Node has not taken over. */
  readonly #connections = new Set<Connection>();
  readonly #outbox = new Outbox();
  readonly #ownHosts = new Lru<string, boolean>(REMEMBERED_HOSTS);

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#server = createServer(
      { maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: KEEP_ALIVE_MS },
      (request, response) => void this.#handle(new NodeIncoming(request, response)),
    );
    // Deployment packages and long polls take their time; a client that is gone shows as a closed socket.
    this.#server.requestTimeout = 0;
    this.#readOrdinaryRequests();
  }

  /** Resolves to the port it listens on. Throws a sentence when the port is taken. */
  listen(): Promise<number> {
    const { port, host } = this.#options;
    return new Promise((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
      this.#server.listen(port, host, () => resolve((this.#server.address() as AddressInfo).port));
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeIdleConnections();
      for (const connection of this.#connections) connection.close();
    });
  }

  /** Ends connections that still wait for an answer. */
  async closeAll(): Promise<void> {
    // What ended with the cloud's state is answered in this turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    this.#outbox.flush();
    this.#server.closeAllConnections();
    for (const connection of this.#connections) connection.destroy();
  }

  /** Looks at each connection before Node does, and leaves to Node what is not ordinary: see docs/adr/0008. */
  #readOrdinaryRequests(): void {
    const readByNode = this.#server.listeners('connection') as ((socket: Socket) => void)[];
    const wiring: Wiring = {
      heads: new AnswerHeads(KEEP_ALIVE_MS),
      outbox: this.#outbox,
      keepAliveMs: KEEP_ALIVE_MS,
      onRequest: (request) => void this.#handle(request),
      onOther: (socket) => {
        for (const listener of readByNode) listener.call(this.#server, socket);
      },
      onClose: (connection) => this.#connections.delete(connection),
    };
    this.#server.removeAllListeners('connection');
    this.#server.on('connection', (socket: Socket) => this.#connections.add(new Connection(socket, wiring)));
  }

  async #handle(incoming: Incoming): Promise<void> {
    try {
      await this.#answer(incoming);
    } catch (error) {
      if (error instanceof ClientGone) return;
      if (error instanceof AwsError) return void incoming.answer(json(error.status ?? 400, { message: error.message }));
      this.#options.core().onFailure(error);
      if (incoming.isAnswered) return incoming.abort();
      await incoming.answer(json(500, { message: 'The request processing has failed because of an unknown error.' }));
    }
  }

  async #answer(incoming: Incoming): Promise<void> {
    const refusal = this.#refusalOf(incoming);
    if (refusal) return incoming.answer(refusal);
    const path = pathOf(incoming.target);
    if (isControlPath(path)) return this.#answerControl(incoming, path);
    const answer = await answerAws(this.#options.core(), incoming);
    return incoming.answer(this.#withCors(incoming, answer));
  }

  /** The answer to what comes under a strange name, and to what a browser asks before it dares to ask. */
  #refusalOf({ method, headers }: Incoming): WireResponse | undefined {
    if (!this.#isOwnHost(headers.host))
      return json(403, { message: `The host '${headers.host ?? ''}' is not one of this cloud's.` });
    if (!isPreflight(method, headers)) return undefined;
    const isWelcome = isOwnOrigin(headers, this.#options.origins);
    return { status: isWelcome ? 204 : 403, headers: isWelcome ? preflightHeaders(headers) : {}, body: NOTHING };
  }

  #withCors({ headers }: Incoming, answer: WireResponse): WireResponse {
    const { origin } = headers;
    if (origin === undefined || !isOwnOrigin(headers, this.#options.origins)) return answer;
    return { ...answer, headers: { ...answer.headers, ...corsHeaders(origin) } };
  }

  /** Clients name the same few hosts in every request. */
  #isOwnHost(host = ''): boolean {
    const known = this.#ownHosts.get(host);
    if (known !== undefined) return known;
    const isOwn = host !== '' && isOwnHost(host, this.#options.hosts);
    this.#ownHosts.set(host, isOwn);
    return isOwn;
  }

  async #answerControl(incoming: Incoming, path: string): Promise<void> {
    const { method, headers } = incoming;
    if (!isOwnOrigin(headers, this.#options.origins))
      return incoming.answer(json(403, { message: 'The control API answers its own origin only.' }));
    const body = toBuffer(await wholeBody(incoming));
    const own = await answerServiceRoute(this.#options.core(), method, path);
    if (own) return incoming.answer(own);
    const { status, body: answer, afterwards } = await answerControl(this.#options.cloud(), { method, path, body });
    await incoming.answer(json(status, answer));
    await afterwards?.();
  }
}

const NOTHING = new Uint8Array();

function pathOf(target: string): string {
  const mark = target.indexOf('?');
  return mark < 0 ? target : target.slice(0, mark);
}

function json(status: number, value: unknown): WireResponse {
  const body = Buffer.from(JSON.stringify(value));
  return { status, headers: { 'Content-Type': 'application/json', 'Content-Length': String(body.length) }, body };
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new UserFacingError(
      `port ${port} is taken. Is a cloud running already ('cirro status')? Otherwise choose another: --port N.`,
    );
  }
  if (error.code === 'EACCES')
    return new UserFacingError(`this user may not listen on port ${port}; choose one above 1023: --port N.`);
  if (error.code === 'EADDRNOTAVAIL') return new UserFacingError(`${host} is not an address of this machine.`);
  return error;
}

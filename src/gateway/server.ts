import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isOwnHost, isOwnOrigin } from '../auth/hosts.ts';
import type { Cloud } from '../cloud.ts';
import { answerControl, isControlPath } from '../inspect/control.ts';
import { AwsError } from '../kernel/aws-error.ts';
import { UserFacingError } from '../kernel/user-facing-error.ts';
import { Lru } from '../lib/lru.ts';
import type { WireResponse } from '../protocols/wire.ts';
import { ClientGone, GatewayRequest } from './body.ts';
import type { Core } from './core.ts';
import { corsHeaders, isPreflight, preflightHeaders } from './cors.ts';
import { answerAws } from './answer.ts';
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
  readonly #outbox = new Outbox();
  readonly #ownHosts = new Lru<string, boolean>(REMEMBERED_HOSTS);

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.#server = createServer(
      { maxHeaderSize: MAX_HEADER_BYTES, keepAliveTimeout: KEEP_ALIVE_MS, IncomingMessage: GatewayRequest },
      (request, response) => {
        void this.#handle(request, response);
      },
    );
    // Deployment packages and long polls take their time; a client that is gone shows as a closed socket.
    this.#server.requestTimeout = 0;
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
    });
  }

  /** Ends connections that still wait for an answer. */
  closeAll(): void {
    this.#server.closeAllConnections();
  }

  async #handle(request: GatewayRequest, response: ServerResponse): Promise<void> {
    try {
      if (this.#isRefused(request, response)) return;
      const path = pathOf(request.url!);
      if (isControlPath(path)) return await this.#answerControl(request, response, path);
      const answer = await answerAws(this.#options.core(), request, response);
      await this.#send(response, answer, this.#corsHeadersFor(request));
    } catch (error) {
      if (error instanceof ClientGone) return;
      if (error instanceof AwsError) return sendJson(response, error.status ?? 400, { message: error.message });
      this.#options.core().onFailure(error);
      if (!response.headersSent)
        sendJson(response, 500, { message: 'The request processing has failed because of an unknown error.' });
      else response.destroy();
    }
  }

  /** Answers what comes under a strange name, and what a browser asks before it dares to ask. */
  #isRefused({ method, headers }: GatewayRequest, response: ServerResponse): boolean {
    if (!this.#isOwnHost(headers.host)) {
      sendJson(response, 403, { message: `The host '${headers.host ?? ''}' is not one of this cloud's.` });
      return true;
    }
    if (!isPreflight(method, headers)) return false;
    const isWelcome = isOwnOrigin(headers, this.#options.origins);
    response.writeHead(isWelcome ? 204 : 403, isWelcome ? preflightHeaders(headers) : {}).end();
    return true;
  }

  #corsHeadersFor({ headers }: GatewayRequest): Readonly<Record<string, string>> | undefined {
    const { origin } = headers;
    return origin !== undefined && isOwnOrigin(headers, this.#options.origins) ? corsHeaders(origin) : undefined;
  }

  /** Clients name the same few hosts in every request. */
  #isOwnHost(host = ''): boolean {
    const known = this.#ownHosts.get(host);
    if (known !== undefined) return known;
    const isOwn = host !== '' && isOwnHost(host, this.#options.hosts);
    this.#ownHosts.set(host, isOwn);
    return isOwn;
  }

  async #answerControl(request: GatewayRequest, response: ServerResponse, path: string): Promise<void> {
    if (!isOwnOrigin(request.headers, this.#options.origins)) {
      return sendJson(response, 403, { message: 'The control API answers its own origin only.' });
    }
    const body = await request.whole();
    const own = await answerServiceRoute(this.#options.core(), request.method!, path);
    if (own) return this.#send(response, own);
    const {
      status,
      body: answer,
      afterwards,
    } = await answerControl(this.#options.cloud(), { method: request.method!, path, body });
    sendJson(response, status, answer);
    await afterwards?.();
  }

  /** Waits only for a body that is a stream. */
  #send(
    response: ServerResponse,
    { status, headers, body }: WireResponse,
    more?: Readonly<Record<string, string>>,
  ): void | Promise<void> {
    response.writeHead(status, more ? { ...headers, ...more } : headers);
    if (!(body instanceof Uint8Array)) return sendStream(response, body);
    this.#outbox.end(response, body);
  }
}

async function sendStream(response: ServerResponse, body: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of body) response.write(chunk);
  response.end();
}

function pathOf(target: string): string {
  const mark = target.indexOf('?');
  return mark < 0 ? target : target.slice(0, mark);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': bytes.length }).end(bytes);
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

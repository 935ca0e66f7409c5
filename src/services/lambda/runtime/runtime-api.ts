import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MAX_RESPONSE_BYTES } from './limits.ts';
import type { Invocation, ReportedError } from './runtime-driver.ts';

export interface RuntimeApiListener {
  /** The runtime asked for its first invocation: it has loaded. */
  ready(): void;
  initFailed(error: ReportedError): void;
  succeeded(payload: Uint8Array): void;
  failed(error: ReportedError): void;
}

interface Request {
  readonly method: string;
  readonly path: string;
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
}

const PREFIX = '/2018-06-01/runtime';
const INVOCATION = /^\/2018-06-01\/runtime\/invocation\/([^/]+)\/(response|error)$/;

/** The HTTP API that a custom runtime polls: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html. One for each process. */
export class RuntimeApi {
  readonly #listener: RuntimeApiListener;
  readonly #server: Server = createServer((message, response) => void this.#answer(message, response));
  #queued: Invocation | undefined;
  #running: Invocation | undefined;
  #parked: ServerResponse | undefined;
  #isReady = false;

  constructor(listener: RuntimeApiListener) {
    this.#listener = listener;
  }

  /** Answers `127.0.0.1:<port>`, the value of AWS_LAMBDA_RUNTIME_API. */
  async listen(): Promise<string> {
    // A runtime waits for its next invocation for as long as it takes.
    this.#server.requestTimeout = 0;
    this.#server.keepAliveTimeout = 0;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  invoke(invocation: Invocation): void {
    this.#queued = invocation;
    this.#deliver();
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = { method: message.method ?? '', path: message.url ?? '', message, response };
    try {
      await this.#route(request);
    } catch {
      // The connection broke while the body came in: the runtime has gone, and its exit is reported.
      response.destroy();
    }
  }

  async #route(request: Request): Promise<void> {
    const { method, path } = request;
    if (method === 'GET' && path === `${PREFIX}/invocation/next`) return this.#next(request);
    if (method === 'POST' && path === `${PREFIX}/init/error`) return this.#initError(request);

    const invocation = method === 'POST' ? INVOCATION.exec(path) : null;
    if (!invocation) return answer(request, 404, 'InvalidPath', 'No such path in the Runtime API');
    if (invocation[1] !== this.#running?.requestId) {
      request.message.resume();
      return answer(request, 400, 'InvalidRequestID', 'Invalid request ID');
    }
    return invocation[2] === 'response' ? this.#response(request) : this.#error(request);
  }

  #next({ response }: Request): void {
    this.#parked = response;
    if (!this.#isReady) {
      this.#isReady = true;
      this.#listener.ready();
    }
    this.#deliver();
  }

  #deliver(): void {
    const [invocation, response] = [this.#queued, this.#parked];
    if (!invocation || !response) return;
    [this.#queued, this.#parked, this.#running] = [undefined, undefined, invocation];
    response.writeHead(200, invocationHeaders(invocation)).end(invocation.payload);
  }

  async #response(request: Request): Promise<void> {
    const body = await read(request.message);
    const tooLarge = body.length > MAX_RESPONSE_BYTES;
    if (tooLarge)
      answer(
        request,
        413,
        'RequestEntityTooLarge',
        `Exceeded maximum allowed payload size (${MAX_RESPONSE_BYTES} bytes).`,
      );
    else accept(request);
    this.#running = undefined;
    this.#listener.succeeded(body);
  }

  async #error(request: Request): Promise<void> {
    const error = toReportedError(request.message, await read(request.message));
    accept(request);
    this.#running = undefined;
    this.#listener.failed(error);
  }

  async #initError(request: Request): Promise<void> {
    const error = toReportedError(request.message, await read(request.message));
    accept(request);
    this.#listener.initFailed(error);
  }
}

function invocationHeaders(invocation: Invocation): Record<string, string> {
  const { clientContext, cognitoIdentity, traceHeader } = invocation;
  return {
    'Content-Type': 'application/json',
    'Content-Length': String(invocation.payload.length),
    'Lambda-Runtime-Aws-Request-Id': invocation.requestId,
    'Lambda-Runtime-Deadline-Ms': String(new Date().getTime() + invocation.timeoutMs),
    'Lambda-Runtime-Invoked-Function-Arn': invocation.invokedFunctionArn,
    ...(traceHeader === undefined ? {} : { 'Lambda-Runtime-Trace-Id': traceHeader }),
    ...(clientContext === undefined ? {} : { 'Lambda-Runtime-Client-Context': clientContext }),
    ...(cognitoIdentity === undefined ? {} : { 'Lambda-Runtime-Cognito-Identity': JSON.stringify(cognitoIdentity) }),
  };
}

function toReportedError(message: IncomingMessage, payload: Buffer): ReportedError {
  const header = message.headers['lambda-runtime-function-error-type'];
  return { payload, errorType: typeof header === 'string' ? header : (errorTypeIn(payload) ?? 'Runtime.Unknown') };
}

function errorTypeIn(payload: Buffer): string | undefined {
  try {
    const { errorType } = JSON.parse(payload.toString()) as { errorType?: unknown };
    return typeof errorType === 'string' ? errorType : undefined;
  } catch {
    return undefined;
  }
}

async function read(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const accept = ({ response }: Request): void => {
  response.writeHead(202, { 'Content-Type': 'application/json' }).end('{"status":"OK"}\n');
};

function answer({ response }: Request, status: number, errorType: string, errorMessage: string): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify({ errorMessage, errorType }));
}

import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { WireResponse } from '../protocols/wire.ts';
import { ClientGone, type Incoming } from './incoming.ts';
import { sendStream } from './send-stream.ts';

/** A request that Node has read: whatever a `Connection` does not read itself. */
export class NodeIncoming implements Incoming {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.method = request.method!;
    this.target = request.url!;
    this.headers = request.headers;
    this.#request = request;
    this.#response = response;
  }

  get body(): AsyncIterable<Uint8Array> {
    return piecesOf(this.#request);
  }

  get isAnswered(): boolean {
    return this.#response.headersSent;
  }

  async answer({ status, headers, body }: WireResponse): Promise<void> {
    const response = this.#response;
    response.writeHead(status, headers);
    if (body instanceof Uint8Array) response.end(body);
    else await sendStream(body, response, true);
    // A client that still writes would not see the answer, nor could it use its connection again.
    this.#request.resume();
  }

  abort(): void {
    this.#response.destroy();
  }

  onLoss(listener: () => void): void {
    const response = this.#response;
    if (response.destroyed) listener();
    response.once('close', () => {
      if (!response.writableFinished) listener();
    });
  }
}

/** Leaves the connection whole when its reader has had enough. */
async function* piecesOf(request: IncomingMessage): AsyncIterable<Uint8Array> {
  try {
    yield* request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  } catch {
    // Nothing else ends a request half-way than its connection.
    throw new ClientGone();
  }
}

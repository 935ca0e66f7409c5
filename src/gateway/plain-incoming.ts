import type { IncomingHttpHeaders } from 'node:http';
import type { WireResponse } from '../protocols/wire.ts';
import type { Connection } from './connection.ts';
import type { Incoming } from './incoming.ts';
import type { RequestHead } from './request-head.ts';

/** An ordinary request, whose body is here whole. */
export class PlainIncoming implements Incoming {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
  readonly #connection: Connection;
  #isAnswered = false;
  #onLoss: (() => void) | undefined;

  constructor({ method, target, headers }: RequestHead, body: Uint8Array, connection: Connection) {
    this.method = method;
    this.target = target;
    this.headers = headers;
    this.body = body;
    this.#connection = connection;
  }

  get isAnswered(): boolean {
    return this.#isAnswered;
  }

  answer(answer: WireResponse): void | Promise<void> {
    const head = this.#connection.headOf(answer);
    this.#isAnswered = true;
    return this.#connection.send(head, answer);
  }

  abort(): void {
    this.#connection.destroy();
  }

  onLoss(listener: () => void): void {
    if (this.#connection.isClosed) listener();
    else this.#onLoss = listener;
  }

  /** To be called when the connection is lost. */
  lose(): void {
    this.#onLoss?.();
  }
}

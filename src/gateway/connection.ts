import type { Socket } from 'node:net';
import { toBuffer } from '../lib/to-buffer.ts';
import type { WireResponse } from '../protocols/wire.ts';
import { type AnswerHeads, hasBody, isChunked } from './answer-head.ts';
import { chunked } from './chunked.ts';
import type { Incoming } from './incoming.ts';
import type { Outbox } from './outbox.ts';
import { PlainIncoming } from './plain-incoming.ts';
import { parseRequestHead, type RequestHead } from './request-head.ts';
import { sendStream } from './send-stream.ts';

/** Kept in memory: longer bodies are left to Node, as streams. */
const MAX_PLAIN_BODY_BYTES = 1024 * 1024;
/** Longer bodies go out as they are: copying them into a text costs more than a second piece to send. */
const SHORT_BODY_BYTES = 512;
const HEAD_END = '\r\n\r\n';

export interface Wiring {
  readonly heads: AnswerHeads;
  readonly outbox: Outbox;
  /** Idle connections are closed after so long. */
  readonly keepAliveMs: number;
  readonly onRequest: (request: Incoming) => void;
  /** Takes over a connection whose next request is not an ordinary one. */
  readonly onOther: (socket: Socket) => void;
  readonly onClose: (connection: Connection) => void;
}

/** A request whose body is not here whole. */
interface Arriving {
  readonly head: RequestHead;
  readonly pieces: Buffer[];
  readonly missingBytes: number;
}

/**
 * Reads the ordinary requests of a connection, one at a time. `node:http` makes a stream of the request, one of the
 * answer, and a dozen events of what is one piece to read and one to write; that was half the time of bare HTTP.
 */
export class Connection {
  readonly #socket: Socket;
  readonly #wiring: Wiring;
  #arriving: Arriving | undefined;
  /** Under way to its answer. */
  #current: PlainIncoming | undefined;
  /** Came before that answer. */
  #next: Buffer | undefined;
  #isLast = false;
  readonly #listeners = {
    data: (chunk: Buffer) => this.#receive(chunk),
    end: () => this.#onEnd(),
    timeout: () => this.#onTimeout(),
    close: () => this.#onClose(),
    error: () => {},
  };

  constructor(socket: Socket, wiring: Wiring) {
    this.#socket = socket;
    this.#wiring = wiring;
    socket.setTimeout(wiring.keepAliveMs);
    for (const [event, listener] of Object.entries(this.#listeners)) socket.on(event, listener);
  }

  get isClosed(): boolean {
    return this.#socket.destroyed;
  }

  /** Closes it at once, or when the request under way is answered. */
  close(): void {
    this.#isLast = true;
    if (!this.#current) this.#socket.destroy();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** Of an answer to the request under way. Throws when a header cannot be sent. */
  headOf(answer: WireResponse): string {
    return this.#wiring.heads.write(answer, this.#isOver);
  }

  /** Answers the request under way. Waits only for a body that is a stream. */
  send(head: string, answer: WireResponse): void | Promise<void> {
    const { body } = answer;
    if (!(body instanceof Uint8Array)) return this.#stream(head, isChunked(answer) ? chunked(body) : body);
    this.#wiring.outbox.post(() => {
      this.#write(head, hasBody(answer) ? body : NOTHING);
      this.#goOn();
    });
  }

  #receive(chunk: Buffer): void {
    if (this.#arriving) return this.#receiveMore(this.#arriving, chunk);
    if (!this.#current) return this.#begin(chunk);
    this.#next = this.#next ? Buffer.concat([this.#next, chunk]) : chunk;
    this.#socket.pause();
  }

  /** A head that does not come in one piece is not ordinary. */
  #begin(bytes: Buffer): void {
    const headEnd = bytes.indexOf(HEAD_END);
    const head = headEnd < 0 ? undefined : parseRequestHead(bytes.toString('latin1', 0, headEnd));
    if (!head || head.bodyBytes > MAX_PLAIN_BODY_BYTES) return this.#leaveToNode(bytes);
    this.#receiveMore({ head, pieces: [], missingBytes: head.bodyBytes }, bytes.subarray(headEnd + HEAD_END.length));
  }

  #receiveMore(arriving: Arriving, chunk: Buffer): void {
    const { head, pieces, missingBytes } = arriving;
    if (chunk.length < missingBytes) {
      pieces.push(chunk);
      this.#arriving = { head, pieces, missingBytes: missingBytes - chunk.length };
      return;
    }
    this.#arriving = undefined;
    const last = chunk.length > missingBytes ? chunk.subarray(0, missingBytes) : chunk;
    this.#current = new PlainIncoming(head, pieces.length === 0 ? last : Buffer.concat([...pieces, last]), this);
    if (chunk.length > missingBytes) this.#receive(chunk.subarray(missingBytes));
    this.#wiring.onRequest(this.#current);
  }

  #write(head: string, body: Uint8Array): void {
    const socket = this.#socket;
    if (body.byteLength <= SHORT_BODY_BYTES) {
      socket.write(head + toBuffer(body).toString('latin1'), 'latin1');
      return;
    }
    socket.cork();
    socket.write(head, 'latin1');
    socket.write(body);
    socket.uncork();
  }

  async #stream(head: string, body: AsyncIterable<Uint8Array>): Promise<void> {
    this.#socket.write(head, 'latin1');
    await sendStream(body, this.#socket, false);
    this.#goOn();
  }

  /** To the next request. */
  #goOn(): void {
    this.#current = undefined;
    if (this.#isOver) {
      this.#socket.end();
      return;
    }
    const bytes = this.#next;
    if (!bytes) return;
    this.#next = undefined;
    this.#socket.resume();
    this.#begin(bytes);
    // The rest of it never comes.
    if (this.#arriving && this.#socket.readableEnded) this.#socket.destroy();
  }

  #leaveToNode(bytes: Buffer): void {
    const socket = this.#socket;
    // Nothing can be given back to a stream that has ended.
    if (socket.readableEnded) return void socket.destroy();
    for (const [event, listener] of Object.entries(this.#listeners)) socket.off(event, listener);
    socket.setTimeout(0);
    this.#wiring.onClose(this);
    socket.pause();
    socket.unshift(bytes);
    this.#wiring.onOther(socket);
    socket.resume();
  }

  /** Whether nothing comes after the request under way. */
  get #isOver(): boolean {
    return this.#isLast || (this.#socket.readableEnded && !this.#next);
  }

  /** The client has said all it wanted, and waits for its answers. */
  #onEnd(): void {
    if (!this.#current) this.#socket.destroy();
  }

  /** A request under way may take its time. */
  #onTimeout(): void {
    if (!this.#current) this.#socket.destroy();
  }

  #onClose(): void {
    this.#wiring.onClose(this);
    this.#current?.lose();
  }
}

const NOTHING = new Uint8Array();

import { STATUS_CODES, validateHeaderName, validateHeaderValue } from 'node:http';
import { SystemClock } from '../kernel/clock.ts';
import type { WireResponse } from '../protocols/wire.ts';

/** How the connection is used is not the services' to say. */
const OWN_NAMES = new Set(['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding']);
const REMEMBERED_NAMES = 1000;

/** Writes the heads of answers, up to the empty line. */
export class AnswerHeads {
  /** Clients set their own clocks by it: the machine's time, wherever a virtual clock stands. */
  readonly #clock = new SystemClock();
  readonly #keepAlive: string;
  /** Names that were seen, and whether they are written. */
  readonly #names = new Map<string, boolean>();
  #second = 0;
  #date = '';

  constructor(keepAliveMs: number) {
    this.#keepAlive = `Connection: keep-alive\r\nKeep-Alive: timeout=${Math.floor(keepAliveMs / 1000)}\r\n\r\n`;
  }

  /** Throws when a header cannot be sent as it is. */
  write(answer: WireResponse, isLast: boolean): string {
    const { status, headers } = answer;
    let text = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}\r\n`;
    for (const name in headers) {
      if (!this.#isWritten(name)) continue;
      const value = headers[name]!;
      validateHeaderValue(name, value);
      text += `${name}: ${value}\r\n`;
    }
    return `${text}${framingOf(answer)}Date: ${this.#now()}\r\n${isLast ? 'Connection: close\r\n\r\n' : this.#keepAlive}`;
  }

  #isWritten(name: string): boolean {
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    validateHeaderName(name);
    const isWritten = !OWN_NAMES.has(name.toLowerCase());
    if (this.#names.size >= REMEMBERED_NAMES) this.#names.clear();
    this.#names.set(name, isWritten);
    return isWritten;
  }

  #now(): string {
    const now = this.#clock.now();
    const second = Math.floor(now / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#date = new Date(now).toUTCString();
    }
    return this.#date;
  }
}

/** Whether the end of a body is told by its last chunk. */
export const isChunked = ({ headers, body }: WireResponse): boolean =>
  !(body instanceof Uint8Array) && headers['Content-Length'] === undefined;

export const hasBody = ({ status }: WireResponse): boolean => status !== 204 && status !== 304;

function framingOf(answer: WireResponse): string {
  if (!hasBody(answer)) return '';
  if (isChunked(answer)) return 'Transfer-Encoding: chunked\r\n';
  const { headers, body } = answer;
  return `Content-Length: ${body instanceof Uint8Array ? body.byteLength : headers['Content-Length']}\r\n`;
}

import type { ServerResponse } from 'node:http';
import { toBuffer } from '../lib/to-buffer.ts';

/** Longer bodies go out as they are: copying them into a string costs more than a second piece to send. */
const SHORT_BODY_BYTES = 512;

/**
 * Answers leave together at the end of the event loop's turn. Under load many are ready at once, and sent one after
 * another they wake the reader once instead of once each, which costs more than most requests.
 */
export class Outbox {
  #waiting: (() => void)[] = [];

  /** Ends `response`, whose head is written, with `body`. */
  end(response: ServerResponse, body: Uint8Array): void {
    this.#waiting.push(() => endWith(response, body));
    if (this.#waiting.length === 1) setImmediate(() => this.#send());
  }

  #send(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const send of waiting) send();
  }
}

/** As a string, which Node joins with the head: one piece to send instead of two. */
function endWith(response: ServerResponse, body: Uint8Array): void {
  if (body.byteLength > SHORT_BODY_BYTES) response.end(body);
  else response.end(toBuffer(body).toString('latin1'), 'latin1');
}

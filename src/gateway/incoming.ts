import type { IncomingHttpHeaders } from 'node:http';
import type { WireResponse } from '../protocols/wire.ts';

/** An HTTP request on its way to an answer, whoever reads its connection. */
export interface Incoming {
  readonly method: string;
  /** As sent: nothing decoded or normalized. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  /** What is here whole, or a stream that can be read once and throws `ClientGone`. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
  /** Whether an answer has begun: then no other can be given. */
  readonly isAnswered: boolean;
  /** Waits only for a body that is a stream. Throws when a header cannot be sent. */
  answer(answer: WireResponse): void | Promise<void>;
  /** Breaks the connection off. */
  abort(): void;
  /** Calls the listener when the connection is lost before the answer is out; at once where it is lost already. */
  onLoss(listener: () => void): void;
}

/** The connection ended before the request did: there is nobody to answer. */
export class ClientGone extends Error {}

import type { IncomingHttpHeaders } from 'node:http';

export interface RequestHead {
  readonly method: string;
  /** As sent: nothing decoded or normalized. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  readonly bodyBytes: number;
}

const REQUEST_LINE = /^(GET|POST|PUT|DELETE|PATCH|OPTIONS) ([!-~]+) HTTP\/1\.1\r\n/;
const FIELD_LINE = /([\w!#$%&'*+\-.^`|~]+):[\t ]*([\t -~]*)(?:\r\n|$)/y;
const LENGTH = /^\d{1,9}$/;

/** Null-prototype objects are slow for V8 unless a constructor makes them; a header may be called `__proto__`. */
const Headers = function () {} as unknown as new () => Record<string, string>;
Headers.prototype = Object.create(null);

/**
 * The head of an ordinary request, without the line breaks at its end: HTTP/1.1, every header once and in ASCII, the
 * length of the body told, nothing asked of the connection. Undefined for all else that RFC 9112 allows or forbids.
 */
export function parseRequestHead(text: string): RequestHead | undefined {
  const line = REQUEST_LINE.exec(text);
  if (!line) return undefined;
  const headers = new Headers();
  FIELD_LINE.lastIndex = line[0].length;
  do {
    const field = FIELD_LINE.exec(text);
    if (!field) return undefined;
    const name = field[1]!.toLowerCase();
    if (headers[name] !== undefined) return undefined;
    headers[name] = field[2]!.trimEnd();
  } while (FIELD_LINE.lastIndex < text.length);
  if (headers['host'] === undefined || asksMore(headers)) return undefined;
  const length = headers['content-length'] ?? '0';
  if (!LENGTH.test(length)) return undefined;
  return { method: line[1]!, target: line[2]!, headers, bodyBytes: Number(length) };
}

/** Of how its body is to be read, or of the connection. */
function asksMore(headers: Readonly<Record<string, string>>): boolean {
  const { connection } = headers;
  if (connection !== undefined && connection.toLowerCase() !== 'keep-alive') return true;
  return (
    headers['transfer-encoding'] !== undefined || headers['expect'] !== undefined || headers['upgrade'] !== undefined
  );
}

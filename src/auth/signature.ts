/** What a request says of its signature, from the Authorization header or from a presigned URL's query. */
export interface Signature {
  readonly accessKeyId: string;
  readonly scope: Scope;
  /** In the order in which they were signed, lower case. */
  readonly signedHeaders: readonly string[];
  /** 64 hex digits, if the caller did it right. */
  readonly value: string;
  /** When it was signed, as `20150830T123600Z`. */
  readonly timestamp: string;
  readonly sessionToken?: string;
  /** For how long a presigned URL is good; absent for a header. */
  readonly expiresSeconds?: number;
}

/** `20150830/us-east-1/iam/aws4_request` */
export interface Scope {
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
}

/** A request as it stood on the wire. Header names are lower case. */
export interface WireRequest {
  readonly method: string;
  /** Path and query exactly as on the request line. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Absent where it is still on its way (S3): then `x-amz-content-sha256` speaks for it. */
  readonly body?: Uint8Array;
}

export const ALGORITHM = 'AWS4-HMAC-SHA256';
export const TERMINATOR = 'aws4_request';

const TIMESTAMP = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** `20150830T123600Z` as epoch milliseconds; `undefined` if it is not such a text. */
export function parseTimestamp(timestamp: string): number | undefined {
  const match = TIMESTAMP.exec(timestamp);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match.map(Number);
  return Date.UTC(year!, month! - 1, day, hour, minute, second);
}

/** Epoch milliseconds as `20150830T123600Z`. */
export const formatTimestamp = (at: number): string =>
  new Date(at).toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');

/** The first value of a header, trimmed. */
export function header(request: WireRequest, name: string): string | undefined {
  const value = request.headers[name];
  return (typeof value === 'string' ? value : value?.[0])?.trim();
}

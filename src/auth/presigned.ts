import { MalformedSignature, parseCredential, parseSignedHeaders } from './authorization-header.ts';
import { ALGORITHM, type Signature } from './signature.ts';

const REQUIRED = [
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Signature',
  'X-Amz-SignedHeaders',
  'X-Amz-Date',
] as const;

/** The query-string form where a URL leaves its lifetime out, as STS's presigned calls may. */
const DEFAULT_EXPIRES_SECONDS = 900;
export const MAX_EXPIRES_SECONDS = 604_800;

export const isPresigned = (target: string): boolean => /[?&]X-Amz-Algorithm=/.test(target);

/**
 * Reads the `X-Amz-…` parameters of a presigned URL. Throws `MalformedSignature`.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function parsePresigned(target: string): Signature {
  const query = new URLSearchParams(target.slice(target.indexOf('?') + 1));
  const missing = REQUIRED.filter((name) => !query.get(name));
  if (missing.length > 0) {
    const list = missing.map((name) => `AWS query-string parameters must include '${name}'. `).join('');
    throw new MalformedSignature(`${list}Re-examine the query-string parameters.`);
  }
  if (query.get('X-Amz-Algorithm') !== ALGORITHM) {
    throw new MalformedSignature(`X-Amz-Algorithm only supports "${ALGORITHM}"`);
  }
  const sessionToken = query.get('X-Amz-Security-Token');
  return {
    ...parseCredential(query.get('X-Amz-Credential')!),
    signedHeaders: parseSignedHeaders(query.get('X-Amz-SignedHeaders')!),
    value: query.get('X-Amz-Signature')!,
    timestamp: query.get('X-Amz-Date')!,
    expiresSeconds: parseExpires(query.get('X-Amz-Expires')),
    ...(sessionToken === null ? {} : { sessionToken }),
  };
}

function parseExpires(text: string | null): number {
  if (text === null) return DEFAULT_EXPIRES_SECONDS;
  if (!/^-?\d+$/.test(text)) throw new MalformedSignature('X-Amz-Expires should be a number');
  const seconds = Number(text);
  if (seconds < 0) throw new MalformedSignature('X-Amz-Expires must be non-negative');
  if (seconds > MAX_EXPIRES_SECONDS) {
    throw new MalformedSignature('X-Amz-Expires must be less than a week (in seconds) that is 604800');
  }
  return seconds;
}

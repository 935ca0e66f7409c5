import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { Lru } from '../lib/lru.ts';
import { canonicalRequest } from './canonical.ts';
import { ALGORITHM, header, type Scope, type Signature, type WireRequest } from './signature.ts';

export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';
export const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** What `sign` needs besides the request; also what S3's chunk signatures go on from. */
export interface SignedParts {
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  /** 64 hex digits. */
  readonly value: string;
}

/** The signature that `secretAccessKey` makes of a request, with the texts that led to it. */
export function sign(request: WireRequest, signature: Signature, secretAccessKey: string): SignedParts {
  const isS3 = signature.scope.service === 's3' || signature.scope.service === 's3express';
  const isPresigned = signature.expiresSeconds !== undefined;
  const canonical = canonicalRequest(request, {
    signedHeaders: signature.signedHeaders,
    payloadHash: payloadHash(request, isS3, isPresigned),
    isS3,
    ...(isPresigned ? { withoutParameter: 'X-Amz-Signature' } : {}),
  });
  const stringToSign = `${ALGORITHM}\n${signature.timestamp}\n${scopeText(signature.scope)}\n${hash('sha256', canonical)}`;
  const value = createHmac('sha256', signingKey(secretAccessKey, signature.scope)).update(stringToSign).digest('hex');
  return { canonicalRequest: canonical, stringToSign, value };
}

/** Takes the same time wherever they differ. */
export const isSameSignature = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

export const scopeText = ({ date, region, service, terminator }: Scope) => `${date}/${region}/${service}/${terminator}`;

/**
 * S3 believes the header and checks the body against it as it streams by, as it does for `STREAMING-…`;
 * everyone else has the body here and hashes it.
 */
function payloadHash(request: WireRequest, isS3: boolean, isPresigned: boolean): string {
  const declared = header(request, 'x-amz-content-sha256');
  if (isS3) return declared ?? UNSIGNED_PAYLOAD;
  if (declared === UNSIGNED_PAYLOAD || declared?.startsWith('STREAMING-')) return declared;
  if (isPresigned || !request.body || request.body.length === 0) return EMPTY_SHA256;
  return hash('sha256', request.body);
}

const CACHED_SIGNING_KEYS = 1000;
/** A derivation is four HMACs, good for a day, and the same in every cloud: a pure function remembered. */
const signingKeys = new Lru<string, Buffer>(CACHED_SIGNING_KEYS);

export function signingKey(secretAccessKey: string, scope: Scope): Buffer {
  const id = `${secretAccessKey}/${scope.date}/${scope.region}/${scope.service}/${scope.terminator}`;
  const known = signingKeys.get(id);
  if (known) return known;
  let key: Buffer | string = `AWS4${secretAccessKey}`;
  for (const part of [scope.date, scope.region, scope.service, scope.terminator]) key = hmac(key, part);
  signingKeys.set(id, key as Buffer);
  return key as Buffer;
}

const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();

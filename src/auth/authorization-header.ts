import { Lru } from '../lib/lru.ts';
import { ALGORITHM, formatTimestamp, header, type Scope, type Signature, type WireRequest } from './signature.ts';

/** What is wrong with a signature's form, in AWS's words. */
export class MalformedSignature extends Error {}

/**
 * Reads `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…` and the headers that belong to it.
 * Throws `MalformedSignature`.
 */
export function parseAuthorizationHeader(request: WireRequest, authorization: string): Signature {
  const timestamp = requestTimestamp(request);
  const usual = parseUsual(authorization);
  if (usual && timestamp !== undefined) return toSignature(request, usual, timestamp, authorization.slice(-HEX_DIGITS));

  const { Credential, Signature: value, SignedHeaders } = parseParameters(authorization);
  if (!Credential || !value || SignedHeaders === undefined || timestamp === undefined) {
    throw new MalformedSignature(
      missingParts({ Credential, Signature: value, SignedHeaders }, timestamp) + `Authorization=${authorization}`,
    );
  }
  const head = { ...parseCredential(Credential), signedHeaders: parseSignedHeaders(SignedHeaders) };
  return toSignature(request, head, timestamp, value);
}

function toSignature(request: WireRequest, head: SignatureHead, timestamp: string, value: string): Signature {
  const { accessKeyId, scope, signedHeaders } = head;
  const sessionToken = header(request, 'x-amz-security-token');
  const signature = { accessKeyId, scope, signedHeaders, value, timestamp };
  return sessionToken === undefined ? signature : { ...signature, sessionToken };
}

export interface CredentialScope {
  readonly accessKeyId: string;
  readonly scope: Scope;
}

interface SignatureHead extends CredentialScope {
  readonly signedHeaders: readonly string[];
}

/** Clients repeat key, scope and header names in every request of a day, so they are taken apart once. */
const REMEMBERED = 1000;
const heads = new Lru<string, SignatureHead>(REMEMBERED);
const credentialScopes = new Lru<string, CredentialScope>(REMEMBERED);
const headerNames = new Lru<string, readonly string[]>(REMEMBERED);

/** `AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request` */
export function parseCredential(credential: string): CredentialScope {
  const known = credentialScopes.get(credential);
  if (known) return known;
  const parts = credential.split('/');
  // An access key of the caller's own choice may hold slashes; the four parts of the scope cannot.
  const [date, region, service, terminator] = parts.slice(-4);
  if (parts.length < 5 || !date || !region || !service || !terminator) {
    throw new MalformedSignature(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  }
  const parsed = { accessKeyId: parts.slice(0, -4).join('/'), scope: { date, region, service, terminator } };
  credentialScopes.set(credential, parsed);
  return parsed;
}

/** `host;x-amz-date` */
export function parseSignedHeaders(text: string): readonly string[] {
  const known = headerNames.get(text);
  if (known) return known;
  const names = text.toLowerCase().split(';');
  headerNames.set(text, names);
  return names;
}

type Parameters = Readonly<Record<string, string | undefined>>;

const HEX_DIGITS = 64;
const USUAL_HEAD = /^AWS4-HMAC-SHA256 Credential=([^, =]+), ?SignedHeaders=([^, =]+), ?Signature=$/;

/** What SDKs write: all but the 64 digits at the end is the same from request to request. */
function parseUsual(authorization: string): SignatureHead | undefined {
  const text = authorization.slice(0, -HEX_DIGITS);
  // A comma would begin another parameter.
  if (!text.endsWith('Signature=') || authorization.includes(',', text.length)) return undefined;
  const known = heads.get(text);
  if (known) return known;
  const match = USUAL_HEAD.exec(text);
  if (!match) return undefined;
  const head = { ...parseCredential(match[1]!), signedHeaders: parseSignedHeaders(match[2]!) };
  heads.set(text, head);
  return head;
}

function parseParameters(authorization: string): Parameters {
  const parameters: Record<string, string> = {};
  const list = authorization.slice(ALGORITHM.length).trim();
  if (list === '') return parameters;
  for (const parameter of list.split(',')) {
    const text = parameter.trim();
    const equals = text.indexOf('=');
    if (equals < 0) {
      throw new MalformedSignature(
        `'${text}' not a valid key=value pair (missing equal-sign) in Authorization header: '${authorization}'.`,
      );
    }
    parameters[text.slice(0, equals)] = text.slice(equals + 1);
  }
  return parameters;
}

function missingParts(parameters: Parameters, timestamp: string | undefined) {
  let message = '';
  for (const [name, value] of Object.entries(parameters)) {
    if (!value) message += `Authorization header requires '${name}' parameter. `;
  }
  if (timestamp !== undefined) return message;
  return `${message}Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. `;
}

/** `X-Amz-Date` in ISO 8601's basic format, else HTTP's own `Date`. */
function requestTimestamp(request: WireRequest): string | undefined {
  const amzDate = header(request, 'x-amz-date');
  if (amzDate !== undefined) return amzDate;
  const date = header(request, 'date');
  if (date === undefined) return undefined;
  const at = Date.parse(date);
  return Number.isNaN(at) ? date : formatTimestamp(at);
}

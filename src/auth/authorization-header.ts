import { ALGORITHM, formatTimestamp, header, type Scope, type Signature, type WireRequest } from './signature.ts';

/** What is wrong with a signature's form, in AWS's words. */
export class MalformedSignature extends Error {}

/**
 * Reads `AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…, Signature=…` and the headers that belong to it.
 * Throws `MalformedSignature`.
 */
export function parseAuthorizationHeader(request: WireRequest, authorization: string): Signature {
  const parameters = parseParameters(authorization);
  const timestamp = requestTimestamp(request);
  const { Credential, Signature: value, SignedHeaders } = parameters;
  if (!Credential || !value || SignedHeaders === undefined || timestamp === undefined) {
    throw new MalformedSignature(
      missingParts({ Credential, Signature: value, SignedHeaders }, timestamp) + `Authorization=${authorization}`,
    );
  }
  const sessionToken = header(request, 'x-amz-security-token');
  return {
    ...parseCredential(Credential),
    signedHeaders: SignedHeaders.toLowerCase().split(';'),
    value,
    timestamp,
    ...(sessionToken === undefined ? {} : { sessionToken }),
  };
}

/** `AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request` */
export function parseCredential(credential: string): { readonly accessKeyId: string; readonly scope: Scope } {
  const parts = credential.split('/');
  // An access key of the caller's own choice may hold slashes; the four parts of the scope cannot.
  const [date, region, service, terminator] = parts.slice(-4);
  if (parts.length < 5 || !date || !region || !service || !terminator) {
    throw new MalformedSignature(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  }
  return { accessKeyId: parts.slice(0, -4).join('/'), scope: { date, region, service, terminator } };
}

function parseParameters(authorization: string): Readonly<Record<string, string | undefined>> {
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

function missingParts(parameters: Readonly<Record<string, string | undefined>>, timestamp: string | undefined) {
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

import { parseAuthorizationHeader } from '../auth/authorization-header.ts';
import { isPresigned, parsePresigned } from '../auth/presigned.ts';
import { AwsError } from '../kernel/aws-error.ts';
import { identify as identifyWire, type Identified } from '../protocols/identify.ts';
import { header, type WireRequest, type WireResponse } from '../protocols/wire.ts';

/** Which API a request is for, and in which protocol. Throws AWS's answer to one that names none of ours. */
export function identify(request: WireRequest): Identified {
  // JSON requests name their service themselves; only the others need the signature's scope for it.
  const signedFor = request.headers['x-amz-target'] === undefined ? signedService(request) : undefined;
  const identified = identifyWire(request, signedFor);
  if (identified) return identified;
  throw new AwsError('UnknownOperationException', '', { status: 404 });
}

function signedService(request: WireRequest): string | undefined {
  const authorization = header(request, 'authorization');
  const target = request.query === '' ? request.path : `${request.path}?${request.query}`;
  try {
    if (authorization?.startsWith('AWS4-HMAC-SHA256')) {
      return parseAuthorizationHeader({ ...request, target, body: new Uint8Array() }, authorization).scope.service;
    }
    return isPresigned(target) ? parsePresigned(target).scope.service : undefined;
  } catch {
    // A signature that cannot be read names nothing; authentication says what is wrong with it.
    return undefined;
  }
}

/** The answer to a request that names no service of ours, in the form its client most likely reads. */
export function fallbackAnswer(request: WireRequest, error: AwsError, requestId: string): WireResponse {
  const isForm = header(request, 'content-type')?.startsWith('application/x-www-form-urlencoded') ?? false;
  const text = isForm
    ? `<ErrorResponse><Error><Type>Sender</Type><Code>${error.code}</Code><Message>${error.message}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`
    : JSON.stringify({ __type: error.code, message: error.message });
  const body = Buffer.from(text);
  const contentType = isForm ? 'text/xml' : 'application/x-amz-json-1.0';
  return {
    status: error.status ?? 400,
    headers: { 'x-amzn-RequestId': requestId, 'Content-Type': contentType, 'Content-Length': String(body.length) },
    body,
  };
}

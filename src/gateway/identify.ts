import { parseAuthorizationHeader } from '../auth/authorization-header.ts';
import { isPresigned, parsePresigned } from '../auth/presigned.ts';
import { AwsError } from '../kernel/aws-error.ts';
import { identify as identifyWire, type Identified } from '../protocols/identify.ts';
import { header, type WireRequest } from '../protocols/wire.ts';
import { registry } from '../services/registry.ts';

/** Which API a request is for, and in which protocol. Throws the answer to one that names none of ours. */
export function identify(request: WireRequest): Identified {
  // JSON requests name their service themselves; only the others need the signature's scope for it.
  const named = request.headers['x-amz-target'] === undefined ? undefined : identifyWire(request, undefined);
  if (named) return named;
  const signedFor = signedService(request);
  const identified = identifyWire(request, signedFor);
  if (identified) return identified;
  throw signedFor === undefined || Object.hasOwn(registry, signedFor) ? namesNothing() : notServed(signedFor);
}

export function signedService(request: WireRequest): string | undefined {
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

const namesNothing = () =>
  new AwsError(
    'UnknownOperationException',
    'Nothing in this request says which AWS API it is for: neither its signature nor an X-Amz-Target header, an Action or its path.',
    { status: 404 },
  );

const notServed = (signingName: string) =>
  new AwsError(
    'NotImplemented',
    `Cirro does not implement the service '${signingName}' yet; docs/coverage.md lists what it does.`,
    { status: 501 },
  );

import type { Clock } from '../kernel/clock.ts';
import type { ProtocolName } from '../kernel/context.ts';
import { isIssuedSessionToken, type Credential } from '../kernel/credentials.ts';
import { rememberLast } from '../lib/remember-last.ts';
import { chain } from '../storage/maybe-promise.ts';
import type { MaybePromise } from '../storage/storage.ts';
import { MalformedSignature, parseAuthorizationHeader } from './authorization-header.ts';
import { authErrors, type AuthErrors } from './errors.ts';
import { isPresigned, parsePresigned } from './presigned.ts';
import {
  accountOfUnknownKey,
  anonymousPrincipal,
  DEFAULT_ACCOUNT_ID,
  rootPrincipal,
  type Principal,
} from './principal.ts';
import { ALGORITHM, header, parseTimestamp, TERMINATOR, type Signature, type WireRequest } from './signature.ts';
import { checkLifetime } from './signature-lifetime.ts';
import { isSameSignature, sign } from './sigv4.ts';

export const DEFAULT_REGION = 'us-east-1';

export interface RootKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly accountId: string;
}

export interface AuthenticatorOptions {
  /** Sessions end on this clock. */
  readonly clock: Pick<Clock, 'now'>;
  /**
   * Where the cloud's clock is virtual, the system's: callers outside sign with that, functions inside with the
   * cloud's. A signature is held against the one it was made by, which is the nearer.
   */
  readonly signingClock?: Pick<Clock, 'now'>;
  readonly findCredential: (accessKeyId: string) => MaybePromise<Credential | undefined>;
  /** `lenient`: an access key that Cirro did not issue is the root user of an account, with any secret. */
  readonly mode: 'lenient' | 'strict';
  readonly rootKey?: RootKey;
}

export interface AuthenticationRequest extends WireRequest {
  readonly protocol: ProtocolName;
  /** What the credential scope must name, e.g. `dynamodb`, once the service is known otherwise than by it. */
  readonly signingName?: string;
  /** Whether the operation takes unsigned requests. */
  readonly allowAnonymous?: boolean;
}

export interface Authentication {
  readonly principal: Principal;
  readonly accountId: string;
  readonly region: string;
  /** The signing name of the credential scope; what was asked for, if unsigned. */
  readonly service: string | undefined;
  readonly accessKeyId: string | undefined;
}

/** Says who is calling. Throws AWS's error, in the code and words of the protocol's family. */
export class Authenticator {
  readonly #options: AuthenticatorOptions;

  constructor(options: AuthenticatorOptions) {
    this.#options = options;
  }

  authenticate(request: AuthenticationRequest): MaybePromise<Authentication> {
    const errors = authErrors(request.protocol, request.signingName);
    const signature = parseSignature(request, errors);
    if (!signature) {
      if (!request.allowAnonymous) throw errors.missingToken();
      return authentication(anonymousPrincipal(DEFAULT_ACCOUNT_ID), DEFAULT_REGION, request.signingName);
    }
    return chain(this.#options.findCredential(signature.accessKeyId), (credential) => {
      const principal = credential
        ? this.#verified(request, signature, credential, errors)
        : this.#unknown(request, signature, errors);
      return authentication(principal, signature.scope.region, signature.scope.service);
    });
  }

  #verified(request: AuthenticationRequest, signature: Signature, credential: Credential, errors: AuthErrors) {
    if (credential.status !== 'Active') throw errors.unknownAccessKey(signature.accessKeyId);
    if (credential.session?.token !== signature.sessionToken) throw errors.invalidSessionToken();
    if (credential.session && credential.session.expiresAt <= this.#options.clock.now()) throw errors.expiredSession();
    this.#verify(request, signature, credential.secretAccessKey, errors);
    return credential.principal;
  }

  #unknown(request: AuthenticationRequest, signature: Signature, errors: AuthErrors): Principal {
    const { rootKey } = this.#options;
    if (rootKey && signature.accessKeyId === rootKey.accessKeyId) {
      this.#verify(request, signature, rootKey.secretAccessKey, errors);
      return rootPrincipal(rootKey.accountId, rootKey.accessKeyId);
    }
    // A session that ended so long ago that its row is gone must not come back as root.
    if (isIssuedSessionToken(signature.sessionToken)) throw errors.expiredSession();
    if (this.#options.mode === 'strict') throw errors.unknownAccessKey(signature.accessKeyId);
    return rootOfUnknownKey(signature.accessKeyId);
  }

  #nowFor({ timestamp }: Signature): number {
    const { clock, signingClock = clock } = this.#options;
    const signedAt = parseTimestamp(timestamp) ?? 0;
    const [cloud, system] = [clock.now(), signingClock.now()];
    return Math.abs(signedAt - cloud) < Math.abs(signedAt - system) ? cloud : system;
  }

  #verify(request: AuthenticationRequest, signature: Signature, secretAccessKey: string, errors: AuthErrors): void {
    checkScope(signature, request.signingName, errors);
    checkLifetime(signature, this.#nowFor(signature), errors);
    const expected = sign(request, signature, secretAccessKey);
    if (!isSameSignature(expected.value, signature.value)) throw errors.signatureMismatch(expected);
  }
}

const rootOfUnknownKey = rememberLast((accessKeyId: string) =>
  rootPrincipal(accountOfUnknownKey(accessKeyId), accessKeyId),
);

const authentication = (principal: Principal, region: string, service: string | undefined): Authentication => ({
  principal,
  accountId: principal.accountId,
  region,
  service,
  accessKeyId: principal.accessKeyId,
});

/** `undefined` for an unsigned request, and for one signed in a way that AWS does not take for a signature. */
function parseSignature(request: WireRequest, errors: AuthErrors): Signature | undefined {
  const authorization = header(request, 'authorization');
  const presigned = isPresigned(request.target);
  if (authorization !== undefined && presigned) {
    throw errors.invalidSignature(
      "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
    );
  }
  try {
    if (presigned) return parsePresigned(request.target);
    if (!authorization?.startsWith(ALGORITHM)) return undefined;
    return parseAuthorizationHeader(request, authorization);
  } catch (error) {
    if (error instanceof MalformedSignature) throw errors.incompleteSignature(error.message);
    throw error;
  }
}

function checkScope(
  { scope, timestamp, signedHeaders }: Signature,
  signingName: string | undefined,
  errors: AuthErrors,
) {
  if (scope.terminator !== TERMINATOR) {
    throw errors.invalidSignature(
      `Credential should be scoped with a valid terminator: '${TERMINATOR}', not '${scope.terminator}'.`,
    );
  }
  // The space at the end is AWS's.
  if (signingName !== undefined && scope.service !== signingName) {
    throw errors.invalidSignature(`Credential should be scoped to correct service: '${signingName}'. `);
  }
  if (!timestamp.startsWith(scope.date)) {
    throw errors.invalidSignature(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ` +
        `'${scope.date}' != '${timestamp.slice(0, 8)}', from '${timestamp}'.`,
    );
  }
  if (!signedHeaders.includes('host')) {
    throw errors.invalidSignature("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
}

import { AwsError } from '../kernel/aws-error.ts';
import type { ProtocolName } from '../kernel/context.ts';

/**
 * AWS refuses unauthenticated requests before they reach a service, and each family of front ends has its own
 * codes for it. Observed answers and
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 */
export interface AuthErrors {
  missingToken(): AwsError;
  incompleteSignature(message: string): AwsError;
  /** The scope, the date or a parameter is not as it must be. */
  invalidSignature(message: string): AwsError;
  signatureMismatch(details: { readonly stringToSign: string; readonly canonicalRequest: string }): AwsError;
  unknownAccessKey(accessKeyId: string): AwsError;
  invalidSessionToken(): AwsError;
  expiredSession(): AwsError;
  /** Signed too long ago, or in the future. `message` is what all but S3 say. */
  skewed(message: string): AwsError;
  /** A presigned URL that was good once. */
  expiredUrl(message: string): AwsError;
}

export function authErrors(protocol: ProtocolName, signingName?: string): AuthErrors {
  if (signingName === 's3') return S3;
  if (protocol === 'awsQuery') return QUERY;
  if (protocol === 'restXml') return QUERY;
  if (protocol === 'restJson1') return REST_JSON;
  return protocol === 'awsJson1_0' ? JSON_1_0 : JSON_1_1;
}

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
const INVALID_TOKEN = 'The security token included in the request is invalid.';
const EXPIRED_TOKEN = 'The security token included in the request is expired';

const refuse = (status: number) => (code: string, message: string) => new AwsError(code, message, { status });

function jsonErrors(status: number, missing: string): AuthErrors {
  const error = refuse(status);
  const invalidSignature = (message: string) => error('InvalidSignatureException', message);
  return {
    missingToken: () => error('MissingAuthenticationTokenException', missing),
    incompleteSignature: (message) => error('IncompleteSignatureException', message),
    invalidSignature,
    signatureMismatch: () => invalidSignature(MISMATCH),
    unknownAccessKey: () => error('UnrecognizedClientException', INVALID_TOKEN),
    invalidSessionToken: () => error('UnrecognizedClientException', INVALID_TOKEN),
    expiredSession: () => error('ExpiredTokenException', EXPIRED_TOKEN),
    skewed: invalidSignature,
    expiredUrl: invalidSignature,
  };
}

const JSON_1_0 = jsonErrors(400, 'Request is missing Authentication Token');
const JSON_1_1 = jsonErrors(400, 'Missing Authentication Token');
const REST_JSON = jsonErrors(403, 'Missing Authentication Token');

const forbidden = refuse(403);
const badRequest = refuse(400);
const signatureDoesNotMatch = (message: string) => forbidden('SignatureDoesNotMatch', message);

const QUERY: AuthErrors = {
  missingToken: () => forbidden('MissingAuthenticationToken', 'Request is missing Authentication Token'),
  incompleteSignature: (message) => badRequest('IncompleteSignature', message),
  invalidSignature: signatureDoesNotMatch,
  signatureMismatch: () => signatureDoesNotMatch(MISMATCH),
  unknownAccessKey: () => forbidden('InvalidClientTokenId', INVALID_TOKEN),
  invalidSessionToken: () => forbidden('InvalidClientTokenId', INVALID_TOKEN),
  expiredSession: () => forbidden('ExpiredToken', EXPIRED_TOKEN),
  skewed: signatureDoesNotMatch,
  expiredUrl: signatureDoesNotMatch,
};

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
const S3: AuthErrors = {
  missingToken: () => forbidden('AccessDenied', 'Access Denied'),
  incompleteSignature: (message) => badRequest('AuthorizationHeaderMalformed', message),
  invalidSignature: (message) => badRequest('AuthorizationHeaderMalformed', message),
  signatureMismatch: ({ stringToSign, canonicalRequest }) =>
    new AwsError(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      { status: 403, fields: { StringToSign: stringToSign, CanonicalRequest: canonicalRequest } },
    ),
  unknownAccessKey: (accessKeyId) =>
    new AwsError('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', {
      status: 403,
      fields: { AWSAccessKeyId: accessKeyId },
    }),
  invalidSessionToken: () => badRequest('InvalidToken', 'The provided token is malformed or otherwise invalid.'),
  expiredSession: () => badRequest('ExpiredToken', 'The provided token has expired.'),
  skewed: () =>
    forbidden('RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.'),
  expiredUrl: () => forbidden('AccessDenied', 'Request has expired'),
};

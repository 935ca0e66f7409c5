import type { AuthErrors } from './errors.ts';
import { formatTimestamp, parseTimestamp, type Signature } from './signature.ts';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html#signature-v4-troubleshooting-date */
const ALLOWED_SKEW_MINUTES = 15;
const ALLOWED_SKEW_MS = ALLOWED_SKEW_MINUTES * 60_000;

/** Throws when the signature was made too long ago, or in the future, as seen at `now`. */
export function checkLifetime(signature: Signature, now: number, errors: AuthErrors): void {
  const signedAt = parseTimestamp(signature.timestamp);
  if (signedAt === undefined) {
    throw errors.incompleteSignature(
      `Date must be in ISO-8601 'basic format'. Got '${signature.timestamp}'. ` +
        'See http://en.wikipedia.org/wiki/ISO_8601',
    );
  }
  if (signedAt > now + ALLOWED_SKEW_MS) {
    throw errors.skewed(
      `Signature not yet current: ${signature.timestamp} is still later than ${formatTimestamp(now + ALLOWED_SKEW_MS)} ` +
        `(${formatTimestamp(now)} + ${ALLOWED_SKEW_MINUTES} min.)`,
    );
  }
  if (signature.expiresSeconds !== undefined) return checkExpires(signature, signedAt, now, errors);
  if (signedAt < now - ALLOWED_SKEW_MS) {
    throw errors.skewed(
      `Signature expired: ${signature.timestamp} is now earlier than ${formatTimestamp(now - ALLOWED_SKEW_MS)} ` +
        `(${formatTimestamp(now)} - ${ALLOWED_SKEW_MINUTES} min.)`,
    );
  }
}

function checkExpires(signature: Signature, signedAt: number, now: number, errors: AuthErrors): void {
  const seconds = signature.expiresSeconds ?? 0;
  if (now < signedAt + seconds * 1000) return;
  throw errors.expiredUrl(
    `Signature expired: ${signature.timestamp} is now earlier than ${formatTimestamp(now - seconds * 1000)} ` +
      `(${formatTimestamp(now)} - ${Math.floor(seconds / 60)} min.)`,
  );
}

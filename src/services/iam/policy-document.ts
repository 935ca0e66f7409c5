import { parsePolicy } from '../../auth/iam/parse.ts';
import { MalformedPolicy } from '../../auth/iam/policy.ts';
import { validateIdentityPolicy, validateTrustPolicy } from '../../auth/iam/validate.ts';
import { malformedPolicy, quotaExceeded } from './errors.ts';
import { MAX_MANAGED_POLICY_CHARACTERS, MAX_TRUST_POLICY_CHARACTERS } from './limits.ts';

/** IAM's answers carry documents URL-encoded as RFC 3986 has it. */
export const encodeDocument = (document: string): string =>
  encodeURIComponent(document).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** Characters that count against IAM's quotas. */
export const countCharacters = (document: string): number => document.replace(/\s/g, '').length;

/** Throws MalformedPolicyDocument. */
export const requireIdentityPolicy = (document: string): void => orMalformed(() => validateIdentityPolicy(document));

/** A policy of another service's resource, which is only simulated here. Throws MalformedPolicyDocument. */
export const requireResourcePolicy = (document: string): void => orMalformed(() => parsePolicy(document));

/** Throws MalformedPolicyDocument or LimitExceeded. */
export function requireManagedPolicy(document: string): void {
  requireIdentityPolicy(document);
  if (countCharacters(document) > MAX_MANAGED_POLICY_CHARACTERS) {
    throw quotaExceeded('PolicySize', MAX_MANAGED_POLICY_CHARACTERS);
  }
}

/** Throws MalformedPolicyDocument or LimitExceeded. */
export function requireTrustPolicy(document: string): void {
  orMalformed(() => validateTrustPolicy(document));
  if (countCharacters(document) > MAX_TRUST_POLICY_CHARACTERS) {
    throw quotaExceeded('ACLSizePerRole', MAX_TRUST_POLICY_CHARACTERS);
  }
}

function orMalformed(validate: () => unknown): void {
  try {
    validate();
  } catch (error) {
    throw error instanceof MalformedPolicy ? malformedPolicy(error.message) : error;
  }
}

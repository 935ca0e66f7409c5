import type { Principal } from '../principal.ts';
import type { Principals } from './policy.ts';

/**
 * How a policy names the caller. `account` only says that the account may decide: its own policies must allow too.
 * `session` and `direct` differ for roles: what is given to the session itself no boundary takes away.
 */
export type PrincipalMatch = 'session' | 'direct' | 'account' | 'none';

const STRENGTH: readonly PrincipalMatch[] = ['none', 'account', 'direct', 'session'];

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export function matchPrincipals(principals: Principals, caller: Principal): PrincipalMatch {
  const matches = Object.entries(principals).flatMap(([type, names]) =>
    names.map((name) => matchOne(type, name, caller)),
  );
  return matches.reduce((best, one) => (STRENGTH.indexOf(one) > STRENGTH.indexOf(best) ? one : best), 'none');
}

function matchOne(type: string, name: string, caller: Principal): PrincipalMatch {
  if (type === 'Service') return caller.kind === 'service' && name === caller.service ? 'session' : 'none';
  if (type !== 'AWS') return 'none';
  if (name === '*') return 'direct';
  // A service acts for itself; no name of an account's principals means it.
  if (caller.kind === 'anonymous' || caller.kind === 'service') return 'none';
  if (accountOf(name) === caller.accountId) return caller.kind === 'root' ? 'session' : 'account';
  if (caller.kind === 'user') return name === caller.arn || name === caller.userId ? 'session' : 'none';
  if (caller.kind === 'role') return matchRole(name, caller);
  return 'none';
}

function matchRole(name: string, caller: Principal & { kind: 'role' }): PrincipalMatch {
  if (name === caller.arn || name === `${caller.roleId}:${caller.sessionName}`) return 'session';
  return name === caller.roleArn || name === caller.roleId ? 'direct' : 'none';
}

/** `123456789012` and `arn:aws:iam::123456789012:root` both mean the whole account. */
function accountOf(name: string): string | undefined {
  if (/^\d{12}$/.test(name)) return name;
  return /^arn:[^:]+:iam::(\d{12}):root$/.exec(name)?.[1];
}

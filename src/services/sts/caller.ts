import type { Principal } from '../../auth/principal.ts';

/** The unique id of a caller: the `aws:userid` of policies. */
export function toUserId(principal: Principal): string {
  if (principal.kind === 'user') return principal.userId;
  if (principal.kind === 'role') return `${principal.roleId}:${principal.sessionName}`;
  return principal.accountId;
}

import { durationExceedsChain, durationExceedsRole } from './errors.ts';
import { DEFAULT_ROLE_SESSION_SECONDS, MAX_CHAINED_SESSION_SECONDS } from './limits.ts';

/** How long a role's session lasts. Throws ValidationError where more is asked for than the role or a chain allows. */
export function roleSessionSeconds(
  requested: number | undefined,
  role: { readonly maxSessionSeconds: number },
  isChained: boolean,
): number {
  const seconds = requested ?? DEFAULT_ROLE_SESSION_SECONDS;
  if (isChained && seconds > MAX_CHAINED_SESSION_SECONDS) throw durationExceedsChain();
  if (seconds > role.maxSessionSeconds) throw durationExceedsRole();
  return seconds;
}

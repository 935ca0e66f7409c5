import type { Operation } from '../api.ts';
import { noSessionFromSession } from '../errors.ts';
import { DEFAULT_USER_SESSION_SECONDS, MAX_ROOT_SESSION_SECONDS } from '../limits.ts';
import { issueSession } from '../store.ts';

export const getSessionToken: Operation<'GetSessionToken'> = async (ctx, input) => {
  const { principal } = ctx;
  // The key of a session is one that STS made, whoever it stands for.
  const isSession = principal.accessKeyId?.startsWith('ASIA') === true;
  if (isSession || (principal.kind !== 'user' && principal.kind !== 'root')) throw noSessionFromSession();

  const requested = input.DurationSeconds ?? DEFAULT_USER_SESSION_SECONDS;
  const seconds = principal.kind === 'root' ? Math.min(requested, MAX_ROOT_SESSION_SECONDS) : requested;
  return { Credentials: await issueSession(ctx, (accessKeyId) => ({ ...principal, accessKeyId }), seconds) };
};

import type { Operation } from '../api.ts';
import { toUserId } from '../caller.ts';

export const getCallerIdentity: Operation<'GetCallerIdentity'> = ({ principal }) => ({
  UserId: toUserId(principal),
  Account: principal.accountId,
  Arn: principal.arn,
});

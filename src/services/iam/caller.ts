import type { Context } from '../../kernel/context.ts';
import { userNameMissing } from './errors.ts';

/** The user a call is about: the one it names, or the caller. Throws ValidationError for a caller who is no user. */
export function userNameOrCaller(ctx: Pick<Context, 'principal'>, userName: string | undefined): string {
  if (userName !== undefined) return userName;
  if (ctx.principal.kind !== 'user') throw userNameMissing();
  return ctx.principal.userName;
}

import type { Context } from '../../kernel/context.ts';
import { logGroupNotFound, nameAndIdentifier, nameOrIdentifierMissing } from './errors.ts';
import type { GroupIdentity } from './log-group.ts';

const ARN = /^arn:aws[\w-]*:logs:([^:]+):(\d{12}):log-group:([^:]+)(?::\*)?$/;

type Caller = Pick<Context, 'accountId' | 'region'>;

interface Named {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
}

/** Newer operations take a name, or an identifier that is a name or an ARN, and exactly one of the two. */
export function toGroupIdentity(ctx: Caller, { logGroupName, logGroupIdentifier }: Named): GroupIdentity {
  if (logGroupName !== undefined && logGroupIdentifier !== undefined) throw nameAndIdentifier();
  const given = logGroupName ?? logGroupIdentifier;
  if (given === undefined) throw nameOrIdentifierMissing();
  return fromArn(given) ?? { accountId: ctx.accountId, region: ctx.region, name: given };
}

/** The group that TagResource and its kin name by ARN. */
export function groupOfArn(arn: string): GroupIdentity {
  const group = fromArn(arn);
  if (!group) throw logGroupNotFound();
  return group;
}

export function fromArn(text: string): GroupIdentity | undefined {
  const [, region, accountId, name] = ARN.exec(text) ?? [];
  return name === undefined ? undefined : { accountId: accountId!, region: region!, name };
}

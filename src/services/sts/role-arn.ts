import { parseArn } from '../../lib/arn.ts';

/** What the ARN of a role says: `arn:aws:iam::123456789012:role/path/name`. */
export interface RoleReference {
  readonly accountId: string;
  readonly roleName: string;
}

const ROLE = /^role\/(?:\S*\/)?([\w+=,.@-]+)$/;

export function parseRoleArn(roleArn: string): RoleReference | undefined {
  const arn = parseArn(roleArn);
  const roleName = ROLE.exec(arn?.resource ?? '')?.[1];
  if (arn?.service !== 'iam' || !/^\d{12}$/.test(arn.accountId) || roleName === undefined) return undefined;
  return { accountId: arn.accountId, roleName };
}

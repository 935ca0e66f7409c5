/** What an ARN says of a role: `arn:aws:iam::123456789012:role/path/name`. */
export interface RoleReference {
  readonly accountId: string;
  readonly roleName: string;
}

const ROLE_ARN = /^arn:aws[a-z-]*:iam::(\d{12}):role\/(?:[^\s]*\/)?([\w+=,.@-]+)$/;

export function parseRoleArn(roleArn: string): RoleReference | undefined {
  const [, accountId, roleName] = ROLE_ARN.exec(roleArn) ?? [];
  return accountId === undefined || roleName === undefined ? undefined : { accountId, roleName };
}

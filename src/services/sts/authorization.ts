import type { Authorizations } from '../../kernel/operation.ts';
import type { Sts } from './api.ts';

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html */
export const authorization: Authorizations<Sts> = {
  AssumeRole: { action: 'sts:AssumeRole', resources: ({ RoleArn }) => [RoleArn ?? '*'] },
  GetAccessKeyInfo: { action: 'sts:GetAccessKeyInfo', resources: () => ['*'] },
  GetCallerIdentity: { action: 'sts:GetCallerIdentity', resources: () => ['*'] },
  GetSessionToken: { action: 'sts:GetSessionToken', resources: () => ['*'] },
};

import { defineService } from '../../kernel/service.ts';
import type { Sts } from './api.ts';
import { authorization } from './authorization.ts';
import { constraints } from './constraints.ts';
import { validationFailed } from './errors.ts';
import { assumeRole } from './operations/assume-role.ts';
import { getAccessKeyInfo } from './operations/get-access-key-info.ts';
import { getCallerIdentity } from './operations/get-caller-identity.ts';
import { getSessionToken } from './operations/get-session-token.ts';

export const service = defineService<Sts>({
  name: 'sts',
  schemas: () => import('@aws-sdk/client-sts'),
  authorization,
  constraints,
  validationError: validationFailed,
  operations: {
    AssumeRole: assumeRole,
    AssumeRoleWithSAML: 'unsupported',
    AssumeRoleWithWebIdentity: 'unsupported',
    AssumeRoot: 'unsupported',
    DecodeAuthorizationMessage: 'unsupported',
    GetAccessKeyInfo: getAccessKeyInfo,
    GetCallerIdentity: getCallerIdentity,
    GetDelegatedAccessToken: 'unsupported',
    GetFederationToken: 'unsupported',
    GetSessionToken: getSessionToken,
    GetWebIdentityToken: 'unsupported',
  },
});

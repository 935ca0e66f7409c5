import type { Principal } from '../principal.ts';
import type { ConditionContext } from './wildcard.ts';

export interface RequestFacts {
  readonly now: number;
  readonly region?: string;
  readonly sourceIp?: string;
  readonly secureTransport?: boolean;
  readonly userAgent?: string;
  /** When the session's credentials were issued. */
  readonly tokenIssuedAt?: number;
  /** Service keys, e.g. `{ 'sts:ExternalId': 'x' }`. */
  readonly keys?: ConditionContext;
}

/**
 * The global condition keys of a request, and the service's own.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function requestContext(principal: Principal, facts: RequestFacts): ConditionContext {
  const context: Record<string, string | readonly string[] | undefined> = {
    'aws:currenttime': new Date(facts.now).toISOString().replace(/\.\d+/, ''),
    'aws:epochtime': String(Math.floor(facts.now / 1000)),
    'aws:securetransport': String(facts.secureTransport ?? false),
    'aws:requestedregion': facts.region,
    'aws:sourceip': facts.sourceIp,
    'aws:useragent': facts.userAgent,
    'aws:tokenissuetime':
      facts.tokenIssuedAt === undefined ? undefined : new Date(facts.tokenIssuedAt).toISOString().replace(/\.\d+/, ''),
    ...principalKeys(principal),
  };
  for (const [name, value] of Object.entries(facts.keys ?? {})) context[name.toLowerCase()] = value;
  return context;
}

function principalKeys(principal: Principal): ConditionContext {
  if (principal.kind === 'anonymous') return { 'aws:principaltype': 'Anonymous', 'aws:principalisawsservice': 'false' };
  if (principal.kind === 'service') {
    return {
      'aws:principalisawsservice': 'true',
      'aws:principalservicename': principal.service,
      'aws:sourceaccount': principal.accountId,
    };
  }
  const common = {
    'aws:principalaccount': principal.accountId,
    'aws:principalisawsservice': 'false',
    'aws:principalarn': principal.arn,
  };
  if (principal.kind === 'root') {
    return { ...common, 'aws:principaltype': 'Account', 'aws:userid': principal.accountId };
  }
  if (principal.kind === 'user') {
    const { userId, userName } = principal;
    return { ...common, 'aws:principaltype': 'User', 'aws:userid': userId, 'aws:username': userName };
  }
  return {
    ...common,
    // The role's ARN, not the session's: policies name roles.
    'aws:principalarn': principal.roleArn,
    'aws:principaltype': 'AssumedRole',
    'aws:userid': `${principal.roleId}:${principal.sessionName}`,
  };
}

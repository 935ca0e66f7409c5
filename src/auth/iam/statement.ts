import type { Principal } from '../principal.ts';
import { actualValues, meets } from './conditions.ts';
import type { Condition, Policy, Statement } from './policy.ts';
import { matchPrincipals, type PrincipalMatch } from './principals.ts';
import { matches, toPattern, type ConditionContext } from './wildcard.ts';

/** One question to IAM: may this principal do this to that? */
export interface AccessRequest {
  readonly principal: Principal;
  /** `sqs:SendMessage` */
  readonly action: string;
  /** An ARN, or `*` where the action takes no resource. */
  readonly resource: string;
  readonly context: ConditionContext;
}

/** Why a statement does not speak of a request. */
export type Mismatch =
  | { readonly element: 'principal' | 'action' | 'resource' }
  | { readonly element: 'condition'; readonly condition: Condition; readonly actual: readonly string[] };

export interface StatementResult {
  readonly mismatch: Mismatch | undefined;
  readonly principal: PrincipalMatch;
}

export function matchStatement(
  statement: Statement,
  version: Policy['version'],
  request: AccessRequest,
): StatementResult {
  const principal = principalMatch(statement, request.principal);
  const mismatch = findMismatch(statement, version, request, principal);
  return { mismatch, principal };
}

function findMismatch(
  statement: Statement,
  version: Policy['version'],
  request: AccessRequest,
  principal: PrincipalMatch,
): Mismatch | undefined {
  if (principal === 'none') return { element: 'principal' };
  if (!matchesAction(statement, request.action)) return { element: 'action' };
  if (!matchesResource(statement, version, request)) return { element: 'resource' };
  const failed = statement.conditions.find((condition) => !meets(condition, version, request.context));
  return failed && { element: 'condition', condition: failed, actual: actualValues(failed.key, request.context) };
}

/** A policy of the caller's own names no principal: it speaks of the caller. */
function principalMatch({ principals, notPrincipals }: Statement, caller: Principal): PrincipalMatch {
  if (principals) return matchPrincipals(principals, caller);
  if (notPrincipals) return matchPrincipals(notPrincipals, caller) === 'none' ? 'direct' : 'none';
  return 'direct';
}

function matchesAction({ actions, notActions }: Statement, action: string): boolean {
  if (actions) return actions.some((pattern) => isAction(pattern, action));
  return notActions !== undefined && !notActions.some((pattern) => isAction(pattern, action));
}

/** Actions are compared without case; a variable means nothing in them. */
export const isAction = (pattern: string, action: string): boolean =>
  matches(toPattern(pattern.toLowerCase(), '2008-10-17', {})!, action.toLowerCase());

/** Trust policies name no resource: they speak of the role that they belong to. */
function matchesResource({ resources, notResources }: Statement, version: Policy['version'], request: AccessRequest) {
  const isResource = (text: string) => {
    const pattern = toPattern(text, version, request.context);
    return pattern !== undefined && matches(pattern, request.resource);
  };
  if (resources) return resources.some(isResource);
  return notResources === undefined || !notResources.some(isResource);
}

import type { Principal } from '../principal.ts';
import type { Decision, StatementReport } from './evaluate.ts';
import type { AccessRequest } from './statement.ts';

/**
 * The sentence of AWS's AccessDenied answers.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function accessDeniedMessage(request: AccessRequest, decision: Decision): string {
  return `${notAuthorized(request)} ${reason(request, decision)}`;
}

/** The sentence as STS says it, which gives no reason. */
export function notAuthorized({ principal, action, resource }: AccessRequest): string {
  return `User: ${callerName(principal)} is not authorized to perform: ${action} on resource: ${resource}`;
}

const callerName = (principal: Principal) =>
  principal.kind === 'anonymous' ? 'anonymous' : principal.kind === 'service' ? principal.service : principal.arn;

function reason({ action }: AccessRequest, { effect, by }: Decision): string {
  const article = by === 'identity-based policy' ? 'an' : 'a';
  if (effect === 'ExplicitDeny') return `with an explicit deny in ${article} ${by}`;
  return `because no ${by} allows the ${action} action`;
}

/** What the decision rests on, for people: the statement, or what each one lacked. */
export function explain({ effect, by, statement, statements }: Decision): readonly string[] {
  if (by === 'root') return ['Allowed: the root user of the account may do everything.'];
  if (statement) return [`${effect === 'Allow' ? 'Allowed' : 'Denied'} by ${describe(statement)}.`];
  const candidates = statements.filter((one) => one.kind === by && one.effect === 'Allow');
  if (candidates.length === 0) return [`Denied: there is no ${by} that allows anything.`];
  return [`Denied: no ${by} allows it.`, ...candidates.map((one) => `${describe(one)}: ${describeMismatch(one)}.`)];
}

const describe = ({ sid, index, policy, kind }: StatementReport) =>
  `statement ${sid === undefined ? index + 1 : `"${sid}"`} of ${kind} ${policy}`;

function describeMismatch({ mismatch, kind }: StatementReport): string {
  if (!mismatch) return `it allows, but so must every other ${kind}`;
  if (mismatch.element !== 'condition') return `its ${mismatch.element} is another`;
  const { name, key, values } = mismatch.condition;
  const actual =
    mismatch.actual.length === 0 ? 'the request has none' : `the request has ${mismatch.actual.join(', ')}`;
  return `its condition ${name} on ${key} asks for ${values.join(' or ')}, ${actual}`;
}

import { parsePolicy } from '../../../auth/iam/parse.ts';
import { MalformedPolicy, type Policy } from '../../../auth/iam/policy.ts';
import { parseArn } from '../../../lib/arn.ts';
import { MAX_POLICY_BYTES } from '../limits.ts';
import { isActionOf, type PolicyOwner } from './actions.ts';
import {
  duplicateStatementIds,
  emptyStatement,
  invalidActions,
  invalidJson,
  invalidPrincipal,
  invalidRelativeId,
  missingField,
  notAnArn,
  notAPolicy,
  policyTooLarge,
  syntaxError,
  unboundedAccess,
} from './errors.ts';
import { grantsPublicAccess } from './public-access.ts';

type Json = Readonly<Record<string, unknown>>;

/** A policy as DynamoDB keeps it: two texts that mean the same to it become one. */
export interface PolicyDocument {
  readonly text: string;
  readonly policy: Policy;
}

const VERSION_OF_OLD = '2008-10-17';

/**
 * Checks a policy and brings it into the form that GetResourcePolicy shows: without blanks, elements in one order,
 * lists of one as their element. Throws DynamoDB's errors, in the order in which AWS was seen to look.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutResourcePolicy.html
 */
export function toPolicyDocument(text: string, owner: PolicyOwner): PolicyDocument {
  if (Buffer.byteLength(text) > MAX_POLICY_BYTES) throw policyTooLarge();
  const source = toJson(text);
  const statements = toStatements(source['Statement'], text);
  const { Version, Id } = source;
  const canonical = JSON.stringify({ Version, Id, Statement: statements });
  const policy = toPolicy(canonical, text);
  requireDistinctIds(policy);
  for (const { actions, notActions } of policy.statements) requireActions(owner, actions ?? notActions ?? []);
  for (const { resources, notResources } of policy.statements) {
    for (const resource of resources ?? notResources ?? []) requireResource(owner, resource);
  }
  requirePrincipals(policy);
  if (grantsPublicAccess(policy)) throw unboundedAccess();
  return { text: canonical, policy };
}

/** As it is shown. A text without a version is another one than the same with the version that it then has. */
export function toShownDocument(text: string): string {
  const document = JSON.parse(text) as Json;
  return document['Version'] === undefined ? JSON.stringify({ Version: VERSION_OF_OLD, ...document }) : text;
}

function toJson(text: string): Json {
  const value = parseJson(text);
  if (value === null) throw notAPolicy();
  if (!isObject(value)) throw invalidJson();
  if (Object.keys(value).length === 0) throw syntaxErrorAtEnd(text);
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalidJson();
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function toStatements(value: unknown, text: string): readonly Json[] {
  if (value === undefined) throw missingField('Statement');
  const statements: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (statements.length === 0) throw emptyStatement();
  return statements.map((statement) => {
    if (!isObject(statement)) throw syntaxErrorAt(text, 'Statement');
    return toStatement(statement, text);
  });
}

const ELEMENTS = ['Effect', 'Principal', 'Action', 'Resource'] as const;
const KNOWN = new Set(['Sid', 'Condition', ...ELEMENTS, 'NotPrincipal', 'NotAction', 'NotResource']);

function toStatement(statement: Json, text: string): Json {
  for (const element of ELEMENTS) {
    const [has, hasNot] = [element in statement, `Not${element}` in statement];
    if (!has && !hasNot) throw missingField(element);
    if (has && hasNot) throw syntaxErrorAt(text, `Not${element}`);
  }
  const unknown = Object.keys(statement).find((name) => !KNOWN.has(name));
  if (unknown !== undefined) throw syntaxErrorAt(text, unknown);
  const { Sid, Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition } = statement;
  return {
    Sid,
    Effect: toEffect(Effect),
    Principal: toPrincipal(Principal, text),
    NotPrincipal: toPrincipal(NotPrincipal, text),
    Action: toOneOrMany(Action),
    NotAction: toOneOrMany(NotAction),
    Resource: toOneOrMany(Resource),
    NotResource: toOneOrMany(NotResource),
    Condition,
  };
}

/** AWS takes "allow" for "Allow". */
const toEffect = (effect: unknown): unknown =>
  typeof effect === 'string' && /^(allow|deny)$/i.test(effect)
    ? effect[0]!.toUpperCase() + effect.slice(1).toLowerCase()
    : effect;

const toOneOrMany = (value: unknown): unknown => (Array.isArray(value) && value.length === 1 ? value[0] : value);

function toPrincipal(value: unknown, text: string): unknown {
  if (value === undefined || value === '*') return value;
  if (!isObject(value)) throw syntaxErrorAt(text, 'Principal');
  return Object.fromEntries(
    Object.entries(value).map(([type, names]) => {
      const list: readonly unknown[] = Array.isArray(names) ? names : [names];
      return [type, toOneOrMany([...new Set(type === 'AWS' ? list.map(toRootArn) : list)])];
    }),
  );
}

const toRootArn = (name: unknown): unknown =>
  typeof name === 'string' && /^\d{12}$/.test(name) ? `arn:aws:iam::${name}:root` : name;

function toPolicy(canonical: string, text: string): Policy {
  try {
    return parsePolicy(canonical);
  } catch (error) {
    if (error instanceof MalformedPolicy) throw syntaxErrorAt(text, 'Statement');
    throw error;
  }
}

/** Where an element's value begins, counted from one. */
function syntaxErrorAt(text: string, element: string) {
  const name = JSON.stringify(element);
  const before = text.slice(0, Math.max(0, text.indexOf(name)));
  const [gap = ''] = /^\s*:\s*/.exec(text.slice(before.length + name.length)) ?? [];
  return syntaxErrorAtEnd(before + name + gap);
}

function syntaxErrorAtEnd(text: string) {
  const lines = text.split('\n');
  return syntaxError(lines.length, lines.at(-1)!.length + 1);
}

function requireDistinctIds({ statements }: Policy): void {
  const ids = statements.flatMap(({ sid }) => sid ?? []);
  if (new Set(ids).size < ids.length) throw duplicateStatementIds();
}

function requireActions(owner: PolicyOwner, actions: readonly string[]): void {
  const invalid = actions.filter((action) => !isActionOf(owner, action));
  if (invalid.length > 0) throw invalidActions(invalid);
}

const RELATIVE_ID = {
  table: /^(\*|table\/[^/]+(\/index\/[^/]+)?)$/,
  stream: /^(\*|table\/[^/]+\/stream\/[^/]+)$/,
} as const;

/** Another table of the right kind is accepted; it is only never meant. */
function requireResource(owner: PolicyOwner, resource: string): void {
  if (resource === '*') return;
  const arn = parseArn(resource);
  if (!arn) throw notAnArn(resource);
  if (arn.service !== 'dynamodb' || !RELATIVE_ID[owner].test(arn.resource)) {
    throw invalidRelativeId(arn.resource, resource);
  }
}

const PRINCIPAL_TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'];
const AWS_PRINCIPAL =
  /^(\*|A(ROA|IDA)[A-Z0-9]{12,}|arn:aws[a-z-]*:(iam|sts)::\d{12}:(root|(user|role|assumed-role|federated-user)\/.+))$/;

function requirePrincipals({ statements }: Policy): void {
  for (const { principals, notPrincipals } of statements) {
    for (const [type, names] of Object.entries(principals ?? notPrincipals ?? {})) {
      if (!PRINCIPAL_TYPES.includes(type)) throw invalidPrincipal();
      if (type === 'AWS' && !names.every((one) => AWS_PRINCIPAL.test(one))) throw invalidPrincipal();
    }
  }
}

import { findOperator } from './operators.ts';
import { asObject, parseJson, parsePolicy, syntaxErrors, type Json } from './parse.ts';
import { MalformedPolicy, type Policy, type Statement } from './policy.ts';
import { checkResource } from './validate-resource.ts';

const TOP_ELEMENTS = ['Version', 'Id', 'Statement'];
const STATEMENT_ELEMENTS = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];

/**
 * A policy of an identity: managed, inline, boundary or session policy. Throws `MalformedPolicy` in AWS's words
 * and order, which are observed ones: AWS documents the rules, not what it says of breaches.
 */
export function validateIdentityPolicy(text: string): Policy {
  const document = asObject(parseJson(text));
  const policy = checkSyntax(document, text);
  if (document['Version'] !== '2012-10-17') {
    throw new MalformedPolicy('Policy document must be version 2012-10-17 or greater.');
  }
  for (const { principals, notPrincipals } of policy.statements) {
    if (principals || notPrincipals) throw new MalformedPolicy('Policy document should not specify a principal.');
  }
  checkSids(policy);
  for (const statement of policy.statements) {
    if (!hasSome(statement.actions ?? statement.notActions)) {
      throw new MalformedPolicy('Policy statement must contain actions.');
    }
    if (!hasSome(statement.resources ?? statement.notResources)) {
      throw new MalformedPolicy('Policy statement must contain resources.');
    }
  }
  for (const statement of policy.statements) {
    for (const resource of statement.resources ?? statement.notResources ?? []) checkResource(resource);
    checkActions(statement);
  }
  return policy;
}

/** A role's trust policy. Throws `MalformedPolicy`. */
export function validateTrustPolicy(text: string): Policy {
  const document = trustJson(text);
  const list = Array.isArray(document['Statement']) ? document['Statement'] : [document['Statement']];
  for (const one of list) checkTrustElements(asObject(one));
  const policy = checkSyntax(document, text);
  checkSids(policy);
  for (const statement of policy.statements) {
    checkActions(statement);
    const actions = statement.actions ?? statement.notActions ?? [];
    if (!actions.every((action) => action === '*' || action.toLowerCase().startsWith('sts:'))) {
      throw new MalformedPolicy('AssumeRole policy may only specify STS AssumeRole actions.');
    }
    checkPrincipals(statement);
  }
  return policy;
}

function trustJson(text: string): Json {
  try {
    return asObject(JSON.parse(text));
  } catch {
    throw new MalformedPolicy('This policy contains invalid Json');
  }
}

function checkTrustElements(statement: Json): void {
  for (const element of ['Resource', 'NotResource']) {
    if (element in statement) throw new MalformedPolicy(`Has prohibited field ${element}`);
  }
  if (!('Effect' in statement)) throw new MalformedPolicy('Missing required field Effect');
  if (!('Principal' in statement) && !('NotPrincipal' in statement)) {
    throw new MalformedPolicy('Missing required field Principal');
  }
  if (!('Action' in statement) && !('NotAction' in statement))
    throw new MalformedPolicy('Missing required field Action');
}

const PRINCIPAL_TYPES = ['AWS', 'Service', 'Federated', 'CanonicalUser'];
const AWS_PRINCIPAL =
  /^(\*|\d{12}|A(ROA|IDA)[A-Z0-9]{12,}|arn:aws[a-z-]*:(iam|sts)::(\d{12}|aws|cloudfront):(root|(user|role|assumed-role|federated-user)\/.+))$/;
const SERVICE_PRINCIPAL = /^[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|amazon\.com|aws\.internal)$/;

function checkPrincipals({ principals, notPrincipals }: Statement): void {
  for (const [type, names] of Object.entries(principals ?? notPrincipals ?? {})) {
    if (!PRINCIPAL_TYPES.includes(type)) throw syntaxErrors();
    for (const name of names) {
      if (type === 'AWS' && !AWS_PRINCIPAL.test(name)) throw invalidPrincipal('AWS', name);
      if (type === 'Service' && !SERVICE_PRINCIPAL.test(name)) throw invalidPrincipal('SERVICE', name);
    }
  }
}

export const invalidPrincipal = (type: string, name: string) =>
  new MalformedPolicy(`Invalid principal in policy: "${type}":"${name}"`);

function checkSyntax(document: Json, text: string): Policy {
  if (!Object.keys(document).every((element) => TOP_ELEMENTS.includes(element))) throw syntaxErrors();
  if (document['Id'] !== undefined && typeof document['Id'] !== 'string') throw syntaxErrors();
  const policy = parsePolicy(text);
  if (policy.statements.length === 0) throw syntaxErrors();
  const statements = document['Statement'];
  for (const one of Array.isArray(statements) ? statements : [statements]) checkElements(asObject(one));
  for (const { name, operator, quantifier } of policy.statements.flatMap(({ conditions }) => conditions)) {
    const isKnown =
      findOperator(operator) !== undefined || (operator === 'Null' && quantifier === undefined && name === 'Null');
    if (!isKnown) throw syntaxErrors();
  }
  return policy;
}

function checkElements(statement: Json): void {
  if (!Object.keys(statement).every((element) => STATEMENT_ELEMENTS.includes(element))) throw syntaxErrors();
  for (const element of ['Action', 'Resource', 'Principal']) {
    if (element in statement && `Not${element}` in statement) throw syntaxErrors();
  }
}

function checkSids({ statements }: Policy): void {
  const sids = statements.map(({ sid }) => sid).filter((sid) => sid !== undefined && sid !== '');
  if (new Set(sids).size < sids.length) {
    throw new MalformedPolicy('Statement IDs (SID) in a single policy must be unique.');
  }
}

function checkActions({ actions, notActions }: Statement): void {
  for (const action of actions ?? notActions ?? []) {
    const [vendor = '', ...rest] = action.split(':');
    if (rest.length === 0 && vendor !== '*') {
      throw new MalformedPolicy('Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.');
    }
    if (rest.length > 1) throw new MalformedPolicy('Actions/Condition can contain only one colon.');
    if (vendor !== '*' && /[^a-zA-Z0-9\-.]/.test(vendor)) throw new MalformedPolicy(`Vendor ${vendor} is not valid`);
  }
}

const hasSome = (list: readonly string[] | undefined) => list !== undefined && list.length > 0;

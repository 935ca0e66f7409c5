import { Lru } from '../../lib/lru.ts';
import { MalformedPolicy, type Condition, type Policy, type Principals, type Statement } from './policy.ts';

const PARSED_DOCUMENTS = 2000;
/** Reading a text always gives the same policy, and the same few texts are asked for at every request. */
const parsed = new Lru<string, Policy>(PARSED_DOCUMENTS);

/** Reads a document that was accepted once. Throws `MalformedPolicy` where its structure makes no sense. */
export function parsePolicy(text: string): Policy {
  const known = parsed.get(text);
  if (known) return known;
  const policy = readPolicy(parseJson(text));
  parsed.set(text, policy);
  return policy;
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw syntaxErrors();
  }
}

export const syntaxErrors = () => new MalformedPolicy('Syntax errors in policy.');

export type Json = Readonly<Record<string, unknown>>;

export function asObject(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw syntaxErrors();
  return value as Json;
}

function readPolicy(document: unknown): Policy {
  const { Version = '2008-10-17', Statement: statements } = asObject(document);
  if (Version !== '2008-10-17' && Version !== '2012-10-17') throw syntaxErrors();
  if (statements === undefined) throw syntaxErrors();
  const list = Array.isArray(statements) ? statements : [statements];
  return { version: Version, statements: list.map((one) => readStatement(asObject(one))) };
}

function readStatement(statement: Json): Statement {
  const { Sid, Effect, Condition: conditions } = statement;
  if (Sid !== undefined && typeof Sid !== 'string') throw syntaxErrors();
  if (Effect !== 'Allow' && Effect !== 'Deny') throw syntaxErrors();
  return {
    sid: Sid,
    effect: Effect,
    ...optional('principals', readPrincipals(statement['Principal'])),
    ...optional('notPrincipals', readPrincipals(statement['NotPrincipal'])),
    ...optional('actions', readStrings(statement['Action'])),
    ...optional('notActions', readStrings(statement['NotAction'])),
    ...optional('resources', readStrings(statement['Resource'])),
    ...optional('notResources', readStrings(statement['NotResource'])),
    conditions: conditions === undefined ? [] : readConditions(asObject(conditions)),
  };
}

const optional = <K extends string, V>(name: K, value: V | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [P in K]?: V };

function readStrings(value: unknown): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (!list.every((one) => typeof one === 'string')) throw syntaxErrors();
  return list;
}

function readPrincipals(value: unknown): Principals | undefined {
  if (value === undefined) return undefined;
  if (value === '*') return { AWS: ['*'] };
  const entries = Object.entries(asObject(value)).map(([type, names]) => [type, readStrings(names) ?? []]);
  return Object.fromEntries(entries) as Principals;
}

const CONDITION_NAME = /^(?:(ForAllValues|ForAnyValue):)?(.+?)(IfExists)?$/;

function readConditions(block: Json): Condition[] {
  return Object.entries(block).flatMap(([name, keys]) => {
    const [, quantifier, operator = name, ifExists] = CONDITION_NAME.exec(name) ?? [];
    return Object.entries(asObject(keys)).map(([key, values]) => ({
      name,
      operator,
      quantifier: quantifier as Condition['quantifier'],
      ifExists: ifExists !== undefined,
      key,
      values: readScalars(values),
    }));
  });
}

/** `"Bool": { "aws:SecureTransport": false }` and bare numbers are accepted as if they were quoted. */
function readScalars(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.map((one) => {
    if (typeof one === 'string') return one;
    if (typeof one === 'boolean' || typeof one === 'number') return String(one);
    throw syntaxErrors();
  });
}

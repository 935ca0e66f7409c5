import type { OperationModel, ServiceModel } from '../model/service-model.ts';
import { header, type RequestHead, type Routed } from './wire.ts';

interface Route {
  readonly operation: OperationModel;
  readonly segments: readonly Segment[];
  /** `?acl`, `?list-type=2` in the URI template: required, with this value if any. */
  readonly literals: readonly (readonly [name: string, value: string])[];
  readonly requiredQuery: readonly string[];
  readonly requiredHeaders: readonly string[];
  /** The bucket is the first segment of the path, though the template does not say so. */
  readonly hasBucket: boolean;
  readonly isGreedy: boolean;
  /** The more a route asks for, the earlier it is tried. */
  readonly weight: number;
}

/** The parts of a path between its slashes; `trimmed` goes without the empty one after a slash at the end. */
interface Path {
  readonly whole: readonly string[];
  readonly trimmed: readonly string[];
}

type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'label' | 'greedy'; readonly name: string };

/** Names the operation for those templates that differ in nothing else. */
const OPERATION_ID = 'x-id';

const tables = new WeakMap<ServiceModel, ReadonlyMap<string, readonly Route[]>>();

/** The operation whose HTTP binding the request fits best: https://smithy.io/2.0/spec/http-bindings.html */
export function matchRoute(model: ServiceModel, request: RequestHead): Routed | undefined {
  const routes = tableOf(model).get(request.method) ?? [];
  const path = splitPath(request.path.startsWith('/') ? request.path.slice(1) : request.path);
  const query = parseQuery(request.query);
  for (const route of routes) {
    const labels = matchPath(route, path);
    if (labels && fits(route, query, request)) return { operation: route.operation, labels };
  }
  return undefined;
}

/** Parameters in order; a name without `=` has the empty value. */
export function parseQuery(query: string): ReadonlyMap<string, readonly string[]> {
  const parameters = new Map<string, string[]>();
  if (query === '') return parameters;
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const name = decode((at < 0 ? pair : pair.slice(0, at)).replaceAll('+', ' '));
    const value = at < 0 ? '' : decode(pair.slice(at + 1).replaceAll('+', ' '));
    const known = parameters.get(name);
    if (known) known.push(value);
    else parameters.set(name, [value]);
  }
  return parameters;
}

function tableOf(model: ServiceModel): ReadonlyMap<string, readonly Route[]> {
  const known = tables.get(model);
  if (known) return known;
  const table = new Map<string, Route[]>();
  for (const name of model.operationNames) {
    const operation = model.operation(name)!;
    if (!operation.http) continue;
    const [method] = operation.http;
    table.set(method, [...(table.get(method) ?? []), toRoute(operation)]);
  }
  for (const routes of table.values()) routes.sort((a, b) => b.weight - a.weight);
  tables.set(model, table);
  return table;
}

function toRoute(operation: OperationModel): Route {
  const [, uri] = operation.http!;
  const [path, query = ''] = uri.split('?') as [string, string?];
  const segments = path.split('/').filter(Boolean).map(toSegment);
  const literals = [...parseQuery(query)].map(([name, [value]]) => [name, value!] as const);
  const required = operation.input.members.filter((member) => member.required);
  const requiredQuery = required.flatMap(({ traits }) => traits.httpQuery ?? []);
  const requiredHeaders = required.flatMap(({ traits }) => traits.httpHeader?.toLowerCase() ?? []);
  const labels = operation.input.members.filter(({ traits }) => traits.httpLabel !== undefined);
  const isStrict = literals.filter(([name]) => name !== OPERATION_ID).length;
  const literalSegments = segments.filter(({ kind }) => kind === 'literal').length;
  return {
    operation,
    segments,
    literals,
    requiredQuery,
    requiredHeaders,
    hasBucket: labels.some(({ name }) => name === 'Bucket') && !uri.includes('{Bucket}'),
    isGreedy: segments.some(({ kind }) => kind === 'greedy'),
    weight: 100 * isStrict + 10 * (requiredQuery.length + requiredHeaders.length) + literalSegments,
  };
}

function toSegment(text: string): Segment {
  const name = /^\{(.+?)(\+?)\}$/.exec(text);
  if (!name) return { kind: 'literal', text };
  return { kind: name[2] ? 'greedy' : 'label', name: name[1]! };
}

/** Split once for all routes that are tried. */
function splitPath(path: string): Path {
  const whole = path === '' ? [] : path.split('/');
  return { whole, trimmed: path.endsWith('/') ? whole.slice(0, -1) : whole };
}

function fits(route: Route, query: ReadonlyMap<string, readonly string[]>, request: RequestHead): boolean {
  return (
    route.literals.every(([name, value]) => hasLiteral(query, name, value)) &&
    route.requiredQuery.every((name) => query.has(name)) &&
    route.requiredHeaders.every((name) => header(request, name) !== undefined)
  );
}

/** Only SDKs send `x-id`; where it is there, it decides. */
function hasLiteral(query: ReadonlyMap<string, readonly string[]>, name: string, value: string): boolean {
  const given = query.get(name);
  if (!given) return name === OPERATION_ID;
  return value === '' || given.includes(value);
}

function matchPath(route: Route, { whole, trimmed }: Path): Record<string, string> | undefined {
  // AWS forgives a slash at the end, except where it belongs to a key.
  const parts = route.isGreedy ? whole : trimmed;
  if (!route.hasBucket) return matchSegments(route, parts, 0);
  const [bucket = ''] = parts;
  const labels = bucket === '' ? undefined : matchSegments(route, parts, 1);
  return labels && { Bucket: decode(bucket), ...labels };
}

/** `from` is the index of the first of the path's parts that the template speaks of. */
function matchSegments(
  { segments, isGreedy }: Route,
  parts: readonly string[],
  from: number,
): Record<string, string> | undefined {
  const spare = parts.length - from - segments.length;
  if (spare < 0 || (spare > 0 && !isGreedy)) return undefined;
  const labels: Record<string, string> = {};
  let at = from;
  for (const segment of segments) {
    const end = segment.kind === 'greedy' ? at + 1 + spare : at + 1;
    const text = segment.kind === 'greedy' ? parts.slice(at, end).join('/') : parts[at]!;
    at = end;
    if (segment.kind === 'literal' ? segment.text !== text : text === '') return undefined;
    if (segment.kind !== 'literal') labels[segment.name] = decode(text);
  }
  return labels;
}

/** A stray percent sign stands for itself. */
function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

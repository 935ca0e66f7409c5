import type { ServiceModel } from '../model/service-model.ts';
import type { Member, Shape, StructureShape } from '../model/shape.ts';
import { toBase64 } from './base64.ts';
import { readText, writeText } from './http-text.ts';
import { parseQuery } from './rest-routes.ts';
import type { Routed, WireRequest } from './wire.ts';

/** Where HTTP carries a structure's members: https://smithy.io/2.0/spec/http-bindings.html */
export interface HttpBindings {
  readonly labels: readonly Member[];
  readonly queries: readonly Member[];
  readonly headers: readonly Member[];
  readonly prefixHeaders: readonly Member[];
  readonly queryParams: Member | undefined;
  readonly responseCode: Member | undefined;
  readonly payload: Member | undefined;
  /** The members left for the body, as a structure of their own. */
  readonly body: StructureShape;
}

const known = new WeakMap<StructureShape, HttpBindings>();

export function bindingsOf(shape: StructureShape): HttpBindings {
  let bindings = known.get(shape);
  if (!bindings) known.set(shape, (bindings = readBindings(shape)));
  return bindings;
}

function readBindings(shape: StructureShape): HttpBindings {
  const having = (trait: keyof Member['traits']) => shape.members.filter(({ traits }) => traits[trait] !== undefined);
  const bound = {
    labels: having('httpLabel'),
    queries: having('httpQuery'),
    headers: having('httpHeader'),
    prefixHeaders: having('httpPrefixHeaders'),
  };
  const single = {
    queryParams: having('httpQueryParams')[0],
    responseCode: having('httpResponseCode')[0],
    payload: having('httpPayload')[0],
  };
  const elsewhere = new Set([...Object.values(bound).flat(), ...Object.values(single)]);
  const members = single.payload ? [] : shape.members.filter((member) => !elsewhere.has(member));
  const { type, name, isUnion, traits } = shape;
  const byName = new Map(members.map((member) => [member.name, member]));
  return { ...bound, ...single, body: { type, name, isUnion, traits, members, byName } };
}

/** The members that travel in the path, the query string and the headers. */
export function readHead(shape: StructureShape, routed: Routed, request: WireRequest): Record<string, unknown> {
  const bindings = bindingsOf(shape);
  const input: Record<string, unknown> = {};
  for (const member of bindings.labels) {
    const text = routed.labels?.[member.name];
    if (text !== undefined) input[member.name] = readText(member.shape, text, 'date-time');
  }
  if (bindings.queries.length > 0 || bindings.queryParams) readQueryString(bindings, request.query, input);
  for (const member of bindings.headers) {
    const value = request.headers[member.traits.httpHeader!.toLowerCase()];
    if (value !== undefined)
      input[member.name] = readHeader(member, typeof value === 'string' ? value : value.join(', '));
  }
  for (const member of bindings.prefixHeaders) {
    const entries = prefixed(request, member.traits.httpPrefixHeaders!.toLowerCase());
    if (entries.length > 0) input[member.name] = Object.fromEntries(entries);
  }
  return input;
}

function readQueryString({ queries, queryParams }: HttpBindings, query: string, input: Record<string, unknown>): void {
  const parameters = parseQuery(query);
  const bound = new Set<string>();
  for (const { name, shape, traits } of queries) {
    bound.add(traits.httpQuery!);
    const values = parameters.get(traits.httpQuery!);
    if (!values) continue;
    input[name] =
      shape.type === 'list'
        ? values.map((value) => readText(shape.member.shape, value, 'date-time'))
        : readText(shape, values[0]!, 'date-time');
  }
  if (queryParams?.shape.type !== 'map') return;
  const isOfLists = queryParams.shape.value.shape.type === 'list';
  const rest = [...parameters].filter(([name]) => !bound.has(name));
  if (rest.length > 0) {
    input[queryParams.name] = Object.fromEntries(rest.map(([name, values]) => [name, isOfLists ? values : values[0]]));
  }
}

function readHeader({ shape, traits }: Member, text: string): unknown {
  if (traits.mediaType !== undefined && shape.type === 'string') return Buffer.from(text, 'base64').toString();
  if (shape.type !== 'list') return readText(shape, text, 'http-date');
  const { shape: element } = shape.member;
  return splitHeader(text, element).map((part) => readText(element, part, 'http-date'));
}

/** By commas outside quotes; an HTTP date has a comma of its own. */
function splitHeader(text: string, element: Shape): string[] {
  const isHttpDate = element.type === 'timestamp' && (element.format ?? 'http-date') === 'http-date';
  const parts = isHttpDate ? text.match(/[^,]+,[^,]+/g) : text.match(/"(?:[^"\\]|\\.)*"|[^,\s][^,]*/g);
  return (parts ?? []).map((part) => {
    const trimmed = part.trim();
    return trimmed.startsWith('"') ? trimmed.slice(1, -1).replaceAll(/\\(.)/g, '$1') : trimmed;
  });
}

const prefixed = (request: WireRequest, prefix: string): (readonly [string, string])[] =>
  Object.entries(request.headers).flatMap(([name, value]) =>
    name.startsWith(prefix) && value !== undefined
      ? [[name.slice(prefix.length), typeof value === 'string' ? value : value.join(',')] as const]
      : [],
  );

/** The headers of an answer; the caller adds those of the protocol. */
export function writeHeaders(shape: StructureShape, output: Record<string, unknown>): Record<string, string> {
  const headers: Record<string, string> = {};
  const { headers: members, prefixHeaders } = bindingsOf(shape);
  for (const member of members) {
    const value = output[member.name];
    if (value !== undefined && value !== null) headers[member.traits.httpHeader!] = writeHeader(member, value);
  }
  for (const { name, traits } of prefixHeaders) {
    for (const [key, value] of Object.entries((output[name] ?? {}) as Record<string, string | undefined>)) {
      if (value !== undefined) headers[traits.httpPrefixHeaders! + key] = oneLine(value);
    }
  }
  return headers;
}

function writeHeader({ shape, traits }: Member, value: unknown): string {
  if (traits.mediaType !== undefined && shape.type === 'string') return toBase64(Buffer.from(value as string));
  if (shape.type !== 'list') return oneLine(writeText(shape, value, 'http-date'));
  const { shape: element } = shape.member;
  return (value as unknown[]).map((item) => quoted(element, item)).join(', ');
}

function quoted(shape: Shape, value: unknown): string {
  const text = oneLine(writeText(shape, value, 'http-date'));
  return shape.type === 'string' && /[",]/.test(text) ? `"${text.replaceAll(/["\\]/g, '\\$&')}"` : text;
}

/** A line break in a header would end it. */
const oneLine = (text: string) => text.replaceAll(/[\r\n]+/g, ' ');

/** How a REST protocol writes bodies. */
export interface BodyCodec {
  readonly contentType: string;
  read(model: ServiceModel, shape: Shape, bytes: Uint8Array): unknown;
  /** `name` is the root's, where the format has one. */
  write(model: ServiceModel, shape: Shape, value: unknown, name: string): Uint8Array;
}

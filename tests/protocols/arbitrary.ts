import * as fc from 'fast-check';
import type { Arbitrary } from 'fast-check';
import type { Constraints, Facts } from '../../src/model/constraints.ts';
import type { Member, Shape, StructureShape } from '../../src/model/shape.ts';
import { eventStreamMember } from '../../src/protocols/event-stream.ts';

/** What a protocol can carry. */
export interface Medium {
  readonly text: Arbitrary<string>;
  /** Text in headers, which HTTP restricts further. */
  readonly headerText?: Arbitrary<string>;
  /** Empty collections vanish in XML and in form data. */
  readonly smallest?: 0 | 1;
  readonly constraints?: Constraints;
  /** Members that the client or HTTP fills in by itself. */
  readonly without?: readonly string[];
  /** Members that are always there. */
  readonly always?: readonly string[];
}

/** Deep enough for two turns of a shape that contains itself. */
const MAX_DEPTH = 5;

/** Any text that UTF-8 can say. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('', '"\\/\b', '\u2028', 'é'),
);
/** Any text that XML 1.0 can say; line ends it normalizes, and spaces at the ends the SDK trims. */
export const xmlText = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 20 })
  // oxlint-disable-next-line no-control-regex -- XML cannot carry control characters
  .map((text) => `x${text.replaceAll(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g, '<&>"\'')}x`);
export const visibleText = fc.string({
  unit: fc.constantFrom(...Array.from('abcXYZ019-_.:/+=@')),
  minLength: 1,
  maxLength: 20,
});

/** Inputs or outputs of the shape, as the SDK's types have them. */
export function valueOf(shape: StructureShape, medium: Medium): Arbitrary<Record<string, unknown>> {
  return structure(shape, medium, 0);
}

function structure(shape: StructureShape, medium: Medium, depth: number): Arbitrary<Record<string, unknown>> {
  const facts = medium.constraints?.[shape.name];
  const events = eventStreamMember(shape);
  const members = shape.members.filter(
    (candidate) => candidate !== events && !medium.without?.includes(candidate.name),
  );
  const isNeeded = (inner: Member) => isFilledIn(inner) || medium.always?.includes(inner.name) === true;
  if (shape.isUnion) {
    const finite = members.filter(({ shape: inner }) => depth < MAX_DEPTH || !isNested(inner));
    return fc.oneof(
      ...finite.map((inner) => fc.record({ [inner.name]: member(inner, facts?.[inner.name], medium, depth) })),
    );
  }
  const kept = members.filter((inner) => isNeeded(inner) || depth < MAX_DEPTH);
  const model = Object.fromEntries(
    kept.map((inner) => [inner.name, member(inner, facts?.[inner.name], medium, depth)]),
  );
  const record = fc.record(model, { requiredKeys: kept.filter(isNeeded).map(({ name }) => name) });
  // A structure without members vanishes as a collection without elements does.
  const mayVanish = medium.smallest === 1 && depth > 0 && kept.length > 0;
  return mayVanish ? record.filter((candidate) => Object.keys(candidate).length > 0) : record;
}

const isFilledIn = ({ required, traits }: Member) =>
  required || [traits.httpLabel, traits.httpResponseCode, traits.idempotencyToken].some((trait) => trait !== undefined);
const isNested = (shape: Shape) => shape.type === 'structure' || shape.type === 'list' || shape.type === 'map';

function member(
  { name, shape, traits }: Member,
  facts: Facts | undefined,
  medium: Medium,
  depth: number,
): Arbitrary<unknown> {
  const isInHeader = traits.httpHeader !== undefined || traits.httpPrefixHeaders !== undefined;
  const text = isInHeader && medium.headerText ? medium.headerText : medium.text;
  if (traits.httpLabel !== undefined) return label(name, shape) ?? value(shape, facts, medium, depth);
  if (traits.httpResponseCode !== undefined) return fc.constantFrom(200, 202);
  const inner = value(shape, facts, { ...medium, text }, depth, isInHeader);
  return traits.httpPayload !== undefined && shape.type === 'blob'
    ? inner.filter((bytes) => (bytes as Uint8Array).length > 0)
    : inner;
}

function value(
  shape: Shape,
  facts: Facts | undefined,
  medium: Medium,
  depth: number,
  isInHeader = false,
): Arbitrary<unknown> {
  const size = { minLength: medium.smallest ?? 0, maxLength: depth < MAX_DEPTH ? 3 : (medium.smallest ?? 0) };
  switch (shape.type) {
    case 'structure':
      return structure(shape, medium, depth + 1);
    case 'list':
      return fc.array(value(shape.member.shape, facts?.member, medium, depth + 1, isInHeader), size);
    case 'map':
      return fc.dictionary(
        isInHeader ? fc.constantFrom('a', 'b-c') : mapKey(medium.text),
        value(shape.value.shape, facts?.value, medium, depth + 1),
        {
          minKeys: size.minLength,
          maxKeys: size.maxLength,
          noNullPrototype: true,
        },
      );
    case 'string':
      return medium.text;
    case 'number':
      return number(facts?.type);
    case 'boolean':
      return fc.boolean();
    case 'blob':
      return fc.uint8Array({ minLength: medium.smallest ?? 0, maxLength: 20 });
    case 'timestamp':
      return timestamp(isInHeader || shape.format === 'http-date');
    case 'document':
      return fc.jsonValue({ maxDepth: 2 }).filter((json) => typeof json === 'object' && json !== null);
    default:
      return fc.constant(undefined);
  }
}

/** The SDK's readers lose this key; ours have a test of their own. */
const mapKey = (text: Arbitrary<string>) => text.filter((key) => key !== '__proto__');

const number = (type: Facts['type']): Arbitrary<number> =>
  type === 'double' || type === 'float'
    ? fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0)
    : fc.integer({ min: 0 });

/** HTTP's dates have no milliseconds. */
const timestamp = (isWhole: boolean): Arbitrary<Date> =>
  fc
    .integer({ min: 946_684_800, max: 4_102_444_800 })
    .chain((seconds) =>
      isWhole
        ? fc.constant(new Date(seconds * 1000))
        : fc.integer({ min: 0, max: 999 }).map((rest) => new Date(seconds * 1000 + rest)),
    );

function label(name: string, shape: Shape): Arbitrary<unknown> | undefined {
  if (name === 'Bucket') return fc.constant('bucket-1');
  return shape.type === 'string' ? visibleText : undefined;
}

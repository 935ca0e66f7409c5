import {
  UNIT,
  type ListShape,
  type MapShape,
  type Member,
  type Shape,
  type SimpleShape,
  type StructureShape,
  type TimestampFormat,
  type Traits,
} from './shape.ts';

/**
 * The runtime schemas of the AWS SDK for JavaScript v3, as its clients export them: tuples such as
 * `[3, namespace, name, traits, memberNames, memberSchemas, requiredCount]`. Nothing outside this file knows the
 * layout; the SDK is pinned, and the tests of `tests/protocols` fail when it moves.
 */
type SdkSchema = number | string | SdkTuple | (() => SdkSchema);
export type SdkTuple = readonly unknown[];

const KIND = { simple: 0, list: 1, map: 2, structure: 3, union: 4, operation: 9, error: -3 } as const;

/** Lists and maps of simple shapes are one number: the element's plus a flag. */
const LIST_FLAG = 64;
const MAP_FLAG = 128;

const SIMPLE: Readonly<Record<number, SimpleShape>> = {
  0: { type: 'string' },
  1: { type: 'number' },
  2: { type: 'boolean' },
  15: { type: 'document' },
  17: { type: 'bigInteger' },
  19: { type: 'bigDecimal' },
  21: { type: 'blob' },
  42: { type: 'blob' },
};
const STREAMING_BLOB = 42;
const TIMESTAMP_FORMATS: readonly (TimestampFormat | undefined)[] = [
  undefined,
  'date-time',
  'http-date',
  'epoch-seconds',
];
const TIMESTAMP = 4;

const TRAIT_BITS = [
  'httpLabel',
  'idempotent',
  'idempotencyToken',
  'sensitive',
  'httpPayload',
  'httpResponseCode',
  'httpQueryParams',
] as const;

export const isOperationSchema = (schema: unknown): schema is SdkTuple => isTuple(schema, KIND.operation);
export const isErrorSchema = (schema: unknown): schema is SdkTuple => isTuple(schema, KIND.error);

/** Namespace and name, e.g. `com.amazonaws.sqs` and `SendMessage`. */
export const namespaceOf = (schema: SdkTuple) => schema[1] as string;
export const nameOf = (schema: SdkTuple) => schema[2] as string;
export const traitsOf = (schema: SdkTuple): Traits => toTraits(schema[3]);

export function structureOf(schema: unknown): StructureShape {
  const shape = toShape(schema as SdkSchema);
  return shape.type === 'structure' ? shape : UNIT;
}

/** Input and output of an operation schema. */
export const inputOf = (operation: SdkTuple) => structureOf(operation[4]);
export const outputOf = (operation: SdkTuple) => structureOf(operation[5]);

const shapes = new WeakMap<object, Shape>();
const simpleShapes = new Map<number, Shape>();

function toShape(reference: SdkSchema): Shape {
  const schema = dereference(reference);
  if (typeof schema === 'number') return remember(simpleShapes, schema, () => simpleShape(schema));
  if (typeof schema === 'string') return UNIT;
  return remember(shapes, schema, () => tupleShape(schema));
}

function simpleShape(schema: number): Shape {
  if (schema >= MAP_FLAG) return mapShape(0, schema - MAP_FLAG);
  if (schema >= LIST_FLAG) return listShape(schema - LIST_FLAG);
  if (schema >= TIMESTAMP && schema < TIMESTAMP + TIMESTAMP_FORMATS.length) {
    return { type: 'timestamp', format: TIMESTAMP_FORMATS[schema - TIMESTAMP] };
  }
  const simple = SIMPLE[schema];
  if (!simple) throw new Error(`Unknown simple schema ${schema}.`);
  return simple;
}

function tupleShape(schema: SdkTuple): Shape {
  switch (schema[0]) {
    case KIND.simple:
      return toShape(schema[4] as SdkSchema);
    case KIND.list:
      return listShape(schema[4] as SdkSchema);
    case KIND.map:
      return mapShape(schema[4] as SdkSchema, schema[5] as SdkSchema);
    case KIND.structure:
    case KIND.union:
    case KIND.error:
      return new LazyStructure(schema);
    default:
      throw new Error(`Unknown schema ${String(schema[1])}#${String(schema[2])}.`);
  }
}

const listShape = (member: SdkSchema): ListShape => ({ type: 'list', member: new LazyMember('member', member, false) });

const mapShape = (key: SdkSchema, value: SdkSchema): MapShape => ({
  type: 'map',
  key: new LazyMember('key', key, true),
  value: new LazyMember('value', value, false),
});

/** Members are read at first use: an API has thousands, a request needs a handful. */
class LazyStructure implements StructureShape {
  readonly type = 'structure';
  readonly name: string;
  readonly isUnion: boolean;
  readonly #schema: SdkTuple;
  #members: readonly Member[] | undefined;
  #byName: ReadonlyMap<string, Member> | undefined;

  constructor(schema: SdkTuple) {
    this.#schema = schema;
    this.name = nameOf(schema);
    this.isUnion = schema[0] === KIND.union;
  }

  get traits(): Traits {
    return traitsOf(this.#schema);
  }

  get members(): readonly Member[] {
    const [, , , , names, members, required = 0] = this.#schema as [0, 0, 0, 0, string[], SdkSchema[], number?];
    this.#members ??= names.map((name, index) => new LazyMember(name, members[index]!, index < required));
    return this.#members;
  }

  get byName(): ReadonlyMap<string, Member> {
    this.#byName ??= new Map(this.members.map((member) => [member.name, member]));
    return this.#byName;
  }
}

class LazyMember implements Member {
  readonly name: string;
  readonly required: boolean;
  readonly memberTraits: Traits;
  readonly #target: SdkSchema;
  #shape: Shape | undefined;
  #traits: Traits | undefined;

  constructor(name: string, reference: SdkSchema, required: boolean) {
    this.name = name;
    this.required = required;
    const [target, traits] = unwrap(reference);
    this.#target = target;
    this.memberTraits = traits;
  }

  get shape(): Shape {
    this.#shape ??= toShape(this.#target);
    return this.#shape;
  }

  get traits(): Traits {
    this.#traits ??= { ...targetTraits(this.#target), ...this.memberTraits };
    return this.#traits;
  }
}

/** A member with traits of its own is `[target, traits]`. */
function unwrap(reference: SdkSchema): [SdkSchema, Traits] {
  if (!Array.isArray(reference) || reference.length !== 2) return [reference, {}];
  const [target, traits] = unwrap(reference[0] as SdkSchema);
  return [target, { ...traits, ...toTraits(reference[1]) }];
}

function targetTraits(reference: SdkSchema): Traits {
  const schema = dereference(reference);
  if (schema === STREAMING_BLOB) return { streaming: 1 };
  if (typeof schema === 'number' || typeof schema === 'string') return {};
  const own = traitsOf(schema);
  return schema[0] === KIND.simple ? { ...targetTraits(schema[4] as SdkSchema), ...own } : own;
}

function dereference(reference: SdkSchema): Exclude<SdkSchema, () => SdkSchema> {
  return typeof reference === 'function' ? dereference(reference()) : reference;
}

function toTraits(traits: unknown): Traits {
  if (typeof traits === 'object' && traits !== null) return traits;
  const bits = Number(traits ?? 0);
  return Object.fromEntries(TRAIT_BITS.flatMap((name, bit) => ((bits >> bit) & 1 ? [[name, 1]] : [])));
}

const isTuple = (schema: unknown, kind: number): schema is SdkTuple => Array.isArray(schema) && schema[0] === kind;

interface Cache<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): unknown;
}

function remember<K, V>(cache: Cache<K, V>, key: K, make: () => V): V {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  return made;
}

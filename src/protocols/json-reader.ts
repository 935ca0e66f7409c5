import { AwsError } from '../kernel/aws-error.ts';
import type { Constraints, Facts } from '../model/constraints.ts';
import type { ListShape, MapShape, Member, Shape, StructureShape } from '../model/shape.ts';
import type { Position, SerializationWords, Token } from './serialization-words.ts';
import { readBase64 } from './base64.ts';
import { parseTimestamp, toDate } from './timestamps.ts';

/** A request's value, checked and decoded in place; `undefined` for null. */
type Read = (value: unknown) => unknown;

/** Deeper than any input AWS accepts; what is deeper would exhaust our stack. */
const MAX_NESTING = 500;

/**
 * The strict reader of JSON requests: types as AWS checks them, base64 and timestamps decoded, unknown members and nulls
 * dropped. Compiled once for each shape. It changes the value it is given, which `JSON.parse` has just made.
 */
export class JsonReader {
  readonly #words: SerializationWords;
  readonly #constraints: Constraints;
  readonly #usesJsonName: boolean;
  readonly #structures = new Map<StructureShape, (position: Position) => Read>();
  /** By the shapes of whole inputs. */
  readonly #roots = new Map<Shape, Read>();
  #depth = 0;

  constructor(words: SerializationWords, constraints: Constraints, options: { readonly usesJsonName: boolean }) {
    this.#words = words;
    this.#constraints = constraints;
    this.#usesJsonName = options.usesJsonName;
  }

  /** `value` as the shape has it; throws SerializationException. */
  read(shape: Shape, value: unknown): unknown {
    this.#depth = 0;
    let read = this.#roots.get(shape);
    if (!read) this.#roots.set(shape, (read = this.#compile(shape, undefined, 'field')));
    return read(value);
  }

  #compile(shape: Shape, facts: Facts | undefined, position: Position): Read {
    switch (shape.type) {
      case 'structure':
        return this.#structure(shape, position);
      case 'list':
        return this.#list(shape, facts, position);
      case 'map':
        return this.#map(shape, facts, position);
      case 'string':
        return this.#string();
      case 'number':
        return this.#number(facts?.type ?? 'double');
      case 'boolean':
        return this.#boolean();
      case 'blob':
        return this.#blob();
      case 'timestamp':
        return this.#timestamp(shape.format);
      case 'bigInteger':
      case 'bigDecimal':
        return this.#number('double');
      default:
        return (value) => value ?? undefined;
    }
  }

  /** Shapes refer to themselves (`AttributeValue`), so a structure is compiled when it is first read. */
  #structure(shape: StructureShape, position: Position): Read {
    let read: Read | undefined;
    return (value) => {
      read ??= this.#structureReader(shape)(position);
      return read(value);
    };
  }

  #structureReader(shape: StructureShape): (position: Position) => Read {
    const known = this.#structures.get(shape);
    if (known) return known;
    const facts = this.#constraints[shape.name];
    const members = new Map<string, { readonly name: string; readonly read: Read }>(
      shape.members.map((member) => [
        this.#wireName(member),
        { name: member.name, read: this.#compile(member.shape, facts?.[member.name], 'field') },
      ]),
    );
    const isRenamed = [...members].some(([key, { name }]) => key !== name);
    const reader =
      (position: Position): Read =>
      (value) => {
        if (typeof value !== 'object') throw this.#fail(this.#words.scalarForStructure(position));
        if (Array.isArray(value)) throw this.#fail(this.#words.listForStructure(shape.name));
        if (value === null) return undefined;
        this.#descend();
        const object = value as Record<string, unknown>;
        const result: Record<string, unknown> = isRenamed ? {} : object;
        for (const key in object) {
          const member = members.get(key);
          const before = object[key];
          const after = member?.read(before);
          if (!member || after === undefined) delete object[key];
          else if (after !== before || isRenamed) result[member.name] = after;
        }
        this.#depth--;
        return result;
      };
    this.#structures.set(shape, reader);
    return reader;
  }

  #list(shape: ListShape, facts: Facts | undefined, position: Position): Read {
    const read = this.#compile(shape.member.shape, facts?.member, 'element');
    const isSparse = shape.member.traits.sparse !== undefined;
    return (value) => {
      if (value === null || value === undefined) return undefined;
      if (typeof value !== 'object') throw this.#fail(this.#words.scalarForList(position));
      if (!Array.isArray(value)) throw this.#fail(this.#words.objectForList());
      this.#descend();
      const list = value as unknown[];
      for (let index = 0; index < list.length; index++) {
        const before = list[index];
        const after = read(before);
        if (after !== before) list[index] = after ?? (isSparse ? null : undefined);
      }
      this.#depth--;
      return list;
    };
  }

  #map(shape: MapShape, facts: Facts | undefined, position: Position): Read {
    const read = this.#compile(shape.value.shape, facts?.value, 'element');
    const valueType = javaType(shape.value.shape);
    return (value) => {
      if (value === null || value === undefined) return undefined;
      if (typeof value !== 'object') throw this.#fail(this.#words.scalarForMap(position));
      if (Array.isArray(value)) throw this.#fail(this.#words.listForMap(valueType));
      this.#descend();
      const map = value as Record<string, unknown>;
      for (const key in map) {
        const before = map[key];
        const after = read(before);
        if (after !== before) setOwn(map, key, after);
      }
      this.#depth--;
      return map;
    };
  }

  #string(): Read {
    return (value) => (typeof value === 'string' ? value : this.#scalar(value, 'String'));
  }

  #number(type: NonNullable<Facts['type']>): Read {
    const isWhole = type !== 'float' && type !== 'double';
    const name = type[0]!.toUpperCase() + type.slice(1);
    const limit = isWhole ? WHOLE_LIMITS[type] : Infinity;
    return (value) => {
      if (typeof value === 'number') {
        // No number of the type has this value: Java's parser gives up.
        if (isWhole && (value >= limit || value < -limit)) throw serializationException();
        return isWhole ? Math.trunc(value) : value;
      }
      if (!isWhole && typeof value === 'string' && NON_FINITE.has(value)) return Number(value);
      return this.#scalar(value, name);
    };
  }

  #boolean(): Read {
    return (value) => {
      if (typeof value === 'boolean') return value;
      const meant = typeof value === 'string' ? this.#words.booleanOf(value) : undefined;
      return meant ?? this.#scalar(value, 'Boolean');
    };
  }

  #blob(): Read {
    return (value) => {
      if (typeof value !== 'string') return this.#scalar(value, 'Blob');
      return readBase64(value, (problem) => this.#fail(this.#words.base64(value, problem)));
    };
  }

  #timestamp(format: Parameters<typeof parseTimestamp>[1] | undefined): Read {
    return (value) => {
      const date =
        typeof value === 'number'
          ? toDate(value)
          : typeof value === 'string' && format !== undefined && format !== 'epoch-seconds'
            ? parseTimestamp(value, format)
            : undefined;
      return date ?? this.#scalar(value, 'Timestamp');
    };
  }

  /** Null is absence; everything else of the wrong type is an error. */
  #scalar(value: unknown, type: string): undefined {
    if (value === null || value === undefined) return undefined;
    if (Array.isArray(value)) throw this.#fail(this.#words.listForScalar(type));
    if (typeof value === 'object') throw this.#fail(this.#words.objectForScalar());
    throw this.#fail(this.#words.scalar(tokenOf(value), type));
  }

  #wireName(member: Member): string {
    return (this.#usesJsonName ? member.traits.jsonName : undefined) ?? member.name;
  }

  #descend(): void {
    if (++this.#depth > MAX_NESTING) throw serializationException();
  }

  #fail(message: string): AwsError {
    return serializationException(message);
  }
}

/** A whole number is less than this, or it is the least of its type. */
const WHOLE_LIMITS = { byte: 2 ** 7, short: 2 ** 15, integer: 2 ** 31, long: 2 ** 63 };

const NON_FINITE: ReadonlySet<string> = new Set(['NaN', 'Infinity', '-Infinity']);

/** AWS leaves the message out where its parser, not its type check, gave up. */
export const serializationException = (message = '') =>
  new AwsError('SerializationException', message, { status: 400 });

function tokenOf(value: unknown): Token {
  if (typeof value === 'string') return 'STRING_VALUE';
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return Number.isInteger(value) ? 'NUMBER_VALUE' : 'DECIMAL_VALUE';
}

/** The Java type of a map's value, as errors name it; `{package}` is the service's. */
function javaType(shape: Shape): string {
  if (shape.type === 'structure') return `{package}.${shape.name}`;
  if (shape.type === 'list') return `java.util.List<${javaType(shape.member.shape)}>`;
  if (shape.type === 'map') return `java.util.Map<java.lang.String, ${javaType(shape.value.shape)}>`;
  return 'java.lang.String';
}

/** `__proto__` is a key like any other to AWS, and must not become a prototype here. */
function setOwn(map: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') map[key] = value;
  else Object.defineProperty(map, key, { value, enumerable: true, writable: true, configurable: true });
}

import type { Shape, StructureShape } from '../model/shape.ts';
import { encodeCbor, epoch, isEpoch } from './cbor.ts';
import { serializationException } from './json-reader.ts';
import { toDate } from './timestamps.ts';

/** A decoded CBOR value as the shape has it; unknown members and nulls are dropped. Throws SerializationException. */
export function readCbor(shape: Shape, value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  switch (shape.type) {
    case 'structure':
      return readStructure(shape, mapOf(value));
    case 'list':
      return Array.isArray(value) ? value.map((item) => readCbor(shape.member.shape, item)) : refuse();
    case 'map':
      return Object.fromEntries(
        [...mapOf(value)].map(([key, item]) => [key, readCbor(shape.value.shape, item)] as const),
      );
    case 'timestamp':
      return isEpoch(value) && typeof value.value === 'number' ? (toDate(value.value) ?? refuse()) : refuse();
    case 'blob':
      return value instanceof Uint8Array ? value : refuse();
    case 'number':
      return typeof value === 'bigint' ? Number(value) : typeof value === 'number' ? value : refuse();
    case 'string':
    case 'boolean':
      // oxlint-disable-next-line valid-typeof -- the shape's type is JavaScript's name for it
      return typeof value === shape.type ? value : refuse();
    case 'bigInteger':
      return typeof value === 'bigint' || typeof value === 'number' ? BigInt(value) : refuse();
    default:
      return plain(value);
  }
}

function readStructure(shape: StructureShape, map: ReadonlyMap<string, unknown>): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, inner] of map) {
    const member = shape.byName.get(key);
    const value = member && readCbor(member.shape, inner);
    if (member && value !== undefined) result[member.name] = value;
  }
  return result;
}

const mapOf = (value: unknown): ReadonlyMap<string, unknown> => (value instanceof Map ? value : refuse());

/** A document: maps become objects. */
function plain(value: unknown): unknown {
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, item]) => [key as string, plain(item)]));
  return Array.isArray(value) ? value.map(plain) : value;
}

/** A value as CBOR, with the members of the shape alone. */
export const writeCbor = (shape: Shape, value: unknown): Uint8Array => encodeCbor(toCbor(shape, value));

function toCbor(shape: Shape, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (shape.type) {
    case 'structure':
      return new Map(
        shape.members.flatMap(({ name, shape: inner }) => {
          const member = (value as Record<string, unknown>)[name];
          return member === null || member === undefined ? [] : [[name, toCbor(inner, member)] as const];
        }),
      );
    case 'list':
      return Array.from(value as Iterable<unknown>, (item) => toCbor(shape.member.shape, item));
    case 'map':
      return new Map(Object.entries(value).map(([key, item]) => [key, toCbor(shape.value.shape, item)] as const));
    case 'timestamp':
      return epoch(value as Date);
    default:
      return value;
  }
}

const refuse = (): never => {
  throw serializationException();
};

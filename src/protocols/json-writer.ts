import { quote } from '../lib/quote.ts';
import type { ListShape, MapShape, Member, Shape, StructureShape } from '../model/shape.ts';
import { toBase64 } from './base64.ts';
import { RawJson } from '../model/raw-json.ts';
import { formatTimestamp } from './timestamps.ts';

type Write = (value: unknown) => void;

interface MemberWriter {
  readonly name: string;
  /** Quoted, with its colon. */
  readonly key: string;
  readonly write: Write;
}

/**
 * Writes answers as JSON: the shape's members in the shape's order, nothing else. Compiled once for each shape. Values
 * that are `RawJson` are spliced in as bytes.
 */
export class JsonWriter {
  readonly #usesJsonName: boolean;
  readonly #structures = new Map<StructureShape, Write>();
  /** By the shapes of whole answers. */
  readonly #roots = new Map<Shape, Write>();
  #text = '';
  /** What comes before `#text`, if anything was spliced in. */
  #parts: (string | RawJson)[] = [];

  constructor(options: { readonly usesJsonName: boolean }) {
    this.#usesJsonName = options.usesJsonName;
  }

  write(shape: Shape, value: unknown, prefix = ''): Uint8Array {
    if (value instanceof RawJson && prefix === '') return value.bytes;
    this.#text = prefix;
    this.#parts = [];
    let write = this.#roots.get(shape);
    if (!write) this.#roots.set(shape, (write = this.#compile(shape)));
    write(value);
    return this.#flush();
  }

  #flush(): Uint8Array {
    this.#parts.push(this.#text);
    const bytes = concat(this.#parts);
    this.#text = '';
    this.#parts = [];
    return bytes;
  }

  #compile(shape: Shape): Write {
    const write = this.#typed(shape);
    return (value) => (value instanceof RawJson ? this.#splice(value) : write(value));
  }

  #splice(raw: RawJson): void {
    this.#parts.push(this.#text, raw);
    this.#text = '';
  }

  #typed(shape: Shape): Write {
    switch (shape.type) {
      case 'structure':
        return this.#structure(shape);
      case 'list':
        return this.#list(shape);
      case 'map':
        return this.#map(shape);
      case 'string':
        return (value) => (this.#text += quote(String(value)));
      case 'blob':
        return (value) => (this.#text += `"${toBase64(value as Uint8Array)}"`);
      case 'timestamp':
        return (value) => (this.#text += timestamp(value as Date, shape.format));
      case 'number':
      case 'bigInteger':
      case 'bigDecimal':
        return (value) => (this.#text += number(value));
      case 'boolean':
        return (value) => (this.#text += value ? 'true' : 'false');
      default:
        return (value) => (this.#text += JSON.stringify(value) ?? 'null');
    }
  }

  /** Compiled at first use, since shapes refer to themselves. */
  #structure(shape: StructureShape): Write {
    let write: Write | undefined;
    return (value) => {
      write ??= this.#structureWriter(shape);
      write(value);
    };
  }

  #structureWriter(shape: StructureShape): Write {
    const known = this.#structures.get(shape);
    if (known) return known;
    const members = shape.members.map((member) => ({
      name: member.name,
      key: `${JSON.stringify(this.#wireName(member))}:`,
      write: this.#compile(member.shape),
    }));
    const write = shape.isUnion ? this.#unionWriter(members) : this.#membersWriter(members);
    this.#structures.set(shape, write);
    return write;
  }

  #membersWriter(members: readonly MemberWriter[]): Write {
    return (value) => {
      let separator = '{';
      for (const { name, key, write } of members) {
        const inner = (value as Record<string, unknown>)[name];
        if (inner === undefined || inner === null) continue;
        this.#text += separator + key;
        separator = ',';
        write(inner);
      }
      this.#text += separator === '{' ? '{}' : '}';
    };
  }

  /** A union has one member: looking it up beats asking for all of them. */
  #unionWriter(members: readonly MemberWriter[]): Write {
    const byName = new Map(members.map((member) => [member.name, member]));
    return (value) => {
      let separator = '{';
      for (const name in value as object) {
        const member = byName.get(name);
        const inner = member && (value as Record<string, unknown>)[name];
        if (inner === undefined || inner === null) continue;
        this.#text += separator + member!.key;
        separator = ',';
        member!.write(inner);
      }
      this.#text += separator === '{' ? '{}' : '}';
    };
  }

  #list(shape: ListShape): Write {
    const write = this.#compile(shape.member.shape);
    return (value) => {
      let separator = '[';
      for (const inner of value as Iterable<unknown>) {
        this.#text += separator;
        separator = ',';
        if (inner === undefined || inner === null) this.#text += 'null';
        else write(inner);
      }
      this.#text += separator === '[' ? '[]' : ']';
    };
  }

  #map(shape: MapShape): Write {
    const write = this.#compile(shape.value.shape);
    const isSparse = shape.value.traits.sparse !== undefined;
    return (value) => {
      const map = value as Record<string, unknown>;
      let separator = '{';
      for (const key of Object.keys(map)) {
        const inner = map[key];
        if (inner === undefined || (inner === null && !isSparse)) continue;
        this.#text += `${separator}${quote(key)}:`;
        separator = ',';
        if (inner === null) this.#text += 'null';
        else write(inner);
      }
      this.#text += separator === '{' ? '{}' : '}';
    };
  }

  #wireName(member: Member): string {
    return (this.#usesJsonName ? member.traits.jsonName : undefined) ?? member.name;
  }
}

/** What stands between spliced values is short, and a loop is done before a call into the engine has begun. */
const SHORT_TEXT = 16;

/** The bytes written. */
function writeText(bytes: Buffer, text: string, at: number): number {
  if (text.length > SHORT_TEXT) return bytes.write(text, at);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) return bytes.write(text, at);
    bytes[at + index] = code;
  }
  return text.length;
}

/** Texts written where they belong: a buffer of its own for each would cost more than all the copying. */
function concat(parts: readonly (string | RawJson)[]): Uint8Array {
  let size = 0;
  for (const part of parts) size += typeof part === 'string' ? Buffer.byteLength(part) : part.byteLength;
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  for (const part of parts) {
    if (typeof part === 'string') at += writeText(bytes, part, at);
    else {
      part.copyTo(bytes, at);
      at += part.byteLength;
    }
  }
  return bytes;
}

/** What JSON's numbers cannot say travels as a string. */
const number = (value: unknown): string =>
  typeof value === 'number' && !Number.isFinite(value) ? `"${value}"` : String(value);

function timestamp(date: Date, format: Parameters<typeof formatTimestamp>[1] | undefined): string {
  return format === undefined || format === 'epoch-seconds'
    ? formatTimestamp(date, 'epoch-seconds')
    : `"${formatTimestamp(date, format)}"`;
}

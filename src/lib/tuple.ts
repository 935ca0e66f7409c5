import { toBuffer } from './to-buffer.ts';

/** A tuple's parts. `-0` is `0`; `NaN` has no place in an order and is refused. `Bytes` come back as `Uint8Array`. */
export type TuplePart = string | number | bigint | boolean | null | Uint8Array | Bytes;
export type Tuple = readonly TuplePart[];

/**
 * Tuples as binary strings (one character a byte, U+0000 to U+00FF) that compare, with `<`, as their tuples do:
 * part by part, a shorter tuple before its extensions.
 *
 * The one order across types: null < false < true < numbers by value < bigints by value
 * < strings by code point < bytes by value. A number and a bigint are never equal.
 *
 * Strings rather than Buffers because V8 compares and hashes them faster than anything written in JavaScript.
 */
export function pack(tuple: Tuple | PackedTuple): string {
  if (tuple instanceof PackedTuple) return tuple.text;
  let packed = '';
  for (const part of tuple) packed += packPart(part);
  return packed;
}

/** Bytes as a text of one character a byte, as they are packed: no Buffer has to be made of what comes as a text. */
export class Bytes {
  readonly binary: string;

  constructor(binary: string) {
    this.binary = binary;
  }

  static of(bytes: Uint8Array): Bytes {
    return new Bytes(toBinary(bytes));
  }

  /** As UTF-8. */
  static ofText(text: string): Bytes {
    return new Bytes(PLAIN.test(text) ? text : toUtf8(text));
  }
}

/** A tuple that is used more than once, packed once. */
export class PackedTuple {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  static of(tuple: Tuple): PackedTuple {
    return new PackedTuple(pack(tuple));
  }

  /** For one that many others are made of: one piece, where concatenation gives a tree. */
  static ofPrefix(tuple: Tuple): PackedTuple {
    return new PackedTuple(Buffer.from(pack(tuple), 'latin1').toString('latin1'));
  }

  /** This tuple with more parts at its end. */
  with(parts: Tuple | PackedTuple): PackedTuple {
    return new PackedTuple(this.text + pack(parts));
  }
}

/** The first string after every tuple that begins with the packed one: no part starts with this character. */
export const afterPrefix = (packed: string): string => packed + '\xff';

const NULL = '\x01';
const FALSE = '\x02';
const TRUE = '\x03';
const NUMBER = '\x10';
const BIGINT = '\x18';
const STRING = '\x20';
const BYTES = '\x28';

function packPart(part: TuplePart): string {
  switch (typeof part) {
    case 'string':
      return STRING + packText(part);
    case 'number':
      return NUMBER + packNumber(part);
    case 'bigint':
      return BIGINT + packBigint(part);
    case 'boolean':
      return part ? TRUE : FALSE;
    default:
      if (part === null) return NULL;
      return BYTES + terminated(part instanceof Bytes ? part.binary : toBinary(part));
  }
}

// oxlint-disable-next-line no-control-regex -- the terminator is a control character
const PLAIN = /^[\x01-\x7f]*$/;

const packText = (text: string): string => (PLAIN.test(text) ? text + '\0' : terminated(toUtf8(text)));

/** UTF-8 keeps code point order, which UTF-16 does not. Lone surrogates become U+FFFD, as UTF-8 must have it. */
const toUtf8 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

const toBinary = (bytes: Uint8Array): string => (bytes instanceof Buffer ? bytes : toBuffer(bytes)).toString('latin1');

/** A zero byte inside becomes 00 FF, so that the 00 at the end sorts a text before all its extensions. */
const terminated = (binary: string): string =>
  (binary.includes('\0') ? binary.replaceAll('\0', '\0\xff') : binary) + '\0';

const float = new Float64Array(1);
const floatBytes = new DataView(float.buffer);

/** IEEE 754, big-endian; the sign bit flipped for positive numbers and all bits for negative ones makes it sort. */
function packNumber(value: number): string {
  if (Number.isNaN(value)) throw new RangeError('NaN cannot be part of a key');
  // Adding zero makes 0 of -0.
  floatBytes.setFloat64(0, value + 0);
  const high = floatBytes.getUint32(0);
  const low = floatBytes.getUint32(4);
  return high >= 0x8000_0000 ? words(~high, ~low) : words(high ^ 0x8000_0000, low);
}

const words = (high: number, low: number): string =>
  String.fromCharCode(
    high >>> 24,
    (high >>> 16) & 0xff,
    (high >>> 8) & 0xff,
    high & 0xff,
    low >>> 24,
    (low >>> 16) & 0xff,
    (low >>> 8) & 0xff,
    low & 0xff,
  );

const word = (value: number): string =>
  String.fromCharCode(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);

/** Lengths from here on take four more bytes. */
const LONG_BIGINT_BYTES = 0x7f;

/** The count of bytes first (longer is further from zero), then the magnitude; complemented where negative. */
function packBigint(value: bigint): string {
  const magnitude = bigintBytes(value < 0n ? -value : value);
  const { length } = magnitude;
  const header = length < LONG_BIGINT_BYTES ? String.fromCharCode(0x80 + length) : '\xff' + word(length);
  return value < 0n ? complement(header + magnitude) : header + magnitude;
}

function bigintBytes(magnitude: bigint): string {
  if (magnitude === 0n) return '';
  const hex = magnitude.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('latin1');
}

function complement(binary: string): string {
  const bytes = Buffer.from(binary, 'latin1');
  for (const [index, byte] of bytes.entries()) bytes[index] = ~byte;
  return bytes.toString('latin1');
}

/** The tuple that `pack` was given. Throws on anything else. */
export function unpack(packed: string): Tuple {
  const parts: TuplePart[] = [];
  for (let at = 0; at < packed.length;) {
    const [part, end] = unpackPart(packed, at);
    parts.push(part);
    at = end;
  }
  return parts;
}

/** The part that starts at `at`, and where the next one does. */
function unpackPart(packed: string, at: number): readonly [TuplePart, number] {
  const start = at + 1;
  switch (packed[at]) {
    case NULL:
      return [null, start];
    case FALSE:
      return [false, start];
    case TRUE:
      return [true, start];
    case NUMBER:
      return [unpackNumber(packed, start), start + 8];
    case BIGINT:
      return unpackBigint(packed, start);
    case STRING: {
      const end = endOfText(packed, start);
      return [unpackText(packed.slice(start, end)), end + 1];
    }
    case BYTES: {
      const end = endOfText(packed, start);
      return [new Uint8Array(Buffer.from(unescaped(packed.slice(start, end)), 'latin1')), end + 1];
    }
    default:
      throw new RangeError(`not a packed tuple at byte ${at}`);
  }
}

function endOfText(packed: string, start: number): number {
  let end = packed.indexOf('\0', start);
  while (end !== -1 && packed[end + 1] === '\xff') end = packed.indexOf('\0', end + 2);
  if (end === -1) throw new RangeError('a packed tuple ends inside a text');
  return end;
}

const unescaped = (binary: string): string => binary.replaceAll('\0\xff', '\0');

const unpackText = (binary: string): string =>
  PLAIN.test(binary) ? binary : Buffer.from(unescaped(binary), 'latin1').toString('utf8');

function unpackNumber(packed: string, start: number): number {
  const high = readWord(packed, start);
  const low = readWord(packed, start + 4);
  const isNegative = high < 0x8000_0000;
  floatBytes.setUint32(0, isNegative ? ~high : high - 0x8000_0000);
  floatBytes.setUint32(4, isNegative ? ~low : low);
  return floatBytes.getFloat64(0);
}

function readWord(packed: string, start: number): number {
  const byte = (index: number) => packed.charCodeAt(start + index);
  return ((byte(0) << 24) | (byte(1) << 16) | (byte(2) << 8) | byte(3)) >>> 0;
}

function unpackBigint(packed: string, start: number): readonly [bigint, number] {
  const first = packed.charCodeAt(start);
  const isNegative = first < 0x80;
  const short = isNegative ? 0x7f - first : first - 0x80;
  const isLong = short === LONG_BIGINT_BYTES;
  const word = readWord(packed, start + 1);
  const length = isLong ? (isNegative ? ~word >>> 0 : word) : short;
  const from = start + (isLong ? 5 : 1);
  const digits = packed.slice(from, from + length);
  const hex = Buffer.from(isNegative ? complement(digits) : digits, 'latin1').toString('hex');
  const magnitude = hex === '' ? 0n : BigInt(`0x${hex}`);
  return [isNegative ? -magnitude : magnitude, from + length];
}

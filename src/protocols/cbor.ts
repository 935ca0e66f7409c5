import { toBuffer } from '../lib/to-buffer.ts';
/** A tagged value (RFC 8949 section 3.4) that has no JavaScript type of its own. */
export class CborTag {
  readonly tag: number;
  readonly value: unknown;

  constructor(tag: number, value: unknown) {
    this.tag = tag;
    this.value = value;
  }
}

const EPOCH_TAG = 1;
const POSITIVE_BIGNUM_TAG = 2;
const NEGATIVE_BIGNUM_TAG = 3;

/** Deeper than any input AWS accepts; what is deeper would exhaust our stack. */
const MAX_NESTING = 500;
const INDEFINITE = 31;
const BREAK = 0xff;

/** One CBOR value, all of the bytes. Throws `RangeError` for anything else, and allocates no more than it reads. */
export function decodeCbor(bytes: Uint8Array): unknown {
  const decoder = new Decoder(bytes);
  const value = decoder.value(0);
  if (!decoder.isAtEnd) throw new RangeError('Bytes after the value.');
  return value;
}

class Decoder {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = toBuffer(bytes);
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  value(depth: number): unknown {
    if (depth > MAX_NESTING) throw new RangeError('Too deep.');
    const head = this.#byte();
    const [major, minor] = [head >> 5, head & 31];
    switch (major) {
      case 0:
        return this.#argument(minor);
      case 1:
        return negative(this.#argument(minor));
      case 2:
        return this.#string(minor, 2);
      case 3:
        return this.#string(minor, 3).toString();
      case 4:
        return this.#list(minor, depth);
      case 5:
        return this.#map(minor, depth);
      case 6:
        return tagged(Number(this.#argument(minor)), this.value(depth + 1));
      default:
        return this.#special(minor);
    }
  }

  #byte(): number {
    this.#need(1);
    return this.#bytes[this.#at++]!;
  }

  #need(count: number): void {
    if (count > this.#bytes.length - this.#at) throw new RangeError('Truncated.');
  }

  #argument(minor: number): number | bigint {
    if (minor < 24) return minor;
    const width = { 24: 1, 25: 2, 26: 4, 27: 8 }[minor];
    if (width === undefined) throw new RangeError('Reserved length.');
    this.#need(width);
    const at = this.#at;
    this.#at += width;
    if (width < 8) return this.#bytes.readUIntBE(at, width);
    const big = this.#bytes.readBigUInt64BE(at);
    return big <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(big) : big;
  }

  #string(minor: number, major: number): Buffer {
    if (minor !== INDEFINITE) return this.#take(Number(this.#argument(minor)));
    const chunks: Buffer[] = [];
    for (let head = this.#byte(); head !== BREAK; head = this.#byte()) {
      if (head >> 5 !== major || (head & 31) === INDEFINITE) throw new RangeError('Foreign chunk.');
      chunks.push(this.#take(Number(this.#argument(head & 31))));
    }
    return Buffer.concat(chunks);
  }

  #take(length: number): Buffer {
    this.#need(length);
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  #list(minor: number, depth: number): unknown[] {
    const list: unknown[] = [];
    this.#each(minor, () => list.push(this.value(depth + 1)));
    return list;
  }

  #map(minor: number, depth: number): Map<string, unknown> {
    const map = new Map<string, unknown>();
    this.#each(minor, () => {
      const key = this.value(depth + 1);
      if (typeof key !== 'string') throw new RangeError('A key that is no text.');
      map.set(key, this.value(depth + 1));
    });
    return map;
  }

  #each(minor: number, read: () => void): void {
    if (minor !== INDEFINITE) {
      const count = this.#argument(minor);
      for (let index = 0; index < count; index++) read();
      return;
    }
    for (;;) {
      this.#need(1);
      if (this.#bytes[this.#at] === BREAK) break;
      read();
    }
    this.#at++;
  }

  #special(minor: number): unknown {
    switch (minor) {
      case 20:
        return false;
      case 21:
        return true;
      case 22:
      case 23:
        return null;
      case 25:
        return half(this.#take(2).readUInt16BE());
      case 26:
        return this.#take(4).readFloatBE();
      case 27:
        return this.#take(8).readDoubleBE();
      default:
        throw new RangeError('Unknown simple value.');
    }
  }
}

const negative = (argument: number | bigint): number | bigint =>
  typeof argument === 'bigint' ? -1n - argument : -1 - argument;

function tagged(tag: number, value: unknown): unknown {
  if ((tag === POSITIVE_BIGNUM_TAG || tag === NEGATIVE_BIGNUM_TAG) && value instanceof Uint8Array) {
    const magnitude = BigInt(`0x${Buffer.from(value).toString('hex') || '0'}`);
    return tag === POSITIVE_BIGNUM_TAG ? magnitude : -1n - magnitude;
  }
  return new CborTag(tag, value);
}

function half(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** Strings, numbers, booleans, null, bytes, arrays, maps and tags, in canonical lengths. */
export function encodeCbor(value: unknown): Uint8Array {
  const chunks: Uint8Array[] = [];
  encode(value, chunks);
  return Buffer.concat(chunks);
}

export const epoch = (date: Date): CborTag => new CborTag(EPOCH_TAG, date.getTime() / 1000);
export const isEpoch = (value: unknown): value is CborTag => value instanceof CborTag && value.tag === EPOCH_TAG;

function encode(value: unknown, into: Uint8Array[]): void {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value);
    into.push(head(3, bytes.length), bytes);
  } else if (typeof value === 'number') into.push(encodeNumber(value));
  else if (typeof value === 'bigint') into.push(encodeBigInt(value));
  else if (value === null || value === undefined) into.push(Buffer.of(0xf6));
  else if (typeof value === 'boolean') into.push(Buffer.of(value ? 0xf5 : 0xf4));
  else if (value instanceof Uint8Array) into.push(head(2, value.length), value);
  else if (value instanceof CborTag) {
    into.push(head(6, value.tag));
    encode(value.value, into);
  } else if (Array.isArray(value)) {
    into.push(head(4, value.length));
    for (const item of value) encode(item, into);
  } else encodeEntries(value instanceof Map ? [...value] : Object.entries(value), into);
}

function encodeEntries(entries: readonly [unknown, unknown][], into: Uint8Array[]): void {
  into.push(head(5, entries.length));
  for (const [key, inner] of entries) {
    encode(key, into);
    encode(inner, into);
  }
}

function encodeNumber(value: number): Buffer {
  if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
    return value >= 0 ? head(0, value) : head(1, -1 - value);
  }
  const bytes = Buffer.alloc(9);
  bytes[0] = 0xfb;
  bytes.writeDoubleBE(value, 1);
  return bytes;
}

function encodeBigInt(value: bigint): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = value >= 0n ? 0x1b : 0x3b;
  bytes.writeBigUInt64BE(BigInt.asUintN(64, value >= 0n ? value : -1n - value), 1);
  return bytes;
}

function head(major: number, argument: number): Buffer {
  const type = major << 5;
  if (argument < 24) return Buffer.of(type | argument);
  if (argument < 2 ** 8) return Buffer.of(type | 24, argument);
  const width = argument < 2 ** 16 ? 2 : argument < 2 ** 32 ? 4 : 8;
  const bytes = Buffer.alloc(1 + width);
  bytes[0] = type | (width === 2 ? 25 : width === 4 ? 26 : 27);
  if (width === 8) bytes.writeBigUInt64BE(BigInt(argument), 1);
  else bytes.writeUIntBE(argument, 1, width);
  return bytes;
}

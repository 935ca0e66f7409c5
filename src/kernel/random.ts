import { createHash, randomBytes } from 'node:crypto';

/** The one source of chance. Seeded, a whole cloud replays with the same ids. */
export interface Random {
  bytes(length: number): Uint8Array;
  /** `length` bytes as hexadecimal digits, lower case. */
  hex(length: number): string;
  uuid(): string;
  /** Uniform in [0, 1). */
  number(): number;
  /** `length` characters drawn from `alphabet`. */
  string(length: number, alphabet?: string): string;
}

const BASE32_UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Chance from the system's generator, or from `seed` where a run must repeat. */
export function createRandom(seed?: string): Random {
  const draw = seed === undefined ? randomBytes : seeded(seed);
  const source = pooled(draw);
  const hex = pooledHex(draw);
  return {
    bytes: source,
    hex,
    uuid: pooledUuids(draw),
    number: () => Buffer.from(source(6)).readUIntBE(0, 6) / 2 ** 48,
    string: (length, alphabet = BASE32_UPPER) =>
      Array.from(source(length), (byte) => alphabet[byte % alphabet.length]).join(''),
  };
}

const POOL_BYTES = 4096;
const UUID_LENGTH = 36;

/** One call of the generator costs microseconds, whatever its size: draw many bytes at once. */
function pooled(draw: (length: number) => Uint8Array): (length: number) => Uint8Array {
  let pool = draw(POOL_BYTES);
  let used = 0;
  return (length) => {
    if (length > POOL_BYTES) return draw(length);
    if (used + length > POOL_BYTES) [pool, used] = [draw(POOL_BYTES), 0];
    used += length;
    return pool.subarray(used - length, used);
  };
}

/** Every request takes several ids: cut from one long text, they cost less than a buffer and its conversion each. */
function pooledHex(draw: (length: number) => Uint8Array): (length: number) => string {
  const refill = () => Buffer.from(draw(POOL_BYTES)).toString('hex');
  let pool = '';
  let used = 0;
  return (length) => {
    if (length > POOL_BYTES) return Buffer.from(draw(length)).toString('hex');
    if (used + length * 2 > pool.length) [pool, used] = [refill(), 0];
    used += length * 2;
    return pool.slice(used - length * 2, used);
  };
}

/** Cut from one long text as well: put together one by one, each would be a tree of pieces for the collector to walk. */
function pooledUuids(draw: (length: number) => Uint8Array): () => string {
  let pool = '';
  let used = 0;
  return () => {
    if (used === pool.length) [pool, used] = [toUuids(Buffer.from(draw(POOL_BYTES))), 0];
    used += UUID_LENGTH;
    return pool.slice(used - UUID_LENGTH, used);
  };
}

/** SHA-256 in counter mode: not for secrets, but the same on every machine. */
function seeded(seed: string): (length: number) => Uint8Array {
  let counter = 0;
  return (length) => {
    const blocks = Array.from({ length: Math.ceil(length / 32) }, () =>
      createHash('sha256').update(`${seed}:${counter++}`).digest(),
    );
    return Buffer.concat(blocks).subarray(0, length);
  };
}

/** One for each 16 bytes. Version 4, variant 1: https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-4 */
function toUuids(bytes: Buffer): string {
  for (let at = 0; at < bytes.length; at += 16) {
    bytes[at + 6] = (bytes[at + 6]! & 0x0f) | 0x40;
    bytes[at + 8] = (bytes[at + 8]! & 0x3f) | 0x80;
  }
  return bytes.toString('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/g, '$1-$2-$3-$4-$5');
}

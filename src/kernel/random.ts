import { createHash, randomBytes } from 'node:crypto';

/** The one source of chance. Seeded, a whole cloud replays with the same ids. */
export interface Random {
  bytes(length: number): Uint8Array;
  uuid(): string;
  /** Uniform in [0, 1). */
  number(): number;
  /** `length` characters drawn from `alphabet`. */
  string(length: number, alphabet?: string): string;
}

const BASE32_UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const HEX = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;

/** Chance from the system's generator, or from `seed` where a run must repeat. */
export function createRandom(seed?: string): Random {
  const source = seed === undefined ? pooled(randomBytes) : pooled(seeded(seed));
  return {
    bytes: source,
    uuid: () => toUuid(source(16)),
    number: () => Buffer.from(source(6)).readUIntBE(0, 6) / 2 ** 48,
    string: (length, alphabet = BASE32_UPPER) =>
      Array.from(source(length), (byte) => alphabet[byte % alphabet.length]).join(''),
  };
}

const POOL_BYTES = 4096;

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

function toUuid(bytes: Uint8Array): string {
  const raw = Buffer.from(bytes);
  raw[6] = (raw[6]! & 0x0f) | 0x40;
  raw[8] = (raw[8]! & 0x3f) | 0x80;
  return raw.toString('hex').replace(HEX, '$1-$2-$3-$4-$5');
}

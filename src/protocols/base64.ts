import { toBuffer } from '../lib/to-buffer.ts';
import type { Base64Problem } from './serialization-words.ts';

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** Strict: padded, no foreign characters, no stray bits in the last one. Throws what `fail` makes. */
export function readBase64(text: string, fail: (problem: Base64Problem) => Error): Uint8Array {
  if (text.length % 4 !== 0) throw fail({ kind: 'length' });
  if (!BASE64.test(text)) throw fail(foreignCharacter(text));
  const bytes = Buffer.from(text, 'base64');
  // Only the last four characters can hold bits that decode to nothing.
  const last = text.slice(-4);
  if (last.endsWith('=') && Buffer.from(last, 'base64').toString('base64') !== last) throw fail({ kind: 'padding' });
  return bytes;
}

function foreignCharacter(text: string): Base64Problem {
  const match = /[^A-Za-z0-9+/=]|=[^=]|={3}/.exec(text);
  return match ? { kind: 'character', character: match[0][0]! } : { kind: 'padding' };
}

export function toBase64(bytes: Uint8Array): string {
  return toBuffer(bytes).toString('base64');
}

import { hash } from 'node:crypto';
import { decodeItem, encodeItem } from '../item-json.ts';
import type { Item, Value } from '../values/value.ts';
import { foreignNextToken, invalidNextToken } from './errors.ts';

/** Where the next page begins: in which of the statement's reads, and behind which item of it. */
export interface Continuation {
  readonly read: number;
  readonly startKey: Item | undefined;
}

/** A token belongs to a statement and its parameters; a page of another limit may go on with it. */
export function toNextToken(request: string, { read, startKey }: Continuation): string {
  return Buffer.from(JSON.stringify([request, read, startKey ? encodeItem(startKey) : ''])).toString('base64url');
}

export function parseNextToken(token: string, request: string): Continuation {
  const [owner, read, startKey] = decode(token);
  if (typeof owner !== 'string' || !Number.isSafeInteger(read) || typeof startKey !== 'string')
    throw invalidNextToken();
  if (owner !== request) throw foreignNextToken();
  return { read: read as number, startKey: startKey === '' ? undefined : decodeKey(startKey) };
}

/** What a token is bound to. */
export const requestOf = (statement: string, parameters: readonly Value[]): string =>
  hash('sha256', `${statement}\0${encodeItem({ parameters: { L: parameters } })}`, 'base64url');

function decode(token: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    throw invalidNextToken();
  }
}

function decodeKey(json: string): Item {
  let key: Item;
  try {
    key = decodeItem(json, true);
  } catch {
    throw invalidNextToken();
  }
  // Anybody can make one up, and no protocol has looked into it.
  if (!Object.values(key).every(isKeyValue)) throw invalidNextToken();
  return key;
}

const isKeyValue = (value: Value): boolean =>
  ('S' in value && typeof value.S === 'string') || ('N' in value && typeof value.N === 'string') || 'B' in value;

import { toBuffer } from '../../lib/to-buffer.ts';
import { quote } from '../../lib/quote.ts';
import type { Item, Value } from './values/value.ts';

type Quote = (text: string) => string;

/** For texts that need no escape. */
export const quoteAsIs: Quote = (text) => `"${text}"`;

/** DynamoDB JSON, as it travels: binaries are base64. */
export function encodeItem(item: Item, quoteText: Quote = quote): string {
  let json = '';
  for (const name of Object.keys(item)) {
    json += `${json === '' ? '{' : ','}${quoteText(name)}:${encodeValue(item[name]!, quoteText)}`;
  }
  return json === '' ? '{}' : `${json}}`;
}

function encodeValue(value: Value, quoteText: Quote): string {
  if ('S' in value) return `{"S":${quoteText(value.S)}}`;
  if ('N' in value) return `{"N":"${value.N}"}`;
  if ('M' in value) return `{"M":${encodeItem(value.M, quoteText)}}`;
  if ('L' in value) return `{"L":[${value.L.map((element) => encodeValue(element, quoteText)).join(',')}]}`;
  if ('B' in value) return `{"B":"${toBase64(value.B)}"}`;
  if ('BS' in value) return JSON.stringify({ BS: value.BS.map(toBase64) });
  return JSON.stringify(value);
}

/** Without binaries, the parsed JSON is the item. */
export function decodeItem(json: string, withBinary: boolean): Item {
  const item = JSON.parse(json) as Item;
  return withBinary ? withBytes(item) : item;
}

export function hasBinary(item: Item): boolean {
  for (const name of Object.keys(item)) if (isBinary(item[name]!)) return true;
  return false;
}

function isBinary(value: Value): boolean {
  if ('B' in value || 'BS' in value) return true;
  if ('M' in value) return hasBinary(value.M);
  return 'L' in value && value.L.some(isBinary);
}

const toBase64 = (bytes: Uint8Array) => toBuffer(bytes).toString('base64');
const fromBase64 = (text: unknown): Uint8Array => Buffer.from(text as string, 'base64');

/** `Object.fromEntries` defines, so that an attribute may be called `__proto__`. */
const withBytes = (item: Item): Item =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toBytes(value)]));

function toBytes(value: Value): Value {
  if ('B' in value) return { B: fromBase64(value.B) };
  if ('BS' in value) return { BS: value.BS.map(fromBase64) };
  if ('M' in value) return { M: withBytes(value.M) };
  if ('L' in value) return { L: value.L.map(toBytes) };
  return value;
}

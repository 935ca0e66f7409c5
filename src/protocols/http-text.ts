import type { AwsError } from '../kernel/aws-error.ts';
import type { Shape, TimestampFormat } from '../model/shape.ts';
import { toBase64 } from './base64.ts';
import { serializationException } from './json-reader.ts';
import { commonWords } from './serialization-words.ts';
import { formatTimestamp, parseTimestamp } from './timestamps.ts';

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
const NON_FINITE: ReadonlySet<string> = new Set(['NaN', 'Infinity', '-Infinity']);

/** A value that stands as text in a label, a query parameter or a header. Throws SerializationException. */
export function readText(shape: Shape, text: string, format: TimestampFormat): unknown {
  switch (shape.type) {
    case 'number':
      if (!NUMBER.test(text) && !NON_FINITE.has(text)) throw notA('Integer');
      return Number(text);
    case 'boolean':
      if (!/^(true|false)$/i.test(text)) throw notA('Boolean');
      return text.toLowerCase() === 'true';
    case 'blob':
      return Buffer.from(text, 'base64');
    case 'timestamp':
      return parseTimestamp(text, shape.format ?? format) ?? otherwise(notA('Timestamp'));
    default:
      return text;
  }
}

export function writeText(shape: Shape, value: unknown, format: TimestampFormat): string {
  if (shape.type === 'timestamp') return formatTimestamp(value as Date, shape.format ?? format);
  if (shape.type === 'blob') return toBase64(value as Uint8Array);
  return `${value as string | number | boolean}`;
}

const notA = (type: string) => serializationException(commonWords.scalar('STRING_VALUE', type));

const otherwise = (error: AwsError): never => {
  throw error;
};

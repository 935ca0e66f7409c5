import { toBuffer } from '../lib/to-buffer.ts';
import { pack, unpack } from '../lib/tuple.ts';
import type { Key } from './storage.ts';

export interface Codec<Row> {
  readonly encode: (row: Row) => Uint8Array;
  readonly decode: (bytes: Uint8Array) => Row;
}

interface RowFormatOptions<Row> {
  readonly version?: number;
  readonly upgrade?: (old: never, fromVersion: number) => Row;
  readonly codec?: Codec<Row>;
}

/** A stored row: one byte of schema version, then what the codec makes of it. */
export function rowFormat<Row>({ version = 1, upgrade, codec = json() }: RowFormatOptions<Row>): Codec<Row> {
  if (version < 1 || version > 127) throw new RangeError('a schema version is between 1 and 127');
  return {
    encode: (row) => {
      const body = codec.encode(row);
      const bytes = Buffer.allocUnsafe(body.byteLength + 1);
      bytes[0] = version;
      bytes.set(body, 1);
      return bytes;
    },
    decode: (bytes) => {
      const written = bytes[0]!;
      const row = codec.decode(bytes.subarray(1));
      if (written === version) return row;
      if (written > version || !upgrade) throw new RangeError(`a row has schema version ${written}, not ${version}`);
      // The codec gives whatever was written; what it is `upgrade` knows.
      return upgrade(row as never, written);
    },
  };
}

const json = <Row>(): Codec<Row> => ({
  encode: (row) => Buffer.from(JSON.stringify(row)),
  decode: (bytes) => JSON.parse(toText(bytes, 'utf8')) as Row,
});

export const encodeKey = (key: Key): Uint8Array => Buffer.from(pack(key), 'latin1');

export const decodeKey = (bytes: Uint8Array): Key => unpack(toText(bytes, 'latin1'));

const toText = (bytes: Uint8Array, encoding: BufferEncoding): string => toBuffer(bytes).toString(encoding);

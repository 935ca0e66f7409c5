import { toBuffer } from '../../lib/to-buffer.ts';
import type { Codec } from '../../storage/row-format.ts';

/** Rows of a queue id and numbers: these are written and read with every message. */
type NumbersRow<Field extends string> = { readonly queueId: string } & { readonly [F in Field]: number };

const NUMBER_BYTES = 8;
const QUEUE_ID_BYTES = 16;

/**
 * [one double for each field][the queue's id]. A field may be added at the end only with a new schema version: in rows
 * that were written before it is NaN, and `upgrade` knows better.
 */
export function numbersCodec<Row extends NumbersRow<Field>, Field extends string & Exclude<keyof Row, 'queueId'>>(
  fields: readonly Field[],
): Codec<Row> {
  const idStart = fields.length * NUMBER_BYTES;
  // Copied for each row, so that all of them have one shape and V8 reads them fast.
  const empty: Record<string, unknown> = { queueId: '' };
  for (const field of fields) empty[field] = Number.NaN;
  return {
    encode(row) {
      const bytes = Buffer.allocUnsafe(idStart + row.queueId.length);
      let at = 0;
      for (const field of fields) at = bytes.writeDoubleBE(row[field], at);
      bytes.write(row.queueId, idStart, 'latin1');
      return bytes;
    },
    decode(stored) {
      const bytes = toBuffer(stored);
      const written = (bytes.length - QUEUE_ID_BYTES) / NUMBER_BYTES;
      const row = { ...empty, queueId: bytes.toString('latin1', written * NUMBER_BYTES) } as Record<string, unknown>;
      for (let index = 0; index < written; index++) row[fields[index]!] = bytes.readDoubleBE(index * NUMBER_BYTES);
      // All fields of the row's type are in it: the parameters say so.
      return row as Row;
    },
  };
}

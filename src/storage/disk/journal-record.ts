import { crc32 } from 'node:zlib';
import type { Writes } from './group.ts';

/** Before each record, to find the next one behind a damaged one. */
const MARK = Buffer.from('CIRJ', 'latin1');
/** The mark, the CRC32 of all that follows it, the length of the body, the sequence number. */
const HEADER_BYTES = 20;
const CRC_AT = 4;
const LENGTH_AT = 8;
const SEQUENCE_AT = 12;
/** The lengths of a key and of its value; in place of the latter a deletion has `DELETED`. */
const ENTRY_HEADER_BYTES = 8;
const DELETED = 0xffff_ffff;
const SMALLEST_BUFFER_BYTES = 256 * 1024;

/** Where a group of writes lies in a segment. Sequence numbers follow each other without gaps. */
export interface JournalRecord {
  readonly sequence: number;
  readonly at: number;
  readonly end: number;
}

/** Makes records in a buffer that is used again: what `encode` returns holds until the next call. */
export class RecordEncoder {
  #buffer = Buffer.allocUnsafe(SMALLEST_BUFFER_BYTES);

  encode(sequence: number, writes: Writes): Buffer {
    const sizeBytes = recordBytes(writes);
    this.#reserve(sizeBytes);
    const buffer = this.#buffer;
    let at = HEADER_BYTES;
    for (const [key, value] of writes) {
      buffer.writeUInt32LE(key.length, at);
      buffer.writeUInt32LE(value ? value.byteLength : DELETED, at + 4);
      at += ENTRY_HEADER_BYTES;
      // Packed keys have one byte in each character.
      at += buffer.write(key, at, 'latin1');
      if (!value) continue;
      buffer.set(value, at);
      at += value.byteLength;
    }
    buffer.set(MARK);
    buffer.writeUInt32LE(sizeBytes - HEADER_BYTES, LENGTH_AT);
    buffer.writeBigUInt64LE(BigInt(sequence), SEQUENCE_AT);
    buffer.writeUInt32LE(crc32(buffer.subarray(LENGTH_AT, sizeBytes)), CRC_AT);
    return buffer.subarray(0, sizeBytes);
  }

  #reserve(sizeBytes: number): void {
    const isWasteful = this.#buffer.byteLength > SMALLEST_BUFFER_BYTES && sizeBytes <= SMALLEST_BUFFER_BYTES;
    if (sizeBytes > this.#buffer.byteLength || isWasteful) {
      this.#buffer = Buffer.allocUnsafe(Math.max(sizeBytes, SMALLEST_BUFFER_BYTES));
    }
  }
}

/** Undefined where no record begins, or one that is not whole. */
export function recordAt(bytes: Buffer, at: number): JournalRecord | undefined {
  if (at + HEADER_BYTES > bytes.byteLength || MARK.compare(bytes, at, at + MARK.byteLength) !== 0) return undefined;
  const end = at + HEADER_BYTES + bytes.readUInt32LE(at + LENGTH_AT);
  if (end > bytes.byteLength) return undefined;
  if (crc32(bytes.subarray(at + LENGTH_AT, end)) !== bytes.readUInt32LE(at + CRC_AT)) return undefined;
  return { sequence: Number(bytes.readBigUInt64LE(at + SEQUENCE_AT)), at, end };
}

/** The first whole record that begins at `from` or later. */
export function findRecord(bytes: Buffer, from: number): JournalRecord | undefined {
  for (let at = bytes.indexOf(MARK, from); at >= 0; at = bytes.indexOf(MARK, at + 1)) {
    const record = recordAt(bytes, at);
    if (record) return record;
  }
  return undefined;
}

/** The values are parts of `bytes`. */
export function writesOf(bytes: Buffer, record: JournalRecord): Writes {
  const writes: [string, Uint8Array | null][] = [];
  for (let at = record.at + HEADER_BYTES; at < record.end;) {
    const keyAt = at + ENTRY_HEADER_BYTES;
    const valueAt = keyAt + bytes.readUInt32LE(at);
    const valueBytes = bytes.readUInt32LE(at + 4);
    at = valueBytes === DELETED ? valueAt : valueAt + valueBytes;
    writes.push([
      bytes.toString('latin1', keyAt, valueAt),
      valueBytes === DELETED ? null : bytes.subarray(valueAt, at),
    ]);
  }
  return writes;
}

function recordBytes(writes: Writes): number {
  let sizeBytes = HEADER_BYTES;
  for (const [key, value] of writes) sizeBytes += ENTRY_HEADER_BYTES + key.length + (value?.byteLength ?? 0);
  return sizeBytes;
}

import type { Position } from './log-event.ts';

const ID_DIGITS = 56;
const SEQUENCE_BITS = 80n;
const INDEX_BITS = 64n;
const TIMESTAMP_BITS = 144n;
const STREAM_MASK = (1n << INDEX_BITS) - 1n;

/**
 * AWS's ids have 56 digits and sort by time (their timestamp stands 144 bits up); ours carry the position as well,
 * so that a token alone says where to go on. `streamId` is hexadecimal.
 */
export function toEventId(position: Position, streamId: string): string {
  const id =
    (BigInt(position.timestamp) << TIMESTAMP_BITS) |
    (BigInt(position.sequence) << SEQUENCE_BITS) |
    (BigInt(position.index) << INDEX_BITS) |
    (BigInt(`0x${streamId}`) & STREAM_MASK);
  return id.toString().padStart(ID_DIGITS, '0');
}

export function fromEventId(eventId: string): Position {
  const id = BigInt(eventId);
  return {
    timestamp: Number(id >> TIMESTAMP_BITS),
    sequence: Number((id >> SEQUENCE_BITS) & ((1n << (TIMESTAMP_BITS - SEQUENCE_BITS)) - 1n)),
    index: Number((id >> INDEX_BITS) & ((1n << (SEQUENCE_BITS - INDEX_BITS)) - 1n)),
  };
}

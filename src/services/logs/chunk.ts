import { EVENT_OVERHEAD_BYTES } from './limits.ts';
import { type LogEvent, comparePositions, eventBytes } from './log-event.ts';
import type { BatchEvent } from './event-batch.ts';

/**
 * The events of one batch that fall into one second, as one row: a function's lines come many at a time, and a row
 * each would cost five times the writes. Seconds do not overlap, so that reading in order never looks back.
 */
export interface Chunk {
  readonly streamId: string;
  readonly second: number;
  readonly sequence: number;
  readonly ingestedAt: number;
  readonly sizeBytes: number;
  /** Place in the batch of the first event here. */
  readonly firstIndex: number;
  readonly events: readonly (readonly [timestamp: number, message: string])[];
}

export const toSecond = (timestamp: number): number => Math.floor(timestamp / 1000);

export interface ChunkOrigin {
  readonly streamId: string;
  readonly sequence: number;
  readonly ingestedAt: number;
}

/** `events` in chronological order. */
export function toChunks(events: readonly BatchEvent[], origin: ChunkOrigin): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let firstIndex = 0;
  while (firstIndex < events.length) {
    const second = toSecond(events[firstIndex]!.timestamp);
    let end = firstIndex + 1;
    while (end < events.length && toSecond(events[end]!.timestamp) === second) end++;
    const own = events.slice(firstIndex, end);
    chunks.push({
      ...origin,
      second,
      firstIndex,
      sizeBytes: own.reduce((sum, event) => sum + eventBytes(event.message, EVENT_OVERHEAD_BYTES), 0),
      events: own.map((event) => [event.timestamp, event.message] as const),
    });
    firstIndex = end;
  }
  return chunks;
}

/** The events of all chunks of one second, in their order. */
export const toEvents = (chunks: readonly Chunk[]): readonly LogEvent[] =>
  chunks.flatMap(eventsOf).sort(comparePositions);

const eventsOf = (chunk: Chunk): LogEvent[] =>
  chunk.events.map(([timestamp, message], i) => ({
    timestamp,
    message,
    sequence: chunk.sequence,
    index: chunk.firstIndex + i,
    ingestedAt: chunk.ingestedAt,
  }));

import type { InputLogEvent, RejectedLogEventsInfo } from '@aws-sdk/client-cloudwatch-logs';
import { eventTooLarge, invalidParameter, notChronological, spanTooLong, uploadTooLarge } from './errors.ts';
import {
  EVENT_OVERHEAD_BYTES,
  MAX_BATCH_BYTES,
  MAX_BATCH_SPAN_MS,
  MAX_EVENT_AGE_MS,
  MAX_EVENT_BYTES,
  MAX_EVENT_LEAD_MS,
} from './limits.ts';
import { eventBytes } from './log-event.ts';

export interface BatchEvent {
  readonly timestamp: number;
  readonly message: string;
}

export interface AcceptedBatch {
  readonly accepted: readonly BatchEvent[];
  readonly rejected: RejectedLogEventsInfo | undefined;
}

/** What PutLogEvents refuses as a whole. Throws InvalidParameterException. */
export function checkBatch(input: readonly InputLogEvent[]): readonly BatchEvent[] {
  const events = input.map(requireEvent);
  const sizes = events.map((event) => eventBytes(event.message, EVENT_OVERHEAD_BYTES));
  const oversized = sizes.find((size) => size > MAX_EVENT_BYTES);
  if (oversized !== undefined) throw eventTooLarge(oversized, MAX_EVENT_BYTES);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total > MAX_BATCH_BYTES) throw uploadTooLarge(total, MAX_BATCH_BYTES);
  if (events.some((event, i) => i > 0 && event.timestamp < events[i - 1]!.timestamp)) throw notChronological();
  const span = (events.at(-1)?.timestamp ?? 0) - (events[0]?.timestamp ?? 0);
  if (span > MAX_BATCH_SPAN_MS) throw spanTooLong();
  return events;
}

/**
 * Of a batch in order, what is neither too old, expired nor too new is kept; the rest is told, not refused.
 * `expiredBefore` is the instant of the group's retention.
 */
export function acceptEvents(events: readonly BatchEvent[], now: number, expiredBefore: number): AcceptedBatch {
  const tooOldEnd = countBefore(events, now - MAX_EVENT_AGE_MS);
  const expiredEnd = countBefore(events, expiredBefore);
  const tooNewStart = countBefore(events, now + MAX_EVENT_LEAD_MS + 1);
  const rejected: RejectedLogEventsInfo = {
    ...(tooNewStart < events.length ? { tooNewLogEventStartIndex: tooNewStart } : {}),
    ...(tooOldEnd > 0 ? { tooOldLogEventEndIndex: tooOldEnd } : {}),
    ...(expiredEnd > tooOldEnd ? { expiredLogEventEndIndex: expiredEnd } : {}),
  };
  return {
    accepted: events.slice(Math.max(tooOldEnd, expiredEnd), tooNewStart),
    rejected: Object.keys(rejected).length > 0 ? rejected : undefined,
  };
}

function countBefore(events: readonly BatchEvent[], instant: number): number {
  const index = events.findIndex((event) => event.timestamp >= instant);
  return index === -1 ? events.length : index;
}

function requireEvent({ timestamp, message }: InputLogEvent, index: number): BatchEvent {
  if (timestamp === undefined || message === undefined)
    throw invalidParameter(
      `1 validation error detected: Value at 'logEvents.${index + 1}.member.${timestamp === undefined ? 'timestamp' : 'message'}' failed to satisfy constraint: Member must not be null`,
    );
  return { timestamp, message };
}

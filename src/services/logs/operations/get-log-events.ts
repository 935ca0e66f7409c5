import type { GetLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { Snapshot } from '../../../storage/storage.ts';
import type { Operation } from '../api.ts';
import { toGroupIdentity } from '../group-identifier.ts';
import { EVENT_OVERHEAD_BYTES, MAX_PAGE_BYTES, MAX_PAGE_EVENTS } from '../limits.ts';
import { type LogEvent, type Position, comparePositions, eventBytes } from '../log-event.ts';
import { retentionCutoff } from '../log-group.ts';
import { type PageToken, parsePageToken, toPageToken } from '../page-token.ts';
import { eventsSince, eventsUntil, requireGroup, requireStream } from '../store.ts';

export const getLogEvents: Operation<'GetLogEvents'> = async (ctx, input) => {
  const identity = toGroupIdentity(ctx, input);
  const token = input.nextToken === undefined ? undefined : parsePageToken(input.nextToken);

  return ctx.read(async (snapshot) => {
    const group = await requireGroup(snapshot, identity);
    const { streamId } = await requireStream(snapshot, group, input.logStreamName!);
    const window = toWindow(input, token, retentionCutoff(group, snapshot.now));
    const events = await readPage(snapshot, streamId, window, input.limit ?? MAX_PAGE_EVENTS);
    // A poller goes on from an empty page: both of its tokens stand where this one did.
    const rest = token?.position ?? { timestamp: window.from, sequence: 0, index: 0 };
    return {
      events: events.map(({ timestamp, message, ingestedAt }) => ({ timestamp, message, ingestionTime: ingestedAt })),
      nextForwardToken: toPageToken('forward', events.at(-1) ?? rest, streamId),
      nextBackwardToken: toPageToken('backward', events[0] ?? rest, streamId),
    };
  });
};

/** From `from` (inclusive) to `until` (exclusive), after or before the token's event. */
interface Window {
  readonly from: number;
  readonly until: number;
  readonly isForward: boolean;
  readonly after?: Position;
  readonly before?: Position;
}

function toWindow(input: GetLogEventsCommandInput, token: PageToken | undefined, cutoff: number): Window {
  const bounds = {
    from: Math.max(input.startTime ?? 0, cutoff, 0),
    until: input.endTime ?? Number.MAX_SAFE_INTEGER,
  };
  if (token === undefined) return { ...bounds, isForward: input.startFromHead ?? false };
  return token.direction === 'forward'
    ? { ...bounds, isForward: true, after: token.position }
    : { ...bounds, isForward: false, before: token.position };
}

/** The page in chronological order, whichever way it was read. */
async function readPage(
  snapshot: Snapshot,
  streamId: string,
  window: Window,
  limit: number,
): Promise<readonly LogEvent[]> {
  const page: LogEvent[] = [];
  let sizeBytes = 0;
  const events = window.isForward
    ? eventsSince(snapshot, streamId, Math.max(window.from, window.after?.timestamp ?? 0))
    : eventsUntil(snapshot, streamId, Math.min(window.until, window.before?.timestamp ?? window.until));
  for await (const event of events) {
    if (window.isForward ? event.timestamp >= window.until : event.timestamp < window.from) break;
    if (!isInside(event, window)) continue;
    sizeBytes += eventBytes(event.message, EVENT_OVERHEAD_BYTES);
    if (page.length === limit || (sizeBytes > MAX_PAGE_BYTES && page.length > 0)) break;
    page.push(event);
  }
  return window.isForward ? page : page.reverse();
}

const isInside = (event: LogEvent, { from, until, after, before }: Window): boolean =>
  event.timestamp >= from &&
  event.timestamp < until &&
  (after === undefined || comparePositions(event, after) > 0) &&
  (before === undefined || comparePositions(event, before) < 0);

import type { FilterLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { Snapshot } from '../../../storage/storage.ts';
import type { Operation } from '../api.ts';
import { invalidNextToken, namesAndPrefix } from '../errors.ts';
import { fromEventId, toEventId } from '../event-id.ts';
import { type Matcher, parseFilterPattern } from '../filter-pattern/filter-pattern.ts';
import { toGroupIdentity } from '../group-identifier.ts';
import { EVENT_OVERHEAD_BYTES, MAX_PAGE_BYTES, MAX_PAGE_EVENTS } from '../limits.ts';
import { type Position, comparePositions, eventBytes } from '../log-event.ts';
import { type LogGroup, retentionCutoff } from '../log-group.ts';
import type { LogStream } from '../log-stream.ts';
import { type StreamEvent, mergeByTime } from '../merge.ts';
import { parseListToken, toListToken } from '../page-token.ts';
import { eventsSince, requireGroup, requireStream, streams } from '../store.ts';

export const filterLogEvents: Operation<'FilterLogEvents'> = async (ctx, input) => {
  const identity = toGroupIdentity(ctx, input);
  if (input.logStreamNames !== undefined && input.logStreamNamePrefix !== undefined) throw namesAndPrefix();
  const matches = parseFilterPattern(input.filterPattern ?? '');
  const after = input.nextToken === undefined ? undefined : parseToken(input.nextToken);

  return ctx.read(async (snapshot) => {
    const group = await requireGroup(snapshot, identity);
    const from = Math.max(input.startTime ?? 0, retentionCutoff(group, snapshot.now), after?.position.timestamp ?? 0);
    const searched = await streamsToSearch(snapshot, group, from, input);
    const found = mergeByTime(searched.map((stream) => eventsOf(snapshot, stream, { ...input, from, after })));
    const { page, hasMore } = await takePage(found, matches, input.limit ?? MAX_PAGE_EVENTS);
    const last = page.at(-1);
    return {
      events: page.map(({ streamName, streamId, event }) => ({
        logStreamName: streamName,
        timestamp: event.timestamp,
        message: event.message,
        ingestionTime: event.ingestedAt,
        eventId: toEventId(event, streamId),
      })),
      // AWS fills it no longer: it always lists none.
      searchedLogStreams: [],
      ...(hasMore && last ? { nextToken: toListToken([toEventId(last.event, last.streamId), last.streamName]) } : {}),
    };
  });
};

/** The last event of the page before, and its stream. */
interface After {
  readonly position: Position;
  readonly streamName: string;
}

function parseToken(token: string): After {
  const [eventId, streamName] = parseListToken(token);
  if (typeof eventId !== 'string' || typeof streamName !== 'string' || !/^\d+$/.test(eventId)) throw invalidNextToken();
  return { position: fromEventId(eventId), streamName };
}

/** In the order of their names, which is also the order of events of the same millisecond. */
async function streamsToSearch(
  snapshot: Snapshot,
  group: LogGroup,
  from: number,
  { logStreamNames, logStreamNamePrefix, endTime }: FilterLogEventsCommandInput,
): Promise<readonly LogStream[]> {
  if (logStreamNames !== undefined) {
    const names = [...new Set(logStreamNames)].sort();
    return Promise.all(names.map((name) => requireStream(snapshot, group, name)));
  }
  const recent: LogStream[] = [];
  const range = { prefix: [group.groupId], gte: [group.groupId, from] };
  for await (const stream of streams.index('lastEventAt').scan(snapshot, range)) {
    const isInTime = endTime === undefined || (stream.firstEventAt ?? 0) <= endTime;
    if (isInTime && stream.name.startsWith(logStreamNamePrefix ?? '')) recent.push(stream);
  }
  return recent.sort((a, b) => (a.name < b.name ? -1 : 1));
}

interface Window {
  readonly from: number;
  /** Inclusive, unlike in GetLogEvents. */
  readonly endTime?: number | undefined;
  readonly after: After | undefined;
}

async function* eventsOf(snapshot: Snapshot, stream: LogStream, window: Window): AsyncGenerator<StreamEvent> {
  for await (const event of eventsSince(snapshot, stream.streamId, window.from)) {
    if (window.endTime !== undefined && event.timestamp > window.endTime) return;
    if (event.timestamp < window.from || isBefore(stream, event, window.after)) continue;
    yield { streamName: stream.name, streamId: stream.streamId, event };
  }
}

/** Whether an earlier page had it. */
function isBefore(stream: LogStream, event: Position, after: After | undefined): boolean {
  if (after === undefined) return false;
  if (stream.name === after.streamName) return comparePositions(event, after.position) <= 0;
  if (event.timestamp !== after.position.timestamp) return event.timestamp < after.position.timestamp;
  return stream.name < after.streamName;
}

async function takePage(found: AsyncIterable<StreamEvent>, matches: Matcher, limit: number) {
  const page: StreamEvent[] = [];
  let sizeBytes = 0;
  for await (const candidate of found) {
    if (!matches(candidate.event.message)) continue;
    sizeBytes += eventBytes(candidate.event.message, EVENT_OVERHEAD_BYTES);
    if (page.length === limit || (sizeBytes > MAX_PAGE_BYTES && page.length > 0)) return { page, hasMore: true };
    page.push(candidate);
  }
  return { page, hasMore: false };
}

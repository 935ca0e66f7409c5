import type { Context } from '../../kernel/context.ts';
import type { Key, Snapshot } from '../../storage/storage.ts';
import { table } from '../../storage/table.ts';
import { type Chunk, toEvents, toSecond } from './chunk.ts';
import { logGroupNotFound, logStreamNotFound } from './errors.ts';
import type { LogEvent } from './log-event.ts';
import type { GroupIdentity, LogGroup } from './log-group.ts';
import type { LogStream } from './log-stream.ts';

export const groups = table<LogGroup>('logs/group', {
  key: (group) => [group.accountId, group.region, group.name],
});

export const streams = table<LogStream, 'lastEventAt'>('logs/stream', {
  key: (stream) => [stream.groupId, stream.name],
  indexes: { lastEventAt: (stream) => [stream.groupId, stream.lastEventAt ?? 0, stream.name] },
});

export const chunks = table<Chunk>('logs/chunk', {
  key: (chunk) => [chunk.streamId, chunk.second, chunk.sequence],
});

/** A counter, so that busy streams of one group do not wait for each other. */
export const storedBytesKey = (groupId: string): Key => ['logs/stored-bytes', groupId];

export const groupLane = (group: GroupIdentity): Key => ['logs', group.accountId, group.region, group.name];
export const streamLane = (group: GroupIdentity, streamName: string): Key => [...groupLane(group), streamName];

export const identityOf = (ctx: Pick<Context, 'accountId' | 'region'>, name: string): GroupIdentity => ({
  accountId: ctx.accountId,
  region: ctx.region,
  name,
});

export async function requireGroup(from: Snapshot, { accountId, region, name }: GroupIdentity): Promise<LogGroup> {
  const group = await groups.get(from, [accountId, region, name]);
  if (!group) throw logGroupNotFound();
  return group;
}

export async function requireStream(from: Snapshot, group: LogGroup, name: string): Promise<LogStream> {
  const stream = await streams.get(from, [group.groupId, name]);
  if (!stream) throw logStreamNotFound();
  return stream;
}

/** The events of a stream, oldest first, of the seconds that hold `since` and all later ones. */
export async function* eventsSince(from: Snapshot, streamId: string, since: number): AsyncGenerator<LogEvent> {
  const range = { prefix: [streamId], gte: [streamId, toSecond(since)] };
  for await (const second of bySecond(chunks.scan(from, range))) yield* toEvents(second);
}

/** The events of a stream, newest first, of the seconds up to the one that holds `until`. */
export async function* eventsUntil(from: Snapshot, streamId: string, until: number): AsyncGenerator<LogEvent> {
  const range = { prefix: [streamId], lt: [streamId, toSecond(until) + 1], reverse: true };
  for await (const second of bySecond(chunks.scan(from, range))) yield* toEvents(second).toReversed();
}

async function* bySecond(rows: AsyncIterable<Chunk>): AsyncGenerator<readonly Chunk[]> {
  let second: Chunk[] = [];
  for await (const row of rows) {
    if (second.length > 0 && second[0]!.second !== row.second) {
      yield second;
      second = [];
    }
    second.push(row);
  }
  if (second.length > 0) yield second;
}

import type { PutLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { Transaction } from '../../../storage/storage.ts';
import type { Operation } from '../api.ts';
import { toChunks } from '../chunk.ts';
import { type BatchEvent, acceptEvents, checkBatch } from '../event-batch.ts';
import { retentionCutoff } from '../log-group.ts';
import type { LogStream } from '../log-stream.ts';
import { chunks, identityOf, requireGroup, requireStream, storedBytesKey, streamLane, streams } from '../store.ts';

const TOKEN_DIGITS = 56;

export const putLogEvents: Operation<'PutLogEvents'> = async (ctx, input: PutLogEventsCommandInput) => {
  const identity = identityOf(ctx, input.logGroupName!);
  const events = checkBatch(input.logEvents ?? []);
  const nextSequenceToken = ctx.random.string(TOKEN_DIGITS, '0123456789');

  return ctx.transact(streamLane(identity, input.logStreamName!), async (tx) => {
    const group = await requireGroup(tx, identity);
    const stream = await requireStream(tx, group, input.logStreamName!);
    const { accepted, rejected } = acceptEvents(events, tx.now, retentionCutoff(group, tx.now));
    append(tx, { ...stream, uploadSequenceToken: nextSequenceToken }, stream, accepted);
    return { nextSequenceToken, ...(rejected ? { rejectedLogEventsInfo: rejected } : {}) };
  });
};

function append(tx: Transaction, stream: LogStream, previous: LogStream, events: readonly BatchEvent[]): void {
  if (events.length === 0) return;
  const origin = { streamId: stream.streamId, sequence: stream.batches + 1, ingestedAt: tx.now };
  const rows = toChunks(events, origin);
  for (const row of rows) chunks.insert(tx, row);
  tx.add(storedBytesKey(stream.groupId), BigInt(rows.reduce((sum, row) => sum + row.sizeBytes, 0)));
  const [first, last] = [events[0]!.timestamp, events.at(-1)!.timestamp];
  streams.replace(tx, previous, {
    ...stream,
    batches: stream.batches + 1,
    firstEventAt: Math.min(first, stream.firstEventAt ?? first),
    lastEventAt: Math.max(last, stream.lastEventAt ?? last),
    lastIngestionAt: tx.now,
  });
}

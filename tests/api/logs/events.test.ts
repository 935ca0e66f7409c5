import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogStreamCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, test } from 'vitest';
import { type TestCloud, errorOf, testCloud } from '../../support/cloud.ts';

const DAY_MS = 24 * 3_600_000;
const stream = { logGroupName: 'g', logStreamName: 's' };

async function withStream(cloud: TestCloud): Promise<CloudWatchLogsClient> {
  const logs = cloud.client(CloudWatchLogsClient);
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'g' }));
  await logs.send(new CreateLogStreamCommand(stream));
  return logs;
}

const put = (logs: CloudWatchLogsClient, events: readonly (readonly [number, string])[]) =>
  logs.send(
    new PutLogEventsCommand({ ...stream, logEvents: events.map(([timestamp, message]) => ({ timestamp, message })) }),
  );

const messages = (answer: { events?: { message?: string | undefined }[] | undefined }) =>
  answer.events?.map((event) => event.message);

describe('events', () => {
  test('are read back by time', async () => {
    await using cloud = await testCloud();
    const logs = await withStream(cloud);
    const now = cloud.clock.now();
    await put(logs, [
      [now, 'second'],
      [now + 5, 'third'],
    ]);
    await put(logs, [[now - 10, 'first']]);

    const { events } = await logs.send(new GetLogEventsCommand({ ...stream, startFromHead: true }));
    expect(events).toEqual([
      { timestamp: now - 10, message: 'first', ingestionTime: now },
      { timestamp: now, message: 'second', ingestionTime: now },
      { timestamp: now + 5, message: 'third', ingestionTime: now },
    ]);
  });

  test('are read from startTime on and before endTime', async () => {
    await using cloud = await testCloud();
    const logs = await withStream(cloud);
    const now = cloud.clock.now();
    await put(
      logs,
      [0, 1, 2, 3].map((i) => [now + i, String(i)] as const),
    );
    const answer = await logs.send(new GetLogEventsCommand({ ...stream, startTime: now + 1, endTime: now + 3 }));
    expect(messages(answer)).toEqual(['1', '2']);
  });

  test('are paged in both directions', async () => {
    await using cloud = await testCloud();
    const logs = await withStream(cloud);
    const now = cloud.clock.now();
    await put(
      logs,
      Array.from({ length: 20 }, (_, i) => [now + Math.floor(i / 2), String(i)] as const),
    );
    const page = (input: object) => logs.send(new GetLogEventsCommand({ ...stream, limit: 8, ...input }));

    const last = await page({});
    expect(messages(last)).toEqual(['12', '13', '14', '15', '16', '17', '18', '19']);
    const before = await page({ nextToken: last.nextBackwardToken });
    expect(messages(before)).toEqual(['4', '5', '6', '7', '8', '9', '10', '11']);
    const again = await page({ nextToken: before.nextForwardToken });
    expect(messages(again)).toEqual(messages(last));

    const end = await page({ nextToken: again.nextForwardToken });
    expect(messages(end)).toEqual([]);
    expect(end.nextForwardToken).toBe(again.nextForwardToken);
    await put(logs, [[now + 100, 'new']]);
    expect(messages(await page({ nextToken: end.nextForwardToken }))).toEqual(['new']);
  });

  test('of an empty stream can be waited for', async () => {
    await using cloud = await testCloud();
    const logs = await withStream(cloud);
    const startTime = cloud.clock.now();
    const empty = await logs.send(new GetLogEventsCommand({ ...stream, startTime, startFromHead: true }));
    expect(empty.events).toEqual([]);
    await put(logs, [[cloud.clock.now(), 'hello']]);
    const next = await logs.send(new GetLogEventsCommand({ ...stream, nextToken: empty.nextForwardToken! }));
    expect(messages(next)).toEqual(['hello']);
  });

  test('that are too old, too new or expired are told, and the others kept', async () => {
    await using cloud = await testCloud();
    const logs = await withStream(cloud);
    const now = cloud.clock.now();
    expect((await put(logs, [[now - 15 * DAY_MS, 'old']])).rejectedLogEventsInfo).toEqual({
      tooOldLogEventEndIndex: 1,
    });
    const { rejectedLogEventsInfo } = await put(logs, [
      [now, 'fine'],
      [now + 3 * 3_600_000, 'new'],
    ]);
    expect(rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 1 });
    expect(messages(await logs.send(new GetLogEventsCommand(stream)))).toEqual(['fine']);
  });

  test.each([
    ['out of order', [2, 1], 'Log events in a single PutLogEvents request must be in chronological order.'],
    [
      'over 24 hours',
      [0, DAY_MS + 1],
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    ],
  ])('%s are refused', async (_, offsets, message) => {
    await using cloud = await testCloud();
    const logs = await withStream(cloud);
    const now = cloud.clock.now();
    const error = await errorOf(
      put(
        logs,
        offsets.map((offset) => [now + offset - DAY_MS, 'm'] as const),
      ),
    );
    expect(error).toMatchObject({ name: 'InvalidParameterException', message });
  });

  test('need their group, their stream and a token of theirs', async () => {
    await using cloud = await testCloud();
    const logs = await withStream(cloud);
    const get = (input: object) => errorOf(logs.send(new GetLogEventsCommand({ ...stream, ...input })));
    expect((await get({ logGroupName: 'none' })).message).toBe('The specified log group does not exist.');
    expect((await get({ logStreamName: 'none' })).message).toBe('The specified log stream does not exist.');
    expect((await get({ nextToken: 'none' })).message).toBe('The specified nextToken is invalid.');
    expect((await get({ limit: 10_001 })).message).toBe(
      "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000",
    );
  });
});

describe('a stream', () => {
  test('tells of its events', async () => {
    await using cloud = await testCloud();
    const logs = await withStream(cloud);
    const now = cloud.clock.now();
    const { nextSequenceToken } = await put(logs, [
      [now - 5, 'a'],
      [now, 'b'],
    ]);
    const { logStreams } = await logs.send(new DescribeLogStreamsCommand({ logGroupIdentifier: 'g' }));
    expect(logStreams).toEqual([
      {
        logStreamName: 's',
        creationTime: now,
        firstEventTimestamp: now - 5,
        lastEventTimestamp: now,
        lastIngestionTime: now,
        uploadSequenceToken: nextSequenceToken,
        arn: 'arn:aws:logs:us-east-1:000000000000:log-group:g:log-stream:s',
        storedBytes: 0,
      },
    ]);
  });

  test('is listed by name or by its last event', async () => {
    await using cloud = await testCloud();
    const logs = await withStream(cloud);
    const now = cloud.clock.now();
    for (const [i, logStreamName] of ['b', 'a', 'c'].entries()) {
      await logs.send(new CreateLogStreamCommand({ ...stream, logStreamName }));
      const logEvents = [{ timestamp: now + i, message: 'm' }];
      await logs.send(new PutLogEventsCommand({ ...stream, logStreamName, logEvents }));
    }
    const list = (input: object) => logs.send(new DescribeLogStreamsCommand({ logGroupName: 'g', ...input }));
    const names = async (input: object) => (await list(input)).logStreams?.map((one) => one.logStreamName);

    expect(await names({})).toEqual(['a', 'b', 'c', 's']);
    expect(await names({ descending: true })).toEqual(['s', 'c', 'b', 'a']);
    expect(await names({ logStreamNamePrefix: 'b' })).toEqual(['b']);
    expect(await names({ orderBy: 'LastEventTime', descending: true })).toEqual(['c', 'a', 'b', 's']);
    const first = await list({ orderBy: 'LastEventTime', descending: true, limit: 2 });
    expect(await names({ orderBy: 'LastEventTime', descending: true, nextToken: first.nextToken })).toEqual(['b', 's']);
    expect((await errorOf(list({ orderBy: 'LastEventTime', logStreamNamePrefix: 'b' }))).message).toBe(
      'Cannot order by LastEventTime with a logStreamNamePrefix.',
    );
  });

  test('takes its events with it', async () => {
    await using cloud = await testCloud();
    const logs = await withStream(cloud);
    await put(logs, [[cloud.clock.now(), 'before']]);
    await logs.send(new DeleteLogStreamCommand(stream));
    await logs.send(new CreateLogStreamCommand(stream));
    expect(messages(await logs.send(new GetLogEventsCommand(stream)))).toEqual([]);

    await cloud.clock.settle();
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({}));
    expect(logGroups?.[0]?.storedBytes).toBe(0);
  });
});

describe('retention', () => {
  test('hides events once they expire, and frees their space', async () => {
    await using cloud = await testCloud();
    const logs = await withStream(cloud);
    await put(logs, [[cloud.clock.now(), 'old']]);
    await logs.send(new PutRetentionPolicyCommand({ logGroupName: 'g', retentionInDays: 1 }));
    expect(messages(await logs.send(new GetLogEventsCommand(stream)))).toEqual(['old']);

    await cloud.clock.advance({ days: 1, seconds: 1 });
    expect(messages(await logs.send(new GetLogEventsCommand(stream)))).toEqual([]);
    await cloud.clock.advance({ days: 1 });
    const { logGroups } = await logs.send(new DescribeLogGroupsCommand({}));
    expect(logGroups?.[0]).toMatchObject({ storedBytes: 0, retentionInDays: 1 });

    await logs.send(new DeleteRetentionPolicyCommand({ logGroupName: 'g' }));
    const after = await logs.send(new DescribeLogGroupsCommand({}));
    expect(after.logGroups?.[0]?.retentionInDays).toBeUndefined();
  });

  test('takes the periods that AWS has', async () => {
    await using cloud = await testCloud();
    const logs = await withStream(cloud);
    const error = await errorOf(logs.send(new PutRetentionPolicyCommand({ logGroupName: 'g', retentionInDays: 2 })));
    expect(error.name).toBe('InvalidParameterException');
    expect(error.message).toContain("Value '2' at 'retentionInDays' failed to satisfy constraint");
  });
});

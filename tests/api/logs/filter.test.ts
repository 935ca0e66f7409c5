import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from 'vitest';
import { type TestCloud, errorOf, testCloud } from '../../support/cloud.ts';

/** Streams `a` and `b`, whose events take turns. */
async function withEvents(cloud: TestCloud): Promise<CloudWatchLogsClient> {
  const logs = cloud.client(CloudWatchLogsClient);
  const now = cloud.clock.now();
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'g' }));
  for (const [i, logStreamName] of ['a', 'b'].entries()) {
    await logs.send(new CreateLogStreamCommand({ logGroupName: 'g', logStreamName }));
    const logEvents = [0, 2, 4].map((step) => ({
      timestamp: now + step + i,
      message: `${step === 2 ? 'ERROR' : 'INFO'} ${logStreamName}${step}`,
    }));
    await logs.send(new PutLogEventsCommand({ logGroupName: 'g', logStreamName, logEvents }));
  }
  return logs;
}

const filter = (logs: CloudWatchLogsClient, input: object = {}) =>
  logs.send(new FilterLogEventsCommand({ logGroupName: 'g', ...input }));

const messagesOf = async (answer: ReturnType<typeof filter>) => (await answer).events?.map((event) => event.message);

test('events of all streams come in the order of time', async () => {
  await using cloud = await testCloud();
  const logs = await withEvents(cloud);
  expect(await messagesOf(filter(logs))).toEqual(['INFO a0', 'INFO b0', 'ERROR a2', 'ERROR b2', 'INFO a4', 'INFO b4']);
  const [first] = (await filter(logs)).events ?? [];
  expect(first).toEqual({
    logStreamName: 'a',
    timestamp: cloud.clock.now(),
    message: 'INFO a0',
    ingestionTime: cloud.clock.now(),
    eventId: expect.stringMatching(/^\d{56}$/),
  });
});

test('a pattern, a time and streams narrow them down', async () => {
  await using cloud = await testCloud();
  const logs = await withEvents(cloud);
  const now = cloud.clock.now();
  expect(await messagesOf(filter(logs, { filterPattern: 'ERROR' }))).toEqual(['ERROR a2', 'ERROR b2']);
  expect(await messagesOf(filter(logs, { startTime: now + 1, endTime: now + 2 }))).toEqual(['INFO b0', 'ERROR a2']);
  expect(await messagesOf(filter(logs, { logStreamNames: ['b'], filterPattern: '-ERROR' }))).toEqual([
    'INFO b0',
    'INFO b4',
  ]);
  expect(await messagesOf(filter(logs, { logStreamNamePrefix: 'a', filterPattern: '[level = INFO, ...]' }))).toEqual([
    'INFO a0',
    'INFO a4',
  ]);
});

test('pages go on where the last one ended', async () => {
  await using cloud = await testCloud();
  const logs = await withEvents(cloud);
  const seen: (string | undefined)[] = [];
  let nextToken: string | undefined;
  do {
    const page = await filter(logs, { limit: 2, nextToken });
    seen.push(...(page.events ?? []).map((event) => event.message));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  expect(seen).toEqual(['INFO a0', 'INFO b0', 'ERROR a2', 'ERROR b2', 'INFO a4', 'INFO b4']);
});

test('bad requests are refused in the words of AWS', async () => {
  await using cloud = await testCloud();
  const logs = await withEvents(cloud);
  expect(await errorOf(filter(logs, { filterPattern: '{ $.a' }))).toMatchObject({
    name: 'InvalidParameterException',
    message: "Invalid filter pattern: If a filter pattern starts with '{' it must end with '}'",
  });
  expect((await errorOf(filter(logs, { nextToken: 'none' }))).message).toBe('The specified nextToken is invalid.');
  expect((await errorOf(filter(logs, { logGroupName: 'none' }))).message).toBe(
    'The specified log group does not exist.',
  );
});

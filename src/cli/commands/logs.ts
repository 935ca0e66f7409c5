import type { CloudWatchLogsClient, FilteredLogEvent } from '@aws-sdk/client-cloudwatch-logs';
import { SystemClock } from '../../kernel/clock.ts';
import { EXIT, UserError, type Command } from '../command.ts';
import { endpointOptions, endpointUsage, isRunning, toEndpoint } from '../instance.ts';
import { paint, print } from '../terminal.ts';
import { clientEnvironment } from './env.ts';

const FOLLOW_EVERY_MS = 500;

export const logsCommand: Command = {
  summary: 'show the log lines of a function, or of every function',
  usage: `Usage: cirro logs [function] [--follow]

  --follow, -f     go on printing new lines until Ctrl+C
${endpointUsage}`,
  options: { ...endpointOptions, follow: { type: 'boolean', short: 'f' } },
  async run([functionName], options) {
    const endpoint = toEndpoint(options);
    if (!(await isRunning(endpoint))) {
      throw new UserError(`no cloud answers at ${endpoint}. Start one with 'cirro start'.`, EXIT.notRunning);
    }
    const client = await connect(endpoint);
    const clock = new SystemClock();
    const seen = new Set<string>();
    let groups = await findGroups(client, functionName);
    if (groups.length === 0 && !options['follow']) throw new UserError(noLogs(functionName));
    for (;;) {
      for (const group of groups) await printNew(client, group, seen);
      if (!options['follow']) return EXIT.ok;
      await clock.sleepUntil(clock.now() + FOLLOW_EVERY_MS);
      groups = await findGroups(client, functionName);
    }
  },
};

const noLogs = (functionName: string | undefined) =>
  functionName === undefined
    ? 'no function has written a log line yet.'
    : `'${functionName}' has not written a log line yet.`;

async function connect(endpoint: string): Promise<CloudWatchLogsClient> {
  const sdk = await import('@aws-sdk/client-cloudwatch-logs');
  const environment = clientEnvironment(endpoint);
  return new sdk.CloudWatchLogsClient({
    endpoint,
    region: environment['AWS_DEFAULT_REGION']!,
    credentials: {
      accessKeyId: environment['AWS_ACCESS_KEY_ID']!,
      secretAccessKey: environment['AWS_SECRET_ACCESS_KEY']!,
    },
  });
}

async function findGroups(client: CloudWatchLogsClient, functionName: string | undefined): Promise<string[]> {
  const { paginateDescribeLogGroups } = await import('@aws-sdk/client-cloudwatch-logs');
  const names: string[] = [];
  const logGroupNamePrefix = `/aws/lambda/${functionName ?? ''}`;
  for await (const page of paginateDescribeLogGroups({ client }, { logGroupNamePrefix })) {
    names.push(...(page.logGroups ?? []).map((group) => group.logGroupName!));
  }
  return functionName === undefined ? names : names.filter((name) => name === logGroupNamePrefix);
}

async function printNew(client: CloudWatchLogsClient, logGroupName: string, seen: Set<string>): Promise<void> {
  const { paginateFilterLogEvents } = await import('@aws-sdk/client-cloudwatch-logs');
  const fresh: FilteredLogEvent[] = [];
  for await (const page of paginateFilterLogEvents({ client }, { logGroupName })) {
    fresh.push(...(page.events ?? []).filter((event) => !seen.has(event.eventId!)));
  }
  for (const event of fresh) {
    seen.add(event.eventId!);
    const at = new Date(event.timestamp!).toISOString();
    print(
      `${paint('gray', at)} ${paint('cyan', logGroupName.slice('/aws/lambda/'.length))} ${event.message!.trimEnd()}`,
    );
  }
}

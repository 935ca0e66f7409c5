import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ListTablesCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListRolesCommand, IAMClient } from '@aws-sdk/client-iam';
import { ListFunctionsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { DescribeLogGroupsCommand, CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { testCloud, type TestCloud } from '../../tests/support/cloud.ts';
import { bash, cirro, startServer } from '../../tests/support/server.ts';
import { aws, testWith } from '../../tests/support/tools.ts';
import type { LabEnvironment } from '../lab.ts';
import { ordersLab } from './lab.ts';

testWith('boto3')('every order is stored or dead-lettered, on a virtual clock', async () => {
  await using cloud = await testCloud();
  const environment: LabEnvironment = {
    client: {
      endpoint: cloud.endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    pass: (milliseconds) => cloud.clock.advance({ milliseconds }),
    progress: () => undefined,
  };
  const result = await ordersLab.run(environment);

  expect(result.sent).toBe(20);
  expect(result.stored + result.deadLettered.length).toBe(20);
  expect(result.deadLettered.length).toBeGreaterThanOrEqual(2);
  for (const { reason } of result.deadLettered) expect(reason).toBe("price_per_item is 'err', not a number");
  expect(ordersLab.report(result).addsUp).toBe(true);

  await ordersLab.cleanUp(environment);
  expect(await remains(cloud)).toEqual([]);
});

testWith('boto3')('cirro lab orders runs on a cloud of its own where none is running', async () => {
  const { code, stdout, stderr } = await cirro('lab', 'orders', '--port', '1');
  expect(stderr).toBe('');
  expect(stdout).toMatch(/sent +20/);
  expect(stdout).toMatch(/order +\d+ +price_per_item is 'err', not a number/);
  expect(stdout).toContain('every order is accounted for');
  expect(code).toBe(0);
});

testWith('boto3')('cirro lab orders runs on the running cloud and leaves nothing behind', async () => {
  await using server = await startServer({ args: ['--clock', 'virtual'] });
  const { code, stdout } = await cirro('lab', 'orders', '--port', String(server.port));
  expect(stdout).toContain('every order is accounted for');
  expect(code).toBe(0);
});

testWith('aws cli', 'boto3')('the steps of the README work as they stand there', async () => {
  await using server = await startServer({ args: ['--clock', 'virtual'] });
  const { code, stdout, stderr } = await bash(toScript(server.port), {
    cwd: import.meta.dirname,
    env: { AWS_ENDPOINT_URL: server.endpoint, PATH: `${join(aws, '..')}:${process.env['PATH']}` },
  });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const [stored, dead, ...bodies] = stdout.split('--- check\n')[1]!.trim().split(/\n|\t/);
  expect(Number(stored) + Number(dead)).toBe(20);
  expect(bodies.length).toBeGreaterThanOrEqual(1);
  for (const body of bodies) expect(JSON.parse(body)).toMatchObject({ price_per_item: 'err' });
  expect(stdout.split('--- check\n')[2]).toContain("price_per_item is 'err', not a number");
});

/** The README's shell blocks in order; before the first check, the wait that the text asks for. */
function toScript(port: number): string {
  const readme = readFileSync(join(import.meta.dirname, 'README.md'), 'utf8');
  const blocks = [...readme.matchAll(/^```sh( check)?\n(.*?)^```/gms)];
  const firstCheck = blocks.findIndex(([, check]) => check !== undefined);
  return blocks
    .map(([, check, text], index) => {
      const wait = index === firstCheck ? `node ../../bin/cirro.js clock advance 2m --port ${port}\n` : '';
      return check === undefined ? text : `${wait}echo '--- check'\n${text}`;
    })
    .join('\n');
}

/** The names of whatever is left in the cloud. */
async function remains(cloud: TestCloud): Promise<string[]> {
  const [queues, tables, functions, roles, groups] = await Promise.all([
    cloud.client(SQSClient).send(new ListQueuesCommand({})),
    cloud.client(DynamoDBClient).send(new ListTablesCommand({})),
    cloud.client(LambdaClient).send(new ListFunctionsCommand({})),
    cloud.client(IAMClient).send(new ListRolesCommand({})),
    cloud.client(CloudWatchLogsClient).send(new DescribeLogGroupsCommand({})),
  ]);
  return [
    ...(queues.QueueUrls ?? []),
    ...(tables.TableNames ?? []),
    ...(functions.Functions ?? []).map((one) => one.FunctionName!),
    ...(roles.Roles ?? []).map((one) => one.RoleName!),
    ...(groups.logGroups ?? []).map((one) => one.logGroupName!),
  ];
}

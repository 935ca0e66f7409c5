import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'vitest';
import { startServer } from '../support/server.ts';
import { python3, testWith } from '../support/tools.ts';

/** boto3 before 1.29 speaks the Query protocol to SQS, later ones JSON: what a program sees is the same. */
testWith('boto3')('a program with boto3 works with queues', async () => {
  await using server = await startServer();
  expect(run('queues', server.endpoint)).toEqual({
    batch: [['a', 'b'], [['c', expect.stringMatching(/^(MissingParameter|InvalidParameterValue)$/)]]],
    bodies: ['one', 'two'],
    attributes: { n: '1', b: [0, 255] },
    receives: '1',
    deleted: 2,
    visibility: '45',
    delayed: '1',
    tags: { team: 'shop' },
    listed: ['orders'],
    missing: [
      'AWS.SimpleQueueService.NonExistentQueue',
      expect.stringContaining('The specified queue does not exist'),
      400,
    ],
    exists: [expect.stringMatching(/^(QueueAlreadyExists|QueueNameExists)$/), expect.any(String), 400],
    handle: ['ReceiptHandleIsInvalid', expect.stringContaining('nonsense'), expect.any(Number)],
  });
});

testWith('boto3')('a program with boto3 works with tables', async () => {
  await using server = await startServer();
  expect(run('tables', server.endpoint)).toEqual({
    songs: ['09', '08', '07', '06', '05'],
    year: ['07', '08'],
    price: '1.1',
    condition: ['ConditionalCheckFailedException', 'The conditional request failed', 400],
    missing: ['ResourceNotFoundException', 'Requested resource not found', 400],
  });
});

testWith('boto3')("boto3's paginators read everything, page by page", async () => {
  await using server = await startServer();
  const names = (letter: string, rest = '') => [0, 1, 2, 3, 4].map((n) => `${letter}${n}${rest}`);
  expect(run('pages', server.endpoint)).toEqual({
    list_queues: [3, names('q')],
    list_tables: [3, names('t', '00')],
    scan: [3, names('')],
    list_roles: [3, names('r')],
    list_functions: [3, names('f')],
    describe_log_groups: [3, names('g')],
    resumed: [3, 2, false],
  });
});

testWith('boto3')("boto3's waiters see what they wait for, and give up", async () => {
  await using server = await startServer();
  expect(run('waiters', server.endpoint)).toEqual({
    'gave up': expect.stringContaining('Waiter TableExists failed: Max attempts exceeded'),
  });
});

testWith('boto3')("boto3's resources are queues, tables and users", async () => {
  await using server = await startServer();
  expect(run('resources', server.endpoint)).toEqual({
    bodies: ['order 0', 'order 1', 'order 2'],
    left: ['1', '45'],
    queues: ['orders'],
    'by name': true,
    item: [['M', 'S'], [0], [1, null, true]],
    batch: 1,
    tables: [['Stock', 1, 'ACTIVE']],
    attached: ['all'],
    caller: true,
  });
});

function run(what: string, endpoint: string): unknown {
  const program = join(import.meta.dirname, 'boto3_program.py');
  const { stdout, stderr } = spawnSync(python3, [program, what], {
    env: { ...process.env, CIRRO: endpoint },
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

import { expect, test } from 'vitest';
import { testCloud } from '../../tests/support/cloud.ts';
import { labEnvironment, remains } from '../../tests/support/lab.ts';
import { followReadme } from '../../tests/support/readme.ts';
import { cirro, startServer } from '../../tests/support/server.ts';
import { testWith } from '../../tests/support/tools.ts';
import { createClients, createTable } from './resources.ts';
import { REFUSAL, tasksLab } from './lab.ts';

test('the tasks of a user are refused without an index, and found with it', async () => {
  await using cloud = await testCloud();
  const environment = labEnvironment(cloud);
  const result = await tasksLab.run(environment);

  expect(result).toEqual({
    created: 3,
    withoutIndex: {
      status: 500,
      reason: 'ValidationException: Query condition missed key schema element: taskId',
    },
    indexed: 3,
    ofAnn: ['Buy milk', 'Call Bob'],
    ofBob: ['Call Ann'],
    afterBob: ['Buy milk', 'Call Bob'],
    afterAnn: ['Call Bob'],
  });
  expect(tasksLab.report(result).addsUp).toBe(true);
  expect(tasksLab.report({ ...result, indexed: 2 }).addsUp).toBe(false);
  expect(tasksLab.report({ ...result, afterBob: ['Call Bob'] }).addsUp).toBe(false);

  await tasksLab.cleanUp(environment);
  expect(await remains(cloud)).toEqual([]);
});

test('cleaning up takes what is there, and does not mind what is not', async () => {
  await using cloud = await testCloud();
  const environment = labEnvironment(cloud);
  await createTable(createClients(environment));
  await tasksLab.cleanUp(environment);
  expect(await remains(cloud)).toEqual([]);
});

test('cirro lab tasks runs on a cloud of its own where none is running', async () => {
  const { code, stdout } = await cirro('lab', 'tasks', '--port', '1');
  expect(stdout).toContain(REFUSAL);
  expect(stdout).toContain('2 of Ann + 1 of Bob = 3: every task has its user.');
  expect(code).toBe(0);
});

test('cirro lab tasks leaves alone what somebody has under the same names', async () => {
  await using server = await startServer({ args: ['--clock', 'virtual'] });
  const settings = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const clients = createClients({
    client: { endpoint: server.endpoint, ...settings },
    pass: () => Promise.resolve(),
    progress: () => undefined,
  });
  await createTable(clients);
  const { code, stderr } = await cirro('lab', 'tasks', '--port', String(server.port));
  expect(code).toBe(1);
  expect(stderr).toContain('already holds parts of this lab: table Tasks.');
});

testWith('aws cli')('the steps of the README work as they stand there', async () => {
  const { code, stderr, checks, remains } = await followReadme(import.meta.dirname);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const [created, failed, logged, refused, indexed, found, deleted] = checks.map((text) => text.split('\n'));
  expect(created!.map(toStatus)).toEqual([201, 201, 201]);
  expect(failed!.map(toStatus)).toEqual([500]);
  expect(logged!.join()).toContain(`getTasks failed: ${REFUSAL}`);
  expect(refused!.join()).toBe(
    'An error occurred (ValidationException) when calling the Query operation: ' +
      'Query condition missed key schema element: taskId',
  );
  expect(indexed).toEqual(['3', 'byUser']);
  expect(found!.map(toTitles)).toEqual([['Buy milk', 'Call Bob'], ['Call Ann']]);
  const [byBob, afterBob, byAnn, afterAnn] = deleted!;
  expect([byBob!, byAnn!].map(toStatus)).toEqual([200, 200]);
  expect([afterBob, afterAnn]).toEqual(['3', '2']);
  expect(remains).toEqual([]);
});

const toStatus = (answer: string) => (JSON.parse(answer) as { statusCode: number }).statusCode;

function toTitles(answer: string): string[] {
  const { body } = JSON.parse(answer) as { body: string };
  return (JSON.parse(body) as { title: string }[]).map(({ title }) => title).sort();
}

import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { expect, test } from 'vitest';
import { testCloud } from '../../tests/support/cloud.ts';
import { labEnvironment, remains } from '../../tests/support/lab.ts';
import { followReadme } from '../../tests/support/readme.ts';
import { cirro, startServer } from '../../tests/support/server.ts';
import { testWith } from '../../tests/support/tools.ts';
import { musicLab, type MusicResult } from './lab.ts';

const expected: MusicResult = {
  status: 'ACTIVE',
  added: {
    Money: expect.toSatisfy(isOf('Album', 'Year')),
    Imagine: expect.toSatisfy(isOf('Album', 'Genre', 'Year')),
    'Gangnam Style': expect.toSatisfy(isOf('Album', 'LengthSeconds', 'Year')),
  },
  edited: { before: '2011', after: '2012' },
  query: { songs: ['Gangnam Style'], lookedAt: 1 },
  scan: { songs: ['Imagine'], lookedAt: 3 },
  isDeleted: true,
};

test('the library is filled, edited, queried, scanned and deleted', async () => {
  await using cloud = await testCloud();
  const result = await musicLab.run(labEnvironment(cloud));

  expect(result).toEqual(expected);
  expect(musicLab.report(result).addsUp).toBe(true);
  expect(await remains(cloud)).toEqual([]);
});

test('figures that are not what the lab shows do not add up', async () => {
  await using cloud = await testCloud();
  const result = await musicLab.run(labEnvironment(cloud));
  const { text, addsUp } = musicLab.report({ ...result, query: { songs: ['Gangnam Style'], lookedAt: 3 } });
  expect(addsUp).toBe(false);
  expect(text).toContain('That is not what this lab is about to show.');
});

test('cleaning up removes a table that was left, and does not mind when there is none', async () => {
  await using cloud = await testCloud();
  await cloud.client(DynamoDBClient).send(
    new CreateTableCommand({
      TableName: 'Music',
      KeySchema: [{ AttributeName: 'Artist', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'Artist', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await musicLab.cleanUp(labEnvironment(cloud));
  expect(await remains(cloud)).toEqual([]);
  await musicLab.cleanUp(labEnvironment(cloud));
});

test('cirro lab music runs on a cloud of its own where none is running', async () => {
  const { code, stdout } = await cirro('lab', 'music', '--port', '1');
  expect(stdout).toContain('edit an item         the Year of Gangnam Style: 2011 -> 2012');
  expect(stdout).toContain('The query looked at 1 of 3 items, the scan at all 3: it adds up.');
  expect(code).toBe(0);
});

test('cirro lab music runs on the running cloud, once more after it has cleaned up', async () => {
  await using server = await startServer();
  for (let time = 0; time < 2; time++) {
    const { code, stdout } = await cirro('lab', 'music', '--port', String(server.port));
    expect(stdout).toContain('it adds up');
    expect(code).toBe(0);
  }
});

testWith('aws cli')('the steps of the README work as they stand there', async () => {
  const { code, stderr, checks, remains } = await followReadme(import.meta.dirname);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const [refused, edited, query, scan, program] = checks;
  expect(refused).toContain('One or more parameter values were invalid: Missing the key Song in the item');
  expect(edited).toBe('2012');
  expect(JSON.parse(query!)).toEqual(['Psy 6 (Six Rules), Part 1', 1, 1]);
  expect(JSON.parse(scan!)).toEqual(['Imagine', 1, 3]);
  expect(program!.split('\n')).toEqual([
    'created the table',
    'added Money by Pink Floyd',
    'added Imagine by John Lennon',
    'added Gangnam Style by Psy',
    'edited Gangnam Style: its year is 2012 now',
    'query found Gangnam Style, looked at 1',
    'scan found Imagine, looked at 3',
    'deleted the table',
  ]);
  expect(remains).toEqual([]);
});

function isOf(...names: string[]): (found: string[]) => boolean {
  return (found) => found.toSorted().join() === names.join();
}

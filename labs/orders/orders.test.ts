import { expect } from 'vitest';
import { testCloud } from '../../tests/support/cloud.ts';
import { labEnvironment, remains } from '../../tests/support/lab.ts';
import { followReadme } from '../../tests/support/readme.ts';
import { cirro, startServer } from '../../tests/support/server.ts';
import { testWith } from '../../tests/support/tools.ts';
import { ordersLab } from './lab.ts';

testWith('boto3')('every order is stored or dead-lettered, on a virtual clock', async () => {
  await using cloud = await testCloud();
  const environment = labEnvironment(cloud);
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
  const { code, stderr, checks, remains } = await followReadme(import.meta.dirname, {
    beforeFirstCheck: ({ port }) => `node ../../bin/cirro.js clock advance 2m --port ${port}`,
  });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const [stored, dead, ...bodies] = checks[0]!.split(/\n|\t/);
  expect(Number(stored) + Number(dead)).toBe(20);
  expect(bodies.length).toBeGreaterThanOrEqual(1);
  for (const body of bodies) expect(JSON.parse(body)).toMatchObject({ price_per_item: 'err' });
  expect(checks[1]).toContain("price_per_item is 'err', not a number");
  expect(remains).toEqual([]);
});
